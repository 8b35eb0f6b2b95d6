use goods::catalog::{self, ListingId, ListingState};
use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Allowance, LapseNotice, Notice, NoticeId, NoticeNews, NoticeState, Party, Words, limits::allowance,
    promises::tell, store,
};
use crate::designs::{RecordId, claim_store, find_own, numbers};

/// What a maker says of a listing.
#[derive(Clone, Debug)]
pub struct NewNotice {
    pub record: RecordId,
    pub listing: ListingId,
    pub said: Words,
}

#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    #[error("there is no such record")]
    NoSuchRecord,
    #[error("there is no such listing of another shop on sale")]
    NoSuchListing,
    #[error("the record is sealed")]
    Sealed,
    #[error("the maker has said yes to this listing")]
    Granted,
    #[error("there is a notice about this listing already")]
    Already,
    #[error("there were as many notices this week as there may be")]
    TooMany,
    #[error("notices were in bad faith; there may be none until a moment")]
    Paused(Timestamp),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the notice could not be kept")]
    Store(#[from] DbError),
}

/// Say that a listing shows a copy of what stands in a record. Its seller is told and has days to answer; the listing stays.
pub async fn give(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    new: NewNotice,
) -> Result<Notice, GiveError> {
    let (shop, account) = (by.shop()?, by.account()?);
    let record = find_own(tx, by, new.record).await?.ok_or(GiveError::NoSuchRecord)?;
    if !record.is_open() {
        return Err(GiveError::Sealed);
    }
    let listing = catalog::find(tx, new.listing).await?;
    let is_theirs =
        |listing: &catalog::ShownListing| listing.id.shop() != shop && listing.state == ListingState::Active;
    listing.filter(is_theirs).ok_or(GiveError::NoSuchListing)?;
    let claim = claim_store::find(tx, new.listing).await?;
    if claim.is_some_and(|claim| claim.record == record.id && claim.state.is_good()) {
        return Err(GiveError::Granted);
    }
    if store::find_open_on(tx, new.listing).await?.iter().any(|open| open.record == record.id) {
        return Err(GiveError::Already);
    }
    match allowance(tx, now, rules, shop).await? {
        Allowance::Left(_) => {}
        Allowance::Spent => return Err(GiveError::TooMany),
        Allowance::Paused(until) => return Err(GiveError::Paused(until)),
    }
    let until = now + rules.time(numbers::COUNTER);
    let notice = Notice {
        id: NoticeId::new(shop, tx.next_id(now)),
        record: record.id,
        listing: new.listing,
        state: NoticeState::Noticed { until },
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &notice).await?;
    store::say(tx, now, notice.id, ("notice", Party::Maker), account, &new.said).await?;
    jobs::enqueue(tx, now, until, &LapseNotice { notice: notice.id }).await?;
    tell(tx, now, notice.id, NoticeNews::Given).await?;
    Ok(notice)
}
