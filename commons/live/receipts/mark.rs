use std::time::Duration;

use kernel::{Actor, Forbidden, OrderId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};
use selling::orders;

use super::{
    OrderMoment,
    order_moment::OrderMomentId,
    promises::TellOfMoment,
    store::{self, insert_moment, list_moments},
};
use crate::live::{RoomId, find_own};

/// Moments of one order.
const MOST: usize = 20;

/// A moment to which a shop wants to point.
#[derive(Clone, Debug)]
pub struct NewMark {
    pub room: RoomId,
    /// Since the show began.
    pub after: Duration,
    pub words: String,
}

#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("there is no such show of this shop")]
    NoSuchRoom,
    #[error("the show was not on air then")]
    NotThen,
    #[error("there is no such moment")]
    NoSuchMoment,
    #[error("the order has as many moments as it may have")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the moment could not be kept")]
    Store(#[from] DbError),
}

/// Point in an order to a moment of a show, and tell its buyer.
pub async fn mark(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    order: OrderId,
    new: NewMark,
) -> Result<OrderMoment, MarkError> {
    let shop = by.shop()?;
    let found = orders::find_for_seller(tx, shop, order).await?.ok_or(MarkError::NoSuchOrder)?;
    let room = find_own(tx, by, new.room).await?.ok_or(MarkError::NoSuchRoom)?;
    let since = room.since().ok_or(MarkError::NotThen)?;
    let at = since + new.after;
    if at > room.state.ended_at().unwrap_or(now) {
        return Err(MarkError::NotThen);
    }
    if list_moments(tx, found.id).await?.len() >= MOST {
        return Err(MarkError::TooMany);
    }
    let id = OrderMomentId::new(shop, tx.next_id(now));
    let moment = OrderMoment {
        id,
        order,
        room: room.id,
        at,
        words: new.words,
        created_at: now,
        began_at: since,
        can_be_seen: room.has_replay,
    };
    insert_moment(tx, &moment).await?;
    jobs::enqueue(tx, now, now, &TellOfMoment { order, moment: id }).await?;
    Ok(moment)
}

/// Point to it no more.
pub async fn unmark(tx: &mut Tx, by: &Actor, order: OrderId, id: OrderMomentId) -> Result<(), MarkError> {
    let shop = by.shop()?;
    orders::find_for_seller(tx, shop, order).await?.ok_or(MarkError::NoSuchOrder)?;
    if store::delete_moment(tx, order, id).await? { Ok(()) } else { Err(MarkError::NoSuchMoment) }
}
