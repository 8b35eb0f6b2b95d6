use goods::catalog;
use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Given, RefundAct, RefundRequest, RefundStage, RequestId, Step, StepError, settle::settle, step, store,
};
use crate::orders;

/// What becomes of goods that have come back to the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// They can be sold again: their pieces are in stock.
    PutBack,
    LeaveOut,
}

/// Give the buyer what was asked for: the shop agrees, has its goods back, or gives in.
///
/// Only goods that were posted can be put back on the shelf, and only what had been taken from stock.
pub async fn refund(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
    shelf: Shelf,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Refund).await?;
    let amount = request.asked.total()?;
    let came_back = request.state.stage() == RefundStage::ReturnPosted;
    let step = Step::Refund { at: now, cause: Given::Seller };
    let refunded = settle(tx, by, now, &request, step, amount).await?;
    if came_back && shelf == Shelf::PutBack {
        put_back(tx, &request).await?;
    }
    Ok(refunded)
}

async fn put_back(tx: &mut Tx, request: &RefundRequest) -> Result<(), DbError> {
    let bought = orders::lines(tx, request.order).await?;
    let mut pieces: Vec<catalog::Pieces> = store::lines(tx, request.id)
        .await?
        .into_iter()
        .filter_map(|line| {
            let of = bought.get(usize::try_from(line.position - 1).ok()?).filter(|of| of.is_held)?;
            Some((of.variant, line.pieces))
        })
        .collect();
    pieces.sort_unstable();
    catalog::put_back(tx, &pieces).await
}
