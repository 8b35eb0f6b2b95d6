use kernel::{Actor, Forbidden, Side, Timestamp};
use platform::db::{DbError, Tx};
use selling::orders::{
    self, OrderId,
    milestones::{self, MilestoneError},
};

use crate::negotiation::{self, Body, Message};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ProgressError {
    #[error(transparent)]
    Milestone(#[from] MilestoneError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the progress could not be told")]
    Store(#[from] DbError),
}

/// A part of the work is done: note it on the order, and show it to the buyer in the conversation.
pub async fn progress(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: OrderId,
    position: i64,
    words: String,
    photos: Vec<String>,
) -> Result<Message, ProgressError> {
    let reached = milestones::reach(tx, by, now, id, position, &words).await?;
    let of = i64::try_from(milestones::list(tx, id).await?.len()).unwrap_or(position);
    let order = orders::find_for_seller(tx, by.shop()?, id).await?.ok_or(DbError::Raced)?;
    let conversation = negotiation::store::find_or_begin(tx, now, id.shop(), order.buyer).await?;
    let body = Body::Progress { order: id, position, of, title: reached.title, words, files: photos };
    let key = format!("{id}-milestone-{position}");
    let account = by.account().ok();
    Ok(negotiation::post::post(tx, now, &conversation, Side::Seller, account, &key, body).await?)
}
