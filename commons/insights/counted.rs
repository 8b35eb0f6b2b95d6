//! What of an order stands in the sums of its shop.

use kernel::MoneyError;
use selling::orders::{Channel, Order, OrderStage};

/// What of an order stands in the sums of its shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub day: i64,
    pub channel: Channel,
    /// Whether its buyer had bought from the shop before.
    pub is_again: bool,
    pub is_undone: bool,
    pub minor: i64,
    pub back_minor: i64,
}

impl Counted {
    /// Nothing of what was never paid.
    pub fn of(order: &Order, day: i64, is_again: bool) -> Result<Option<Self>, MoneyError> {
        let (is_undone, is_paid) = match order.state.stage() {
            OrderStage::Unpaid | OrderStage::Closed => (false, false),
            OrderStage::Refunded => (true, true),
            OrderStage::Unaddressed
            | OrderStage::Deposited
            | OrderStage::Due
            | OrderStage::Paid
            | OrderStage::Shipped
            | OrderStage::Objected
            | OrderStage::Completed => (false, true),
        };
        if !is_paid {
            return Ok(None);
        }
        // What the market pays by its coupons is sold too; what is still to be paid of a piece is not.
        let sold = order.total.checked_add(order.discount.market)?;
        let sold = order.deposit.map_or(Ok(sold), |deposit| sold.checked_sub(deposit.due))?;
        let back = if is_undone { sold } else { order.refunded.total()?.checked_add(order.market_back)? };
        Ok(Some(Self {
            day,
            channel: order.channel,
            is_again,
            is_undone,
            minor: sold.minor(),
            back_minor: back.minor().clamp(0, sold.minor()),
        }))
    }
}
