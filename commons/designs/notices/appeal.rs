use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Rules;
use platform::{db::Tx, jobs};

use super::{
    Notice, NoticeAct, NoticeId, NoticeNews, RulingLate, StepError, Words, find_for, notice::Step,
    promises::tell, store,
};
use crate::designs::numbers;

/// Ask for the ruling of another moderator, as either side, once. What was ruled holds until then.
pub async fn appeal(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: NoticeId,
    said: &Words,
) -> Result<Notice, StepError> {
    let (shop, account) = (by.shop()?, by.account()?);
    let old = find_for(tx, by, id).await?.ok_or(StepError::NoSuchNotice)?;
    let party = old.party(shop).ok_or(Forbidden)?;
    let until = now + rules.time(numbers::RULING);
    let state = old.state.clone().next(Step::Appeal { by: party, until })?;
    let notice = Notice { state, updated_at: now, ..old.clone() };
    store::advance(tx, now, by, NoticeAct::Appeal, &old, &notice).await?;
    store::say(tx, now, id, ("appeal", party), account, said).await?;
    jobs::enqueue(tx, now, until, &RulingLate { notice: id, until }).await?;
    tell(tx, now, id, NoticeNews::Appealed).await?;
    Ok(notice)
}
