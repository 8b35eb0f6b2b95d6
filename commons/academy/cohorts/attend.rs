use std::collections::BTreeSet;

use kernel::{AccountId, Actor, Timestamp};
use platform::db::Tx;

use super::{
    CohortError, CohortId, CohortSessionId, Presence,
    attendance_store::{self as attendance, Change},
    plan, session_store, store,
};

/// Say who was at a session: those who are named were there, the others of the cohort were away. Said again it is
/// corrected, and what stood before is kept. Who is not in the cohort is not named.
pub async fn tick(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (cohort, session): (CohortId, CohortSessionId),
    there: &BTreeSet<AccountId>,
) -> Result<(), CohortError> {
    let cohort = plan::led(tx, by, cohort).await?;
    let session = session_store::find(tx, cohort.id, session).await?.ok_or(CohortError::NoSuch)?;
    if !cohort.is_held() {
        return Err(CohortError::NotOpen);
    }
    if !session.is_ticked_from(now) {
        return Err(CohortError::Early);
    }
    let members = store::accounts(tx, cohort.id).await?;
    if !there.iter().all(|account| members.contains(account)) {
        return Err(CohortError::NotIn);
    }
    let before = attendance::of_session(tx, cohort.id, session.id).await?;
    let change = |account: AccountId| {
        let old = before.get(&account).copied().unwrap_or(Presence::Unknown);
        let new = if there.contains(&account) { Presence::There } else { Presence::Away };
        (old != new).then_some(Change { account, old, new })
    };
    let changes: Vec<Change> = members.into_iter().filter_map(change).collect();
    attendance::set(tx, now, by.account().ok(), (cohort.id, session.id), &changes).await?;
    Ok(())
}
