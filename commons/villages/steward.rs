//! Who looks after a place: appointed by the operator, and asked for every right over it.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use people::accounts;
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    Division, DivisionCode, Membership, MembershipId, MembershipStage, divisions,
    join::{self, Answer, JoinError},
    membership_store, steward_store as store,
};

#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    #[error("there is no such division")]
    NoSuchDivision,
    #[error("there is no such account")]
    NoSuchAccount,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the appointment could not be recorded")]
    Store(#[from] DbError),
}

/// Appoint somebody steward of a village, or of a county with all its villages. A second time changes nothing.
pub async fn appoint(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    division: &DivisionCode,
    account: AccountId,
) -> Result<(), AppointError> {
    by.operator()?;
    divisions::store::find(tx, division).await?.ok_or(AppointError::NoSuchDivision)?;
    let open = accounts::find(tx, account).await?.filter(|account| account.closed_at.is_none());
    open.ok_or(AppointError::NoSuchAccount)?;
    let operator = by.account().ok();
    if store::insert(tx, now, division, account, operator).await? {
        let detail = json!({ "account": account });
        audit::record(tx, now, operator, "villages.appoint", division.as_str(), &detail).await?;
    }
    Ok(())
}

/// Somebody is steward of a place no more.
pub async fn dismiss(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    division: &DivisionCode,
    account: AccountId,
) -> Result<(), AppointError> {
    by.operator()?;
    if !store::delete(tx, division, account).await? {
        return Err(AppointError::NoSuchAccount);
    }
    let detail = json!({ "account": account });
    audit::record(tx, now, by.account().ok(), "villages.dismiss", division.as_str(), &detail).await?;
    Ok(())
}

/// A place with all in which it lies, for whoever looks after it: a steward of it or of something above it. To others, the
/// operator too, there is no such place to look after.
pub async fn find_for(
    tx: &mut Tx,
    account: AccountId,
    code: &DivisionCode,
) -> Result<Option<Vec<Division>>, DbError> {
    let line = divisions::store::line(tx, code).await?;
    if line.is_empty() {
        return Ok(None);
    }
    let own = store::divisions_of(tx, account).await?;
    let is_theirs = line.iter().any(|division| own.contains(&division.code));
    Ok(is_theirs.then_some(line))
}

/// Answer a shop that asks to belong to a village of the steward's; the operator answers where a village has none.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: MembershipId,
    said: Answer,
) -> Result<Membership, JoinError> {
    let asked = membership_store::find(tx, id).await?.ok_or(JoinError::Nowhere)?;
    let is_theirs = match by {
        Actor::Operator { .. } | Actor::System => true,
        _ => find_for(tx, by.account()?, &asked.village).await?.is_some(),
    };
    if !is_theirs {
        return Err(JoinError::Nowhere);
    }
    join::answer(tx, now, &asked, said).await
}

/// The shops that ask to belong to a village, for whoever may answer them.
pub async fn list_asking(tx: &mut Tx, village: &DivisionCode) -> Result<Vec<Membership>, DbError> {
    membership_store::members(tx, village, MembershipStage::Asked, 0, 200).await
}
