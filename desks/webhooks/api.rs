//! Webhooks for programs: the same acts, for a shop's owner and for the operator.

use axum::{Json, http::StatusCode};
use kernel::{Actor, ShopId, words};
use people::{
    accounts::scopes::Operate,
    caller::{Minder, Operator, Seller},
    calls,
    market::Market,
    one_of::word_of,
    seek::Seek,
    shops::MARKET,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::Selling;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    DeliveryId, Endpoint, EndpointAct, EndpointId, add, change,
    endpoint::owner_of,
    find, find_delivery, list, list_deliveries,
    pages::{TRIALS, read_endpoint},
    remove, repeat, roll_secret,
    scopes::Write,
    switch, try_out,
    wire::{DeliveryOut, EndpointOut, kinds},
    with_attempts,
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(list_of_shop, create_of_shop))
        .routes(calls!(list_of_market, create_of_market))
        .routes(calls!(show, edit, destroy))
        .routes(calls!(roll))
        .routes(calls!(set_state))
        .routes(calls!(trial))
        .routes(calls!(deliveries))
        .routes(calls!(show_delivery))
        .routes(calls!(send_again))
}

async fn page(market: &Market, by: &Actor, owner: ShopId, seek: Seek) -> Answer<List<EndpointOut>> {
    owner_of(by)?;
    let found = market.read(async move |tx| list(tx, owner, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(EndpointOut::from)))
}

/// A shop's endpoints with their secrets, newest first, as its owner.
#[utoipa::path(get, path = "/shops/{handle}/webhooks", tag = "webhooks", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<EndpointOut>)))]
async fn list_of_shop(
    Seller { by, shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<EndpointOut>> {
    page(&market, &by, shop, seek).await
}

/// The market's endpoints, newest first, for the operator: they hear of every shop.
#[utoipa::path(get, path = "/operator/webhooks", tag = "webhooks", params(Seek),
    responses((status = 200, body = List<EndpointOut>)))]
async fn list_of_market(
    Operator { by, market, .. }: Operator<Operate>,
    seek: Seek,
) -> Answer<List<EndpointOut>> {
    page(&market, &by, MARKET, seek).await
}

/// Where a program is to be told, and of what.
#[derive(ToSchema)]
pub struct EndpointIn {
    /// `https`, at a public address.
    #[schema(max_length = 1000)]
    pub url: String,
    #[schema(schema_with = kinds)]
    pub kinds: Vec<String>,
}

async fn make(market: &Market, by: Actor, mut body: Fields) -> Made<EndpointOut> {
    owner_of(&by)?;
    let (now, new) = (market.now(), read_endpoint(market, &mut body));
    let new = new.ok_or_else(|| Problem::invalid(&body))?;
    let made = market.write(async move |tx| add(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Have a program of a shop told of what happens there, as its owner.
#[utoipa::path(post, path = "/shops/{handle}/webhooks", tag = "webhooks", params(("handle" = String, Path)),
    request_body = EndpointIn, responses((status = 201, body = EndpointOut), (status = 409)))]
async fn create_of_shop(Seller { by, market, .. }: Seller<Write>, body: Fields) -> Made<EndpointOut> {
    make(&market, by, body).await
}

/// Have a program told of what happens in all shops, as the operator.
#[utoipa::path(post, path = "/operator/webhooks", tag = "webhooks", request_body = EndpointIn,
    responses((status = 201, body = EndpointOut), (status = 409)))]
async fn create_of_market(Operator { by, market, .. }: Operator<Operate>, body: Fields) -> Made<EndpointOut> {
    make(&market, by, body).await
}

/// The endpoint of whoever minds it.
async fn own(market: &Market, by: &Actor, id: EndpointId) -> Result<Endpoint, Problem> {
    let owner = owner_of(by)?;
    market.find(async move |tx| find(tx, owner, id).await).await
}

/// One endpoint with its secret.
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = EndpointOut)))]
async fn show(Minder { by, id, market, .. }: Minder<Write, EndpointId>) -> Answer<EndpointOut> {
    Ok(Json(own(&market, &by, id).await?.into()))
}

/// Tell another address, or of other things.
#[utoipa::path(put, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    request_body = EndpointIn, responses((status = 200, body = EndpointOut)))]
async fn edit(
    Minder { by, id, now, market, .. }: Minder<Write, EndpointId>,
    mut body: Fields,
) -> Answer<EndpointOut> {
    own(&market, &by, id).await?;
    let to = read_endpoint(&market, &mut body).ok_or_else(|| Problem::invalid(&body))?;
    Ok(Json(market.write(async move |tx| change(tx, &by, now, id, to.clone()).await).await?.into()))
}

/// Tell a program no more, and forget what it was told.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 204)))]
async fn destroy(Minder { by, id, now, market, .. }: Minder<Write, EndpointId>) -> Done {
    market.write(async move |tx| remove(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Draw a new secret; the one before signs beside it for 24 hours.
#[utoipa::path(post, path = "/webhooks/{id}/secret", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = EndpointOut)))]
async fn roll(Minder { by, id, now, market, .. }: Minder<Write, EndpointId>) -> Answer<EndpointOut> {
    Ok(Json(market.write(async move |tx| roll_secret(tx, &by, now, id).await).await?.into()))
}

words! {
    /// Whether anything is sent to an endpoint, as its owner says it.
    Wanted { On = "on", Off = "off" }
}

#[derive(ToSchema)]
pub struct EndpointStateIn {
    #[schema(schema_with = word_of::<Wanted>)]
    pub state: String,
}

/// Switch an endpoint off, or on again. What happened meanwhile is not told.
#[utoipa::path(put, path = "/webhooks/{id}/state", tag = "webhooks", params(("id" = String, Path)),
    request_body = EndpointStateIn, responses((status = 200, body = EndpointOut), (status = 409)))]
async fn set_state(
    Minder { by, id, now, market, .. }: Minder<Write, EndpointId>,
    mut body: Fields,
) -> Answer<EndpointOut> {
    let endpoint = own(&market, &by, id).await?;
    let wanted = body.parsed("state", Wanted::parse).ok_or_else(|| Problem::invalid(&body))?;
    // Said again, it stays as it is.
    if endpoint.state.name() == wanted.name() {
        return Ok(Json(endpoint.into()));
    }
    let act = if wanted == Wanted::On { EndpointAct::SwitchOn } else { EndpointAct::SwitchOff };
    Ok(Json(market.write(async move |tx| switch(tx, &by, now, id, act).await).await?.into()))
}

async fn delivery(market: &Market, id: DeliveryId) -> Answer<DeliveryOut> {
    let look = async move |tx: &mut Tx| {
        let found: Vec<_> = find_delivery(tx, id).await?.into_iter().collect();
        Ok(with_attempts(tx, found).await?.pop())
    };
    Ok(Json(market.find(look).await?.into()))
}

/// Send an event that means nothing, `webhook.test`.
#[utoipa::path(post, path = "/webhooks/{id}/test", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 201, body = DeliveryOut), (status = 429)))]
async fn trial(Minder { by, id, now, market, .. }: Minder<Write, EndpointId>) -> Made<DeliveryOut> {
    own(&market, &by, id).await?;
    market.limits.take(TRIALS, id.shop().to_string())?;
    let sent = market.write(async move |tx| try_out(tx, &by, now, id).await).await?;
    Ok((StatusCode::CREATED, delivery(&market, sent.id).await?))
}

/// What was sent to an endpoint, newest first.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = String, Path), Seek),
    responses((status = 200, body = List<DeliveryOut>)))]
async fn deliveries(
    Minder { by, id, market, .. }: Minder<Write, EndpointId>,
    seek: Seek,
) -> Answer<List<DeliveryOut>> {
    own(&market, &by, id).await?;
    let look = async move |tx: &mut Tx| {
        let found = list_deliveries(tx, id, seek.before(), seek.rows()).await?;
        with_attempts(tx, found).await
    };
    Ok(Json(seek.page(market.read(look).await?, |(last, _)| last.id.number()).map(DeliveryOut::from)))
}

/// One delivery with its attempts.
#[utoipa::path(get, path = "/webhook-deliveries/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = DeliveryOut)))]
async fn show_delivery(Minder { by, id, market, .. }: Minder<Write, DeliveryId>) -> Answer<DeliveryOut> {
    owner_of(&by)?;
    delivery(&market, id).await
}

/// Send a delivery again, by the same id.
#[utoipa::path(post, path = "/webhook-deliveries/{id}/attempts", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = DeliveryOut), (status = 409), (status = 429)))]
async fn send_again(Minder { by, id, now, market, .. }: Minder<Write, DeliveryId>) -> Answer<DeliveryOut> {
    owner_of(&by)?;
    market.limits.take(TRIALS, id.shop().to_string())?;
    market.write(async move |tx| repeat(tx, &by, now, id).await).await?;
    delivery(&market, id).await
}
