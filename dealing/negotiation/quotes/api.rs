//! Quotes for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Actor, Currency, Side};
use people::{
    accounts::{Address, read_address},
    market::Market,
    photos::Upload,
    shops,
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{self, Destination, OrderId, wire::PlacedOut},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Brief, Quote, QuoteCheckout, QuoteId, ask, buy, decline, find_for,
    pages::{Wish, read_progress, read_seen, read_terms, read_wish},
    progress, propose, revise,
    wire::{QuoteOut, out},
    withdraw,
};
use crate::negotiation::{self, ConversationId, pages::may_say, say::listing_card, wire::MessageOut};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(wish))
        .routes(routes!(make))
        .routes(routes!(show))
        .routes(routes!(set_terms))
        .routes(routes!(refuse))
        .routes(routes!(take_back))
        .routes(routes!(check_out))
        .routes(routes!(tell))
}

/// What a buyer wants to have made. Photos come as `multipart/form-data`.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct BriefIn {
    words: String,
    /// What it should be like.
    listing: Option<String>,
    /// What the buyer would spend, in the shop's currency.
    budget: Option<String>,
}

/// What a shop proposes. Photos come as `multipart/form-data`.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct TermsIn {
    title: String,
    includes: Option<String>,
    /// For the piece, in the shop's currency.
    amount: String,
    shipping: Option<String>,
    /// Less than the price, and no more of it than the market allows.
    deposit: Option<String>,
    /// Days from the first payment until it is ready.
    days: i64,
    revisions: Option<i64>,
    milestones: Option<Vec<String>>,
}

async fn currency(market: &Market, by: Actor, id: ConversationId) -> Result<Currency, Problem> {
    let read = async move |tx: &mut Tx| {
        let found = negotiation::find_for(tx, &by, id).await?;
        Ok::<_, DbError>(shops::find(tx, id.shop()).await?.filter(|_| found.is_some()))
    };
    Ok(market.db.read(read).await?.ok_or_else(Problem::not_found)?.currency)
}

/// Ask the shop for a quote.
#[utoipa::path(post, path = "/conversations/{id}/briefs", tag = "negotiation", params(("id" = String, Path)),
    request_body = BriefIn, responses((status = 201, body = QuoteOut)))]
async fn wish(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    upload: Upload,
) -> Result<(StatusCode, Json<QuoteOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let currency = currency(&market, by, id).await?;
    may_say(&market, &visit)?;
    let (mut form, Wish { words, photos, budget }) = read_wish(&market, &visit, upload, currency).await?;
    let like = match form.maybe_line("listing", 60).as_str() {
        "" => None,
        _ => form.parsed("listing", |text| text.parse().ok()),
    };
    good(&form)?;
    let act = async move |tx: &mut Tx| {
        let like = match like {
            Some(like) => listing_card(tx, id.shop(), like).await?,
            None => None,
        };
        let brief = Brief { words: words.clone(), photos: photos.clone(), like, budget };
        ask(tx, &by, now, &rules, id, brief).await
    };
    Ok((StatusCode::CREATED, Json(out(&market.db.write(act).await?, Side::Buyer))))
}

/// Quote for what was talked about, without a brief.
#[utoipa::path(post, path = "/conversations/{id}/quotes", tag = "negotiation", params(("id" = String, Path)),
    request_body = TermsIn, responses((status = 201, body = QuoteOut)))]
async fn make(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    upload: Upload,
) -> Result<(StatusCode, Json<QuoteOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let currency = currency(&market, by, id).await?;
    // To somebody who is not of the shop there is nothing to quote for.
    by.shop().map_err(|_| Problem::not_found())?;
    may_say(&market, &visit)?;
    let (form, terms) = read_terms(&market, &visit, upload, currency, Vec::new()).await?;
    good(&form)?;
    let act = async move |tx: &mut Tx| propose(tx, &by, now, &rules, id, terms.clone()).await;
    Ok((StatusCode::CREATED, Json(out(&market.db.write(act).await?, Side::Seller))))
}

fn good(form: &Fields) -> Result<(), Problem> {
    if form.is_good() { Ok(()) } else { Err(Problem::invalid(form)) }
}

async fn own(market: &Market, by: Actor, id: QuoteId) -> Result<Quote, Problem> {
    let find = async move |tx: &mut Tx| find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)
}

/// One quote, as its buyer or its shop.
#[utoipa::path(get, path = "/quotes/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Json<QuoteOut>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    Ok(Json(out(&own(&market, by, id).await?, by.side()?)))
}

/// Answer a brief with terms, or replace the terms while the buyer has not ordered.
#[utoipa::path(put, path = "/quotes/{id}/terms", tag = "negotiation", params(("id" = String, Path)),
    request_body = TermsIn, responses((status = 200, body = QuoteOut)))]
async fn set_terms(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
    upload: Upload,
) -> Result<Json<QuoteOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let quote = own(&market, by, id).await?;
    let currency = currency(&market, by, quote.conversation).await?;
    may_say(&market, &visit)?;
    let kept = quote.terms.map(|terms| terms.photos).unwrap_or_default();
    let (form, terms) = read_terms(&market, &visit, upload, currency, kept).await?;
    good(&form)?;
    let act = async move |tx: &mut Tx| revise(tx, &by, now, &rules, id, terms.clone()).await;
    Ok(Json(out(&market.db.write(act).await?, by.side()?)))
}

/// Say no: the shop to a brief, the buyer to the terms.
#[utoipa::path(post, path = "/quotes/{id}/refusal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn refuse(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Json<QuoteOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| decline(tx, &by, now, id).await;
    Ok(Json(out(&market.db.write(act).await?, by.side()?)))
}

/// Take back what one has asked or quoted.
#[utoipa::path(post, path = "/quotes/{id}/withdrawal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn take_back(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Json<QuoteOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| withdraw(tx, &by, now, id).await;
    Ok(Json(out(&market.db.write(act).await?, by.side()?)))
}

/// Where what was quoted is sent to.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct QuoteOrderIn {
    #[serde(flatten)]
    ship_to: Address,
    /// The same key places one purchase.
    key: String,
}

/// Order what was quoted. The purchase is of the deposit, where there is one.
#[utoipa::path(post, path = "/quotes/{id}/checkout", tag = "negotiation", params(("id" = String, Path)),
    request_body = QuoteOrderIn, responses((status = 201, body = PlacedOut)))]
async fn check_out(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<PlacedOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    own(&market, by, id).await?;
    let (ship_to, seen) = (read_address(&mut body), read_seen(&mut body));
    let key = body.line("key", 100);
    let (Some(ship_to), true) = (ship_to, body.is_good()) else { return Err(Problem::invalid(&body)) };
    let checkout = QuoteCheckout { to: Destination::known(ship_to), key, seen };
    let act = async move |tx: &mut Tx| buy(tx, &by, now, &rules, id, checkout.clone()).await;
    Ok((StatusCode::CREATED, Json(market.db.write(act).await?.into())))
}

/// What the shop says of a part of the work. Photos come as `multipart/form-data`.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ProgressIn {
    words: Option<String>,
}

/// A part of the work is done: noted on the order, and shown to the buyer in the conversation.
#[utoipa::path(post, path = "/orders/{id}/milestones/{position}", tag = "negotiation",
    params(("id" = String, Path), ("position" = i64, Path)), request_body = ProgressIn,
    responses((status = 201, body = MessageOut)))]
async fn tell(
    State(market): State<Market>,
    visit: Visit,
    Path((id, position)): Path<(OrderId, i64)>,
    upload: Upload,
) -> Result<(StatusCode, Json<MessageOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    // To somebody who is not of the shop its orders are not there to be worked on.
    by.shop().map_err(|_| Problem::not_found())?;
    may_say(&market, &visit)?;
    let (form, words, photos) = read_progress(&market, &visit, upload).await?;
    good(&form)?;
    let act =
        async move |tx: &mut Tx| progress(tx, &by, now, id, position, words.clone(), photos.clone()).await;
    Ok((StatusCode::CREATED, Json(market.db.write(act).await?.into())))
}
