//! Following those who have signed up: what became of their shops, seen from what these do.

use kernel::{Actor, Day, Timestamp};
use people::shops;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    SignUp, SignUpAct, SignUpId, SignUpStage, THIRD_MONTH, drive_store, promises::LookAtSome,
    sign_up_store as store,
};

/// Stages in which something is waited for.
const ON_THE_WAY: [SignUpStage; 4] =
    [SignUpStage::SignedUp, SignUpStage::Opened, SignUpStage::Listed, SignUpStage::Sold];

/// Take every step that is due for one who has signed up. Days are those of the market's zone.
///
/// A shop in which its helper works is credited to nobody.
pub async fn follow(tx: &mut Tx, now: Timestamp, zone: &str, it: SignUp) -> Result<SignUp, DbError> {
    let Some(drive) = drive_store::find(tx, it.drive).await? else { return Ok(it) };
    let today = Day::there(now, zone);
    let gives_up_on = Day::from_number(drive.plan.ends_on.number() + THIRD_MONTH.end() + 1);
    let seen = store::see(tx, &it, zone).await?;
    let mut at = it;
    while let Some((act, on)) = at.due(seen, today, gives_up_on) {
        let Ok(mut after) = at.next(act, on) else { break };
        if act == SignUpAct::Open {
            after.shop = seen.map(|seen| seen.shop);
        }
        if let (Some(shop), Some(helper)) = (after.shop, after.helper)
            && shops::role_of(tx, shop, helper).await?.is_some()
        {
            after.helper = None;
        }
        store::advance(tx, now, &Actor::System, act, (&at, &after)).await?;
        at = after;
    }
    Ok(at)
}

/// Look what became of everybody who is on the way.
pub async fn look_at_all(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    for stage in ON_THE_WAY {
        let some = LookAtSome { stage: stage.name().to_owned(), after: SignUpId::new(0) };
        jobs::enqueue(tx, now, now, &some).await?;
    }
    Ok(())
}
