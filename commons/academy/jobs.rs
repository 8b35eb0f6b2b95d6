//! Seats that were paid, and writing to those who learn.

use kernel::{OrderId, Timestamp};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::orders::{self, TellOfPurchase, order_moved::OrderMoved};

use super::{
    Certificate, certificate_store, cohorts,
    mail::{CertificateMail, WithdrawnMail},
    promises::{TellOfCertificate, TellOfWithdrawal},
    questions, seat,
};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(paid);
    bodies.on(moved);
    bodies.on(tell_of_certificate);
    super::work::jobs::bodies(bodies);
    bodies.on(tell_of_withdrawal);
    cohorts::jobs::bodies(bodies);
    questions::jobs::bodies(bodies);
}

/// Seats of a purchase that was paid.
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

async fn settle(market: &Commons, now: Timestamp, order: OrderId) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| seat::settle(tx, now, order).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn tell_of_certificate(market: Commons, now: Timestamp, job: TellOfCertificate) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(certificate) = certificate_store::find(tx, &job.code).await?.filter(Certificate::is_valid)
        else {
            return Ok(None);
        };
        let to = accounts::find(tx, certificate.account).await?;
        Ok::<_, DbError>(to.map(|to| (to, certificate)))
    };
    match market.db.read(read).await? {
        Some((to, certificate)) => {
            let title = certificate.title_in(to.language).to_owned();
            post(&market, &to, now, &CertificateMail { title, path: certificate.path() }).await
        }
        None => Ok(()),
    }
}

async fn tell_of_withdrawal(market: Commons, now: Timestamp, job: TellOfWithdrawal) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(certificate) = certificate_store::find(tx, &job.code).await? else { return Ok(None) };
        let to = accounts::find(tx, certificate.account).await?;
        Ok::<_, DbError>(to.map(|to| (to, certificate)))
    };
    let Some((to, certificate)) = market.db.read(read).await? else { return Ok(()) };
    let title = certificate.title_in(to.language).to_owned();
    let path = certificate.path();
    post(&market, &to, now, &WithdrawnMail { title, reason: certificate.reason, path }).await
}
