//! Applications end: the shop withdraws, does not pay, or the festival is called off.

use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Application, ApplicationAct, ApplyError, Step,
    fees::{self, WhatOfFee},
    give::{free, move_up},
    promises::{CallOffBooths, LapseUnpaid, News, tell},
    store,
};
use crate::festivals::{self, ApplicationId, Festival, FestivalId, numbers};

/// Withdraw what a shop has asked, and give its booth back. The fee goes back with it while the festival is far enough away.
pub async fn withdraw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: FestivalId,
) -> Result<Application, ApplyError> {
    let applicant = by.shop()?;
    let before = store::find_of_applicant(tx, id, applicant).await?.ok_or(ApplyError::NoSuch)?;
    let festival = festivals::find(tx, id).await?.ok_or(ApplyError::NoSuch)?;
    if festival.is_over(now) {
        return Err(ApplyError::NotOpen);
    }
    let is_early = now + rules.time(numbers::FEE_BACK) <= festival.begins_at;
    let what = if is_early { WhatOfFee::GiveBack } else { WhatOfFee::Keep };
    let after = end(tx, by, now, (&before, Step::Withdraw), (rules, what)).await?;
    move_up(tx, now, &festival, after.wants.zone).await?;
    tell(tx, now, &after, News::ToOrganiser).await?;
    Ok(after)
}

/// End an application by a step that leaves it without a booth.
async fn end(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (before, step): (&Application, Step),
    (rules, what): (&Rules, WhatOfFee),
) -> Result<Application, ApplyError> {
    let act = step.act();
    let after = before.next(step)?;
    store::advance(tx, now, by, act, (before, &after)).await?;
    free(tx, before).await?;
    if let Some(order) = before.state.order() {
        fees::settle_ended(tx, now, rules, order, what).await?;
    }
    Ok(after)
}

/// A fee was not paid in time: who comes next has the booth.
pub(super) async fn lapse(tx: &mut Tx, now: Timestamp, job: &LapseUnpaid) -> Result<(), ApplyError> {
    let Some(before) = store::find(tx, job.application).await? else { return Ok(()) };
    if before.state.pay_until() != Some(job.pay_until) || now < job.pay_until {
        return Ok(());
    }
    let after = before.next(Step::Lapse)?;
    store::advance(tx, now, &Actor::System, ApplicationAct::Lapse, (&before, &after)).await?;
    free(tx, &before).await?;
    if let Some(festival) = festivals::find(tx, before.festival).await? {
        move_up(tx, now, &festival, after.wants.zone).await?;
    }
    tell(tx, now, &after, News::ToOrganiser).await?;
    Ok(tell(tx, now, &after, News::ToApplicant).await?)
}

/// Give all booths of a festival back that is called off, each in its own transaction.
pub async fn call_off(tx: &mut Tx, now: Timestamp, festival: FestivalId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &CallOffBooths { festival }).await
}

/// End one application for a festival that was called off: whatever was paid goes back.
pub(super) async fn call_one_off(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: ApplicationId,
) -> Result<(), ApplyError> {
    let Some(before) = store::find(tx, id).await? else { return Ok(()) };
    if !before.can(ApplicationAct::CallOff) {
        return Ok(());
    }
    let step = (&before, Step::CallOff);
    let after = end(tx, &Actor::System, now, step, (rules, WhatOfFee::GiveBack)).await?;
    Ok(tell(tx, now, &after, News::ToApplicant).await?)
}

/// The applications of a festival that was called off and that have not ended.
pub(super) async fn left(tx: &mut Tx, id: FestivalId) -> Result<Vec<Application>, DbError> {
    let is_off = |festival: &Festival| festival.is_shown() && !festival.is_announced();
    match festivals::find(tx, id).await?.filter(is_off) {
        Some(_) => store::list_open(tx, id).await,
        None => Ok(Vec::new()),
    }
}
