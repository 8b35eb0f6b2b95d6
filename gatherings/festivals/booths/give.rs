//! Booths are given to shops, and come free again.

use kernel::{Actor, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Application, ApplicationAct, ApplyError, Call, SelectError, Step, call_store,
    promises::{LapseUnpaid, News, tell},
    store,
};
use crate::festivals::{self, Festival, ZoneId, ground, store as festival_store};

/// Days in which a fee is paid where the organiser has said none.
const PAY_DAYS: i64 = 7;

/// Give a booth to an application that may have one; nothing where every booth of its zone is given. A booth without a fee is
/// confirmed at once.
pub(super) async fn give(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    before: &Application,
) -> Result<Option<Application>, SelectError> {
    let (zone, festival) = (before.wants.zone, before.festival);
    // Asked for first: what cannot be accepted takes no booth away.
    before.next(Step::Accept { booth: 0, pay_until: now })?;
    if !festival_store::take_booth(tx, zone).await? {
        return Ok(None);
    }
    let Some(booth) = ground::store::take(tx, (festival, zone), before.id).await? else {
        return Err(DbError::Raced.into());
    };
    let call: Option<Call> = call_store::find(tx, festival).await?;
    let pay_days = u64::try_from(call.map_or(PAY_DAYS, |call| call.said.pay_days)).unwrap_or_default();
    let pay_until = now + days(pay_days);
    let accepted = before.next(Step::Accept { booth, pay_until })?;
    store::advance(tx, now, by, ApplicationAct::Accept, (before, &accepted)).await?;
    let has_fee = festivals::find_zone(tx, zone).await?.is_some_and(|zone| zone.said.fee.is_some());
    let given = if has_fee {
        jobs::enqueue(tx, now, pay_until, &LapseUnpaid { application: accepted.id, pay_until }).await?;
        accepted
    } else {
        let confirmed = accepted.next(Step::Confirm { order: None })?;
        store::advance(tx, now, &Actor::System, ApplicationAct::Confirm, (&accepted, &confirmed)).await?;
        confirmed
    };
    tell(tx, now, &given, News::ToApplicant).await?;
    Ok(Some(given))
}

/// Take the booth of an application that ends back, and give it to who comes next.
pub(super) async fn free(tx: &mut Tx, ended: &Application) -> Result<(), DbError> {
    if ended.state.booth().is_none() {
        return Ok(());
    }
    ground::store::give_back(tx, ended.festival, ended.id).await?;
    festival_store::free_booth(tx, ended.wants.zone).await
}

/// Give the booths of a zone that are free to those who wait, in their order, while the festival is to come or runs.
pub async fn move_up(tx: &mut Tx, now: Timestamp, festival: &Festival, zone: ZoneId) -> Result<(), DbError> {
    while festival.is_awaited(now)
        && let Some(next) = store::next_waiting(tx, zone).await?
    {
        match give(tx, &Actor::System, now, &next).await {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(SelectError::Store(error)) => return Err(error),
            // Whoever waits can be accepted: the graph says so.
            Err(_) => return Err(DbError::Raced),
        }
    }
    Ok(())
}

/// The money of a fee has gone back by another way, and the booth with it.
pub(super) async fn lose(tx: &mut Tx, now: Timestamp, before: &Application) -> Result<(), ApplyError> {
    let after = before.next(Step::Withdraw)?;
    store::advance(tx, now, &Actor::System, ApplicationAct::Withdraw, (before, &after)).await?;
    free(tx, before).await?;
    if let Some(festival) = festivals::find(tx, before.festival).await? {
        move_up(tx, now, &festival, after.wants.zone).await?;
    }
    tell(tx, now, &after, News::ToOrganiser).await?;
    Ok(tell(tx, now, &after, News::ToApplicant).await?)
}
