//! Each attempt at a delivery, telling an owner, and forgetting, every night.

use axum::http::{Request, StatusCode, header};
use bytes::Bytes;
use kernel::{Timestamp, days};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    http::{HttpError, seconds},
    i18n::Name,
    jobs::{self, Bodies, Failure, Promise},
};
use selling::Selling;

use super::{
    Answer, Delivery, Endpoint, EndpointStage, attempt,
    event::TEST,
    forget_deliveries,
    mail::GivenUp,
    numbers,
    promises::{DeliverEvent, ForgetDeliveries, TellGivenUp},
    record, store, tell,
};

/// Characters of an answer that are kept.
const MOST_WORDS: usize = 500;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(deliver);
    bodies.on(tell_given_up);
    bodies.on(forget);
    tell::bodies(bodies);
}

async fn deliver(market: Selling, now: Timestamp, job: DeliverEvent) -> Result<(), Failure> {
    let (id, tries) = (job.delivery, job.tries);
    let found = market.db.read(async move |tx: &mut Tx| attempt::waiting(tx, id, tries).await).await?;
    let Some((delivery, endpoint)) = found else { return Ok(()) };
    // An owner may try it before it is switched on again.
    let is_asked = endpoint.state == EndpointStage::On || delivery.kind == TEST;
    let answer = match is_asked {
        true => ask(&market, now, &endpoint, &delivery).await,
        false => Answer { status: None, words: "the endpoint is switched off".into() },
    };
    let rules = market.rules();
    // It may have waited for the answer.
    let now = market.now().max(now);
    let act = async move |tx: &mut Tx| record(tx, now, &rules, id, tries, &answer).await;
    market.db.write(act).await.map_err(|error: attempt::RecordError| Failure(error.to_string()))
}

/// Send it, and hear what is answered.
async fn ask(market: &Selling, now: Timestamp, endpoint: &Endpoint, delivery: &Delivery) -> Answer {
    let id = delivery.message_id();
    let request = Request::post(&endpoint.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Jishi-Webhooks/1")
        .header("webhook-id", &id)
        .header("webhook-timestamp", seconds(now))
        .header("webhook-signature", endpoint.signature(&id, now, &delivery.body))
        .body(Bytes::from(delivery.body.clone()));
    let answer = match request {
        Ok(request) => market.outside.ask(request).await,
        Err(error) => Err(HttpError(error.to_string())),
    };
    match answer {
        Ok(answer) => {
            let words = String::from_utf8_lossy(answer.body()).into_owned();
            Answer { status: Some(StatusCode::as_u16(&answer.status())), words: plain(&words) }
        }
        Err(error) => Answer { status: None, words: plain(&error.to_string()) },
    }
}

/// The beginning of a text that somebody else wrote, in one line.
fn plain(words: &str) -> String {
    let line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_WORDS).collect();
    line.trim().to_owned()
}

async fn tell_given_up(market: Selling, now: Timestamp, job: TellGivenUp) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let found = store::find(tx, job.shop, job.endpoint).await?;
        let found = found.filter(|endpoint| endpoint.state == EndpointStage::GivenUp);
        let Some(endpoint) = found else { return Ok(None) };
        let owner = shops::owned_by(tx, job.shop).await?.unwrap_or(endpoint.made_by);
        let Some(owner) = accounts::find(tx, owner).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((endpoint, shops::find(tx, job.shop).await?, owner)))
    };
    let Some((endpoint, shop, owner)) = market.db.read(read).await? else { return Ok(()) };
    let mail = GivenUp {
        path: match &shop {
            Some(shop) => format!("/desk/{}/webhooks/{}", shop.handle, endpoint.id),
            None => format!("/operator/webhooks/{}", endpoint.id),
        },
        name: match &shop {
            Some(shop) => shop.called(),
            None => Name::new(market.config.language, &market.config.market, ""),
        },
        whose: shop
            .map_or_else(|| market.config.market.clone(), |shop| shop.name_in(owner.language).to_owned()),
        url: endpoint.url,
        since: endpoint.failing_since.unwrap_or(endpoint.updated_at),
    };
    post(&market, &owner, now, &mail).await
}

async fn forget(market: Selling, now: Timestamp, _: ForgetDeliveries) -> Result<(), Failure> {
    let before = now - market.rules().time(numbers::KEPT);
    let act = async move |tx: &mut Tx| {
        forget_deliveries(tx, before).await?;
        // A second one of them, left by a crash or by two processes that began together, ends here.
        if jobs::count_of_kind(tx, ForgetDeliveries::KIND).await? > 1 {
            return Ok(());
        }
        jobs::enqueue(tx, now, now + days(1), &ForgetDeliveries {}).await
    };
    Ok(market.db.write(act).await?)
}

/// Begin to forget every night, unless that was begun before.
pub async fn begin(market: &Selling) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        if jobs::count_of_kind(tx, ForgetDeliveries::KIND).await? > 0 {
            return Ok(());
        }
        jobs::enqueue(tx, now, night, &ForgetDeliveries {}).await
    };
    market.db.write(act).await
}
