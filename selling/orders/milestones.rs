//! Milestones: what the buyer of a piece that is being made hears of on the way.

use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Statement, Tx},
    params,
};

use super::{OrderId, OrderStage, store};

/// A part of the work, and when it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// 1, 2, 3 … in the order of the work.
    pub position: i64,
    pub title: String,
    /// What the shop said when it was reached.
    pub note: String,
    pub reached_at: Option<Timestamp>,
}

impl Milestone {
    /// How a timeline draws it.
    pub fn tense(&self) -> &'static str {
        if self.reached_at.is_some() { "done" } else { "next" }
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum MilestoneError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("there is no such milestone")]
    NoSuchMilestone,
    #[error("the milestone was reached before")]
    AlreadyReached,
    #[error("the order is not being made")]
    NotBeingMade,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the milestone could not be kept")]
    Store(#[from] DbError),
}

/// Note that a part of the work is done. Refused unless the order is paid and not yet on its way.
pub async fn reach(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: OrderId,
    position: i64,
    note: &str,
) -> Result<Milestone, MilestoneError> {
    let order = store::find_for_seller(tx, by.shop()?, id).await?.ok_or(MilestoneError::NoSuchOrder)?;
    if !matches!(order.state.stage(), OrderStage::Deposited | OrderStage::Due | OrderStage::Paid) {
        return Err(MilestoneError::NotBeingMade);
    }
    let found = list(tx, id).await?.into_iter().find(|milestone| milestone.position == position);
    let milestone = found.ok_or(MilestoneError::NoSuchMilestone)?;
    if milestone.reached_at.is_some() {
        return Err(MilestoneError::AlreadyReached);
    }
    tx.execute_one(REACH, params![id.shop(), id.number(), position, note, now]).await?;
    Ok(Milestone { note: note.to_owned(), reached_at: Some(now), ..milestone })
}

const REACH: &str = "UPDATE order_milestone SET note = $4, reached_at = $5 \
    WHERE shop_id = $1 AND order_id = $2 AND position = $3 AND reached_at IS NULL";

const INSERT: &str = "INSERT INTO order_milestone (shop_id, order_id, position, title, note) \
    VALUES ($1, $2, $3, $4, '')";
pub(super) fn insert(id: OrderId, position: i64, title: &str) -> Statement {
    (INSERT, params![id.shop(), id.number(), position, title].to_vec())
}

const LIST: &str = "SELECT position, title, note, reached_at FROM order_milestone \
    WHERE shop_id = $1 AND order_id = $2 ORDER BY position LIMIT 100";
/// The milestones of an order in the order of the work; none for what a listing sells.
pub async fn list(tx: &mut Tx, id: OrderId) -> Result<Vec<Milestone>, DbError> {
    tx.list(LIST, params![id.shop(), id.number()], |mut row| {
        Ok(Milestone {
            position: row.int()?,
            title: row.text()?,
            note: row.text()?,
            reached_at: row.maybe_time()?,
        })
    })
    .await
}
