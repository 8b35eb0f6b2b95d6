use kernel::{Actor, Timestamp};
use platform::{db::Tx, jobs};

use super::{IssueError, KindId, TakeError, Ticket, issue::draw, kind_store, promises::TellOfTickets, store};
use crate::festivals::{self, FestivalId};

/// Take a free ticket, without an order.
pub async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    of: FestivalId,
    id: KindId,
) -> Result<Ticket, TakeError> {
    let account = by.account()?;
    let kind = kind_store::find_kind(tx, id).await?.filter(|kind| kind.festival == of);
    let kind = kind.ok_or(TakeError::NoSuch)?;
    let festival = festivals::find(tx, kind.festival).await?.ok_or(TakeError::NoSuch)?;
    if !festival.is_shown() {
        return Err(TakeError::NoSuch);
    }
    if !kind.is_free() {
        return Err(TakeError::NotFree);
    }
    if !festival.is_awaited(now) || !kind.is_on_sale(now) {
        return Err(TakeError::NotNow);
    }
    if !kind_store::take(tx, id, 1).await? {
        return Err(TakeError::Gone);
    }
    // Counted behind the place, which makes others wait.
    let most = kind.said.most_per_person;
    if store::count_of_buyer(tx, id, account).await? >= most {
        return Err(TakeError::Enough { most });
    }
    let ticket = draw(tx, by, now, &kind, account, None).await.map_err(|error| match error {
        IssueError::Store(error) => TakeError::Store(error),
        _ => TakeError::Gone,
    })?;
    jobs::enqueue(tx, now, now, &TellOfTickets { festival: festival.id, account, count: 1 }).await?;
    Ok(ticket)
}
