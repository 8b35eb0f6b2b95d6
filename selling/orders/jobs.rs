//! What an order waits for. Each body calls the act; an order that has moved on is left alone.

use goods::search::demand;
use kernel::{Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    CancelError, ReadyError, Reason, ReceiveError, cancel, close, forfeit, gifts, lines,
    promises::{CloseUnpaid, ForfeitDeposit, RefundUnshipped, ReleaseEscrow, TellOfPurchase},
    receive, refunds,
    store::{self, PurchaseState},
    tell,
};
use crate::Selling;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(close_unpaid);
    bodies.on(refund_unshipped);
    bodies.on(forfeit_deposit);
    bodies.on(release_escrow);
    bodies.on(tell::tell_of_purchase);
    bodies.on(count_demand);
    bodies.on(tell::tell_of_late_payment);
    bodies.on(tell::tell_buyer);
    bodies.on(tell::tell_seller);
    gifts::jobs::bodies(bodies);
    refunds::jobs::bodies(bodies);
}

async fn close_unpaid(market: Selling, now: Timestamp, job: CloseUnpaid) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| close(tx, &Actor::System, now, job.purchase, Reason::Unpaid).await;
    market.db.write(act).await.map(drop).map_err(Failure::from)
}

async fn refund_unshipped(market: Selling, now: Timestamp, job: RefundUnshipped) -> Result<(), Failure> {
    let rules = market.rules();
    let act = async move |tx: &mut Tx| cancel(tx, &Actor::System, now, &rules, job.order).await;
    match market.db.write(act).await {
        // Too early: the order has gone on, and a later job waits for its new deadline.
        Ok(_) | Err(CancelError::Refused(_) | CancelError::TooEarly) => Ok(()),
        Err(error) => Err(Failure(error.to_string())),
    }
}

async fn forfeit_deposit(market: Selling, now: Timestamp, job: ForfeitDeposit) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| forfeit(tx, now, job.order).await;
    match market.db.write(act).await {
        Ok(_) | Err(ReadyError::Refused(_)) => Ok(()),
        Err(error) => Err(Failure(error.to_string())),
    }
}

async fn release_escrow(market: Selling, now: Timestamp, job: ReleaseEscrow) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| receive(tx, &Actor::System, now, job.order).await;
    match market.db.write(act).await {
        // Too early: the buyer asked for more days, and a later job waits for their end.
        Ok(_) | Err(ReceiveError::Refused(_) | ReceiveError::TooEarly) => Ok(()),
        Err(error) => Err(Failure(error.to_string())),
    }
}

/// What people looked for and bought: `search` knows by which words they came.
async fn count_demand(market: Selling, now: Timestamp, job: TellOfPurchase) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let mut wanted = Vec::new();
        let purchase = store::find_purchase(tx, job.purchase).await?;
        let Some(paid) = purchase.filter(|purchase| purchase.state == PurchaseState::Paid) else {
            return Ok(wanted);
        };
        for order in store::list_of_purchase(tx, job.purchase).await? {
            for line in lines(tx, order.id).await? {
                if demand::came_by_words(tx, now, paid.buyer, line.listing).await? {
                    wanted.push((paid.buyer, line.listing));
                }
            }
        }
        Ok::<_, DbError>(wanted)
    };
    // Most come by no words: what they buy costs no commit.
    let wanted = market.db.read(look).await?;
    if wanted.is_empty() {
        return Ok(());
    }
    let act = async move |tx: &mut Tx| {
        for (buyer, listing) in &wanted {
            demand::bought(tx, now, *buyer, *listing).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}
