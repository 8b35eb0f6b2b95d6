use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Rules;
use platform::{db::Tx, jobs};

use super::{
    Ground, Notice, NoticeAct, NoticeId, NoticeNews, Party, RulingLate, StepError, Words, find_for,
    notice::Step, promises::tell, store,
};
use crate::designs::numbers;

/// Answer a notice: why the listing is no copy, with evidence. A moderator rules then; one that comes late still counts, as
/// long as nothing is ruled.
pub async fn counter(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: NoticeId,
    ground: Ground,
    said: &Words,
) -> Result<Notice, StepError> {
    let (shop, account) = (by.shop()?, by.account()?);
    let old = find_for(tx, by, id).await?.ok_or(StepError::NoSuchNotice)?;
    if old.party(shop) != Some(Party::Seller) {
        return Err(Forbidden.into());
    }
    let until = now + rules.time(numbers::RULING);
    let state = old.state.clone().next(Step::Counter { ground, until })?;
    let notice = Notice { state, updated_at: now, ..old.clone() };
    store::advance(tx, now, by, NoticeAct::Counter, &old, &notice).await?;
    store::say(tx, now, id, ("counter", Party::Seller), account, said).await?;
    jobs::enqueue(tx, now, until, &RulingLate { notice: id, until }).await?;
    tell(tx, now, id, NoticeNews::Answered).await?;
    Ok(notice)
}
