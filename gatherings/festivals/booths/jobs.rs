//! Fees that were paid or were not, festivals that were called off, and telling both sides.

use kernel::{OrderId, Timestamp};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::orders::{self, TellOfPurchase, order_moved::OrderMoved};

use super::{
    end, fees,
    mail::ApplicationMail,
    promises::{CallOffBooths, LapseUnpaid, News, TellOfApplication},
    store,
};
use crate::festivals;
use commons::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(paid);
    bodies.on(moved);
    bodies.on(lapse_unpaid);
    bodies.on(call_off_booths);
    bodies.on(tell_of_application);
}

/// Fees of a purchase that was paid.
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
    let rules = market.rules();
    let act = async move |tx: &mut Tx| fees::settle(tx, now, &rules, order).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn lapse_unpaid(market: Commons, now: Timestamp, job: LapseUnpaid) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| end::lapse(tx, now, &job).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn call_off_booths(market: Commons, now: Timestamp, job: CallOffBooths) -> Result<(), Failure> {
    let rules = market.rules();
    for one in market.db.read(async move |tx: &mut Tx| end::left(tx, job.festival).await).await? {
        let (rules, id) = (rules.clone(), one.id);
        let act = async move |tx: &mut Tx| end::call_one_off(tx, now, &rules, id).await;
        market.db.write(act).await.map_err(|error| Failure(error.to_string()))?;
    }
    Ok(())
}

async fn tell_of_application(market: Commons, now: Timestamp, job: TellOfApplication) -> Result<(), Failure> {
    let news = News::parse(&job.news).ok_or_else(|| Failure(format!("{} is no side", job.news)))?;
    let look = async move |tx: &mut Tx| {
        let Some(it) = store::find(tx, job.application).await? else { return Ok(None) };
        let Some(festival) = festivals::find(tx, it.festival).await? else { return Ok(None) };
        let (reader, other) = match news {
            News::ToApplicant => (it.applicant, it.id.shop()),
            News::ToOrganiser => (it.id.shop(), it.applicant),
        };
        let (reader, other) = (shops::find(tx, reader).await?, shops::find(tx, other).await?);
        let Some((reader, other)) = reader.zip(other) else { return Ok(None) };
        let to = match shops::owned_by(tx, reader.id).await? {
            Some(owner) => accounts::find(tx, owner).await?,
            None => None,
        };
        // What was told of before it was sent is told as it stands now, by the letter of that.
        let is_current = it.stage().name() == job.stage;
        Ok::<_, DbError>(to.filter(|_| is_current).map(|to| (to, it, festival, reader, other)))
    };
    let Some((to, it, festival, reader, other)) = market.db.read(look).await? else { return Ok(()) };
    let path = match news {
        News::ToApplicant => format!("/desk/{}/festivals/{}/application", reader.handle, festival.handle),
        News::ToOrganiser => format!("/desk/{}/festivals/{}/applications", reader.handle, festival.handle),
    };
    let mail = ApplicationMail {
        news,
        stage: it.stage(),
        festival: festival.called(),
        shop: other.called(),
        booth: it.state.booth(),
        pay_until: it.state.pay_until(),
        reason: it.state.reason().to_owned(),
        path,
    };
    post(&market, &to, now, &mail).await
}
