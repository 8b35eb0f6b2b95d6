//! What shows add to the page of an order.

use askama::Template;
use kernel::OrderId;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::live::{
    list_seen_of_shop,
    receipts::{self, OrderMoment, Receipt},
};

#[derive(Template)]
#[template(path = "live/receipts/views/_of_order.html")]
struct OrderPanel<'a> {
    shell: &'a Shell,
    order: OrderId,
    receipt: Option<Receipt>,
    moments: Vec<OrderMoment>,
    /// On the desk of the shop: its address, and whether it has given shows.
    handle: String,
    has_shows: bool,
}

impl OrderPanel<'_> {
    fn is_desk(&self) -> bool {
        !self.handle.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.receipt.is_none() && self.moments.is_empty() && !self.has_shows
    }

    fn seconds(&self) -> i64 {
        match self.receipt.as_ref().map(|receipt| &receipt.state) {
            Some(receipts::ReceiptState::Kept { seconds, .. }) => *seconds,
            Some(_) | None => 0,
        }
    }
}

/// Whose page an order is shown on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Buyer,
    Desk,
    Market,
}

async fn draw(tx: &mut Tx, looking: &Looking, side: Side) -> Result<Vec<(&'static str, String)>, DbError> {
    let Some(shop) = looking.shop else { return Ok(Vec::new()) };
    let order = OrderId::new(shop, looking.id);
    let receipt = receipts::find(tx, order).await?;
    let moments = if side == Side::Market { Vec::new() } else { receipts::list_moments(tx, order).await? };
    let (mut handle, mut has_shows) = (String::new(), false);
    if side == Side::Desk {
        handle = people::shops::find(tx, shop).await?.map(|shop| shop.handle).unwrap_or_default();
        has_shows = !list_seen_of_shop(tx, shop, 1).await?.is_empty();
    }
    let panel = OrderPanel { shell: &looking.shell, order, receipt, moments, handle, has_shows };
    if panel.is_empty() {
        return Ok(Vec::new());
    }
    let place = if side == Side::Market { "evidence" } else { "main" };
    Ok(vec![(place, panel.render().map_err(DbError::draw)?)])
}

pub fn of_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(draw(tx, looking, Side::Buyer))
}

pub fn of_desk_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(draw(tx, looking, Side::Desk))
}

pub fn of_dispute<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(draw(tx, looking, Side::Market))
}
