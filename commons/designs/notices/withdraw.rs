use kernel::{Actor, Forbidden, Timestamp};
use platform::db::Tx;

use super::{
    Notice, NoticeAct, NoticeId, NoticeNews, Party, StepError, find_for, notice::Step, promises::tell, store,
};

/// Take a notice back, as its maker, before it is ruled.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: NoticeId) -> Result<Notice, StepError> {
    let shop = by.shop()?;
    let old = find_for(tx, by, id).await?.ok_or(StepError::NoSuchNotice)?;
    if old.party(shop) != Some(Party::Maker) {
        return Err(Forbidden.into());
    }
    let state = old.state.clone().next(Step::Withdraw { at: now })?;
    let notice = Notice { state, updated_at: now, ..old.clone() };
    store::advance(tx, now, by, NoticeAct::Withdraw, &old, &notice).await?;
    tell(tx, now, id, NoticeNews::Withdrawn).await?;
    Ok(notice)
}
