//! What a gift waits for: its address, and telling the buyer.

use kernel::{Actor, Timestamp};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    find,
    mail::{GiftAddressed, GiftThanked},
    promises::{RefundUnaddressed, TellOfGift},
};
use crate::{
    Selling,
    orders::{self, CancelError, mentioned},
};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(refund_unaddressed);
    bodies.on(tell_of_gift);
}

async fn refund_unaddressed(market: Selling, now: Timestamp, job: RefundUnaddressed) -> Result<(), Failure> {
    let rules = market.rules();
    let act = async move |tx: &mut Tx| orders::cancel(tx, &Actor::System, now, &rules, job.order).await;
    match market.db.write(act).await {
        // Too early: it has an address, and waits for its shipment.
        Ok(_) | Err(CancelError::Refused(_) | CancelError::TooEarly) => Ok(()),
        Err(error) => Err(Failure(error.to_string())),
    }
}

async fn tell_of_gift(market: Selling, now: Timestamp, job: TellOfGift) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(gift) = find(tx, job.purchase).await? else { return Ok(None) };
        let all = orders::list_of_purchase(tx, job.purchase).await?;
        let Some(first) = all.into_iter().next() else { return Ok(None) };
        let Some(buyer) = accounts::find(tx, first.buyer).await? else { return Ok(None) };
        let order = mentioned(tx, &first, buyer.language).await?;
        Ok::<_, DbError>(order.map(|order| (gift, buyer, order)))
    };
    let Some((gift, buyer, order)) = market.db.read(read).await? else { return Ok(()) };
    let receiver = gift.wrapping.receiver;
    if gift.thanked_at.is_some() {
        let words = gift.thanks;
        return post(&market, &buyer, now, &GiftThanked { order, receiver, words }).await;
    }
    if gift.addressed_at.is_some() {
        return post(&market, &buyer, now, &GiftAddressed { order, receiver }).await;
    }
    Ok(())
}
