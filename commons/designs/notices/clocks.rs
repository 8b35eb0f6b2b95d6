use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{Notice, NoticeAct, NoticeId, NoticeNews, RulingLate, notice::Step, promises::tell, store};
use crate::designs::numbers;

/// The days of the answer are over: a moderator rules without it. May be called twice.
pub async fn lapse(tx: &mut Tx, now: Timestamp, rules: &Rules, id: NoticeId) -> Result<(), DbError> {
    let until = now + rules.time(numbers::RULING);
    if step(tx, now, id, NoticeAct::Lapse, Step::Lapse { until }).await? {
        jobs::enqueue(tx, now, until, &RulingLate { notice: id, until }).await?;
        tell(tx, now, id, NoticeNews::Lapsed).await?;
    }
    Ok(())
}

/// The days of the appeal are over: what was ruled is the end. May be called twice.
pub async fn close(tx: &mut Tx, now: Timestamp, id: NoticeId) -> Result<(), DbError> {
    step(tx, now, id, NoticeAct::Close, Step::Close { at: now }).await.map(drop)
}

/// Take a step that a clock takes, if it is still to be taken.
async fn step(
    tx: &mut Tx,
    now: Timestamp,
    id: NoticeId,
    act: NoticeAct,
    step: Step,
) -> Result<bool, DbError> {
    let Some(old) = store::find(tx, id).await?.filter(|notice| notice.can(act)) else { return Ok(false) };
    let Ok(state) = old.state.clone().next(step) else { return Ok(false) };
    let notice = Notice { state, updated_at: now, ..old.clone() };
    store::advance(tx, now, &Actor::System, act, &old, &notice).await?;
    Ok(true)
}
