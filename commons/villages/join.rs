//! A shop and its village: to ask, to take it back, to say whose household it is, to leave.

use kernel::{Actor, Day, Forbidden, Refused, ShopRole, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    DivisionCode, Membership, MembershipAct, MembershipId, MembershipStage, Told, divisions,
    membership_store as store, sales,
};

#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    #[error("there is no such village")]
    NoSuchVillage,
    #[error("this division is no village of the country")]
    NotAVillage,
    #[error("the shop has asked a village already, or belongs to one")]
    Elsewhere,
    #[error("the shop has asked no village and belongs to none")]
    Nowhere,
    #[error(transparent)]
    Refused(#[from] Refused<MembershipStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the membership could not be recorded")]
    Store(#[from] DbError),
}

/// Only the owner speaks for the shop here: whose household it is, and who sees its figures, is no business of staff.
fn owner(by: &Actor) -> Result<(), Forbidden> {
    match by {
        Actor::Seller { role: ShopRole::Owner, .. } => Ok(()),
        _ => Err(Forbidden),
    }
}

/// Ask to belong to a village. Refused unless it is one, and is there; its steward answers.
pub async fn ask(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    village: &DivisionCode,
    told: Told,
) -> Result<Membership, JoinError> {
    owner(by)?;
    let shop = by.shop()?;
    let found = divisions::store::find(tx, village).await?.ok_or(JoinError::NoSuchVillage)?;
    if !found.is_village() || found.vanished_on.is_some() {
        return Err(JoinError::NotAVillage);
    }
    let asked = Membership {
        id: MembershipId::new(shop, tx.next_id(now)),
        village: village.clone(),
        stage: MembershipStage::Asked,
        told,
        asked_by: by.account()?,
        asked_at: now,
        answered_at: None,
        joined_on: None,
        left_on: None,
    };
    if store::insert(tx, &asked).await? { Ok(asked) } else { Err(JoinError::Elsewhere) }
}

/// Say something else of the household, or of who sees the shop's figures, from now on.
pub async fn tell(tx: &mut Tx, by: &Actor, told: Told) -> Result<Membership, JoinError> {
    owner(by)?;
    let before = store::find_now(tx, by.shop()?).await?.ok_or(JoinError::Nowhere)?;
    let after = Membership { told, ..before.clone() };
    store::update(tx, before.stage, &after).await?;
    Ok(after)
}

/// Leave the village, or take back what was asked. Nobody has to agree.
pub async fn leave(tx: &mut Tx, by: &Actor, now: Timestamp) -> Result<Membership, JoinError> {
    owner(by)?;
    let before = store::find_now(tx, by.shop()?).await?.ok_or(JoinError::Nowhere)?;
    let act = match before.stage {
        MembershipStage::Joined => MembershipAct::Leave,
        MembershipStage::Asked
        | MembershipStage::Declined
        | MembershipStage::Withdrawn
        | MembershipStage::Left => MembershipAct::Withdraw,
    };
    step(tx, now, &before, act).await
}

/// What a steward says to a shop that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Admit,
    Decline,
}

/// Answer a shop that asks to belong to a village. Whoever calls has made sure that it is theirs to answer.
pub(super) async fn answer(
    tx: &mut Tx,
    now: Timestamp,
    before: &Membership,
    answer: Answer,
) -> Result<Membership, JoinError> {
    let act = match answer {
        Answer::Admit => MembershipAct::Admit,
        Answer::Decline => MembershipAct::Decline,
    };
    step(tx, now, before, act).await
}

/// Take a step, and let the days on which the shop belongs to the village count for it and no others.
async fn step(
    tx: &mut Tx,
    now: Timestamp,
    before: &Membership,
    act: MembershipAct,
) -> Result<Membership, JoinError> {
    let shop = before.id.shop();
    // Nobody counts a sale of the shop meanwhile.
    sales::store::lock(tx, shop).await?;
    let zone = sales::store::zone(tx, shop).await?;
    let after = before.next(act, now, Day::there(now, &zone))?;
    store::update(tx, before.stage, &after).await?;
    let (since, sign) = match (after.joined_on.filter(|_| before.joined_on.is_none()), after.left_on) {
        (Some(joined), _) => (Some(joined), 1),
        (None, left) => (left, -1),
    };
    if let Some(since) = since {
        // What the shop sold on this very day before it came, and after it went.
        for (day, sums) in sales::store::days(tx, shop, since, Day::from_number(i64::MAX)).await? {
            let sums = if sign > 0 { sums } else { sums.negate() };
            sales::store::add_to_village(tx, after.village.as_str(), day, sums).await?;
        }
    }
    Ok(after)
}
