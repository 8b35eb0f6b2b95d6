//! Tickets follow their festival: announced, they are sold; moved, their holders are told; called off, all of them go back.

use kernel::{Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    IssueError, KindError,
    issue::give_tickets_back,
    kind_store,
    make::settle_sale,
    promises::{TellHolders, TellOfMove},
    store,
    void::void,
};
use crate::festivals::{self, FestivalId, FestivalStage};

/// Have the kinds of a festival be on sale or not, as it is now.
pub(super) async fn settle_sales(tx: &mut Tx, now: Timestamp, id: FestivalId) -> Result<(), KindError> {
    for kind in kind_store::kinds(tx, id).await? {
        settle_sale(tx, now, kind.id).await?;
    }
    Ok(())
}

/// Of a festival that was called off, give back what the next ticket was bought with; false when none is left.
pub(super) async fn give_back_next(tx: &mut Tx, now: Timestamp, id: FestivalId) -> Result<bool, IssueError> {
    let festival = festivals::find(tx, id).await?;
    if festival.is_none_or(|festival| festival.stage != FestivalStage::CalledOff) {
        return Ok(false);
    }
    let Some(ticket) = store::admitting(tx, id, 0, 1).await?.pop() else { return Ok(false) };
    match ticket.order {
        Some((order, _)) => give_tickets_back(tx, now, order, Some(id)).await?,
        None => void(tx, &Actor::System, now, &ticket).await.map(drop)?,
    }
    Ok(true)
}

/// Holders who are told of in one transaction.
const TOGETHER: i64 = 500;

/// Promise the next holders to be told that a festival has moved, and go on behind them.
pub(super) async fn tell_holders(tx: &mut Tx, now: Timestamp, told: &TellHolders) -> Result<(), DbError> {
    let (festival, begins_at, ends_at) = (told.festival, told.begins_at, told.ends_at);
    let next = store::holders(tx, festival, told.after, TOGETHER).await?;
    for account in &next {
        let one = TellOfMove { festival, begins_at, ends_at, account: *account };
        jobs::enqueue(tx, now, now, &one).await?;
    }
    if let Some(last) = next.last() {
        let rest = TellHolders { festival, begins_at, ends_at, after: last.get() };
        jobs::enqueue(tx, now, now, &rest).await?;
    }
    Ok(())
}
