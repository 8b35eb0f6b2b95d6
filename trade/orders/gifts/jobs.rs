//! What a gift waits for: its address, and telling the buyer.

use kernel::{Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    find,
    mail::{GiftAddressed, GiftThanked},
};
use crate::{
    accounts,
    market::Market,
    orders::{self, CancelError, OrderId, PurchaseId, tell::mentioned},
    post::post,
};

/// Refund an order whose receiver never said where it should go.
#[derive(Serialize, Deserialize)]
pub struct RefundUnaddressed {
    pub order: OrderId,
}

impl Job for RefundUnaddressed {
    const KIND: &'static str = "orders.refund_unaddressed";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let rules = market.rules();
        let act = async move |tx: &mut Tx| orders::cancel(tx, &Actor::System, now, &rules, self.order).await;
        match market.db.write(act).await {
            // Too early: it has an address, and waits for its shipment.
            Ok(_) | Err(CancelError::Refused(_) | CancelError::TooEarly) => Ok(()),
            Err(error) => Err(Failure(error.to_string())),
        }
    }
}

/// Tell the buyer of a gift that it has an address, or what the receiver writes.
#[derive(Serialize, Deserialize)]
pub struct TellOfGift {
    pub purchase: PurchaseId,
}

impl Job for TellOfGift {
    const KIND: &'static str = "orders.tell_of_gift";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let read = async move |tx: &mut Tx| {
            let Some(gift) = find(tx, self.purchase).await? else { return Ok(None) };
            let all = orders::list_of_purchase(tx, self.purchase).await?;
            let Some(first) = all.into_iter().next() else { return Ok(None) };
            let Some(buyer) = accounts::find(tx, first.buyer).await? else { return Ok(None) };
            let order = mentioned(tx, &first, buyer.language).await?;
            Ok::<_, DbError>(order.map(|order| (gift, buyer, order)))
        };
        let Some((gift, buyer, order)) = market.db.read(read).await? else { return Ok(()) };
        let receiver = gift.wrapping.receiver;
        if gift.thanked_at.is_some() {
            let words = gift.thanks;
            return post(market, &buyer, now, &GiftThanked { order, receiver, words }).await;
        }
        if gift.addressed_at.is_some() {
            return post(market, &buyer, now, &GiftAddressed { order, receiver }).await;
        }
        Ok(())
    }
}
