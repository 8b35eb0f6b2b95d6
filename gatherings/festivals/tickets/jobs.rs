//! Tickets that were paid or go back, kinds that come on sale, and writing to who holds tickets.

use commons::Commons;
use kernel::{Actor, OrderId, Timestamp};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::orders::{
    self, TellOfPurchase,
    order_moved::OrderMoved,
    refunds::{self, RefundPaid},
};

use super::{
    follow::{self, give_back_next, settle_sales},
    issue,
    mail::{MovedMail, TicketsMail, VoidMail},
    make,
    promises::{FollowFestival, SettleSale, TellHolders, TellOfMove, TellOfTickets, TellOfVoid},
    store,
};
use crate::festivals;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(paid);
    bodies.on(moved);
    bodies.on(refunded);
    bodies.on(settle_sale);
    bodies.on(follow_festival);
    bodies.on(tell_holders);
    bodies.on(tell_of_move);
    bodies.on(tell_of_tickets);
    bodies.on(tell_of_void);
}

async fn paid(market: Commons, now: Timestamp, told: TellOfPurchase) -> Result<(), Failure> {
    let orders = async move |tx: &mut Tx| orders::list_of_purchase(tx, told.purchase).await;
    for order in market.db.read(orders).await? {
        settle(&market, now, order.id).await?;
    }
    Ok(())
}

async fn moved(market: Commons, now: Timestamp, told: OrderMoved) -> Result<(), Failure> {
    settle(&market, now, told.order).await
}

async fn refunded(market: Commons, now: Timestamp, told: RefundPaid) -> Result<(), Failure> {
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &Actor::System, told.request).await;
    match market.db.read(find).await? {
        Some(request) => settle(&market, now, request.order).await,
        None => Ok(()),
    }
}

async fn settle(market: &Commons, now: Timestamp, order: OrderId) -> Result<(), Failure> {
    let rules = market.rules();
    let act = async move |tx: &mut Tx| issue::settle(tx, now, &rules, order).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn settle_sale(market: Commons, now: Timestamp, job: SettleSale) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| make::settle_sale(tx, now, job.kind).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn follow_festival(market: Commons, now: Timestamp, job: FollowFestival) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| settle_sales(tx, now, job.festival).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))?;
    // One order a transaction: what is done stays done when the next one fails.
    loop {
        let act = async move |tx: &mut Tx| give_back_next(tx, now, job.festival).await;
        if !market.db.write(act).await.map_err(|error| Failure(error.to_string()))? {
            return Ok(());
        }
    }
}

async fn tell_holders(market: Commons, now: Timestamp, job: TellHolders) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| follow::tell_holders(tx, now, &job).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn tell_of_move(market: Commons, now: Timestamp, job: TellOfMove) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let festival = festivals::find(tx, job.festival).await?;
        Ok::<_, DbError>(accounts::find(tx, job.account).await?.zip(festival))
    };
    let Some((to, festival)) = market.db.read(read).await? else { return Ok(()) };
    let is_current = (festival.begins_at, festival.ends_at) == (job.begins_at, job.ends_at);
    if !is_current || !festival.is_announced() {
        return Ok(());
    }
    let (name, path) = (festival.name_in(to.language).to_owned(), festival.path());
    let (begins_at, ends_at) = (job.begins_at, job.ends_at);
    post(&market, &to, now, &MovedMail { name, begins_at, ends_at, path }).await
}

async fn tell_of_tickets(market: Commons, now: Timestamp, job: TellOfTickets) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let festival = festivals::find(tx, job.festival).await?;
        Ok::<_, DbError>(accounts::find(tx, job.account).await?.zip(festival))
    };
    let Some((to, festival)) = market.db.read(read).await? else { return Ok(()) };
    let name = festival.name_in(to.language).to_owned();
    post(&market, &to, now, &TicketsMail { name, count: job.count }).await
}

async fn tell_of_void(market: Commons, now: Timestamp, job: TellOfVoid) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(ticket) = store::find(tx, job.ticket).await? else { return Ok(None) };
        let festival = festivals::find(tx, ticket.festival).await?;
        let to = accounts::find(tx, job.account).await?;
        Ok::<_, DbError>(to.zip(festival).map(|(to, festival)| (to, festival, ticket)))
    };
    let Some((to, festival, ticket)) = market.db.read(read).await? else { return Ok(()) };
    let name = festival.name_in(to.language).to_owned();
    let (number, path) = (ticket.number.to_string(), ticket.path());
    post(&market, &to, now, &VoidMail { name, number, path }).await
}
