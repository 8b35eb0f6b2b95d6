//! Quotes for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Actor, Currency, Side};
use people::{
    accounts::{Address, read_address},
    caller::{Buyer, Keeper, Party},
    calls,
    market::Market,
    photos::Upload,
    shops,
    wire::{Answer, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{
        Destination, OrderId,
        scopes::{Read, Write},
        wire::PlacedOut,
    },
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

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
        .routes(calls!(wish))
        .routes(calls!(make))
        .routes(calls!(show))
        .routes(calls!(set_terms))
        .routes(calls!(refuse))
        .routes(calls!(take_back))
        .routes(calls!(check_out))
        .routes(calls!(tell))
}

/// What a buyer wants to have made. Photos come as `multipart/form-data`.
#[derive(ToSchema)]
pub struct BriefIn {
    pub words: String,
    /// What it should be like.
    pub listing: Option<String>,
    /// What the buyer would spend, in the shop's currency.
    pub budget: Option<String>,
}

/// What a shop proposes. Photos come as `multipart/form-data`.
#[derive(ToSchema)]
pub struct TermsIn {
    pub title: String,
    pub includes: Option<String>,
    /// For the piece, in the shop's currency.
    pub amount: String,
    pub shipping: Option<String>,
    /// Less than the price, and no more of it than the market allows.
    pub deposit: Option<String>,
    /// Days from the first payment until it is ready.
    pub days: i64,
    pub revisions: Option<i64>,
    pub milestones: Option<Vec<String>>,
}

async fn currency(market: &Market, by: Actor, id: ConversationId) -> Result<Currency, Problem> {
    market.find(async move |tx| negotiation::find_for(tx, &by, id).await).await?;
    Ok(market.find(async move |tx| shops::find(tx, id.shop()).await).await?.currency)
}

/// Ask the shop for a quote.
#[utoipa::path(post, path = "/conversations/{id}/briefs", tag = "negotiation", params(("id" = String, Path)),
    request_body = BriefIn, responses((status = 201, body = QuoteOut)))]
async fn wish(
    Buyer { by, now, rules, market, visit, .. }: Buyer<Write>,
    Path(id): Path<ConversationId>,
    upload: Upload,
) -> Made<QuoteOut> {
    let currency = currency(&market, by, id).await?;
    may_say(&market, &visit)?;
    let (mut form, Wish { words, photos, budget }) = read_wish(&market, &visit, upload, currency).await?;
    let like = match form.maybe_line("listing", 60).as_str() {
        "" => None,
        _ => form.parsed("listing", |text| text.parse().ok()),
    };
    form.check()?;
    let act = async move |tx: &mut Tx| {
        let like = match like {
            Some(like) => listing_card(tx, id.shop(), like).await?,
            None => None,
        };
        let brief = Brief { words: words.clone(), photos: photos.clone(), like, budget };
        ask(tx, &by, now, &rules, id, brief).await
    };
    Ok((StatusCode::CREATED, Json(out(&market.write(act).await?, Side::Buyer))))
}

/// Quote for what was talked about, without a brief.
#[utoipa::path(post, path = "/conversations/{id}/quotes", tag = "negotiation", params(("id" = String, Path)),
    request_body = TermsIn, responses((status = 201, body = QuoteOut)))]
async fn make(
    Keeper { by, id, now, rules, market, visit, .. }: Keeper<Write, ConversationId>,
    upload: Upload,
) -> Made<QuoteOut> {
    let currency = currency(&market, by, id).await?;
    may_say(&market, &visit)?;
    let (form, terms) = read_terms(&market, &visit, upload, currency, Vec::new()).await?;
    form.check()?;
    let quote = market.write(async move |tx| propose(tx, &by, now, &rules, id, terms.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(out(&quote, Side::Seller))))
}

async fn own(market: &Market, by: Actor, id: QuoteId) -> Result<Quote, Problem> {
    market.find(async move |tx| find_for(tx, &by, id).await).await
}

/// One quote, as its buyer or its shop.
#[utoipa::path(get, path = "/quotes/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn show(Party { by, id, side, market, .. }: Party<Read, QuoteId>) -> Answer<QuoteOut> {
    Ok(Json(out(&own(&market, by, id).await?, side)))
}

/// Answer a brief with terms, or replace the terms while the buyer has not ordered.
#[utoipa::path(put, path = "/quotes/{id}/terms", tag = "negotiation", params(("id" = String, Path)),
    request_body = TermsIn, responses((status = 200, body = QuoteOut)))]
async fn set_terms(
    Party { by, id, side, now, rules, market, visit, .. }: Party<Write, QuoteId>,
    upload: Upload,
) -> Answer<QuoteOut> {
    let quote = own(&market, by, id).await?;
    let currency = currency(&market, by, quote.conversation).await?;
    may_say(&market, &visit)?;
    let kept = quote.terms.map(|terms| terms.photos).unwrap_or_default();
    let (form, terms) = read_terms(&market, &visit, upload, currency, kept).await?;
    form.check()?;
    let quote = market.write(async move |tx| revise(tx, &by, now, &rules, id, terms.clone()).await).await?;
    Ok(Json(out(&quote, side)))
}

/// Say no: the shop to a brief, the buyer to the terms.
#[utoipa::path(post, path = "/quotes/{id}/refusal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn refuse(Party { by, id, side, now, market, .. }: Party<Write, QuoteId>) -> Answer<QuoteOut> {
    let quote = market.write(async move |tx| decline(tx, &by, now, id).await).await?;
    Ok(Json(out(&quote, side)))
}

/// Take back what one has asked or quoted.
#[utoipa::path(post, path = "/quotes/{id}/withdrawal", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = QuoteOut)))]
async fn take_back(Party { by, id, side, now, market, .. }: Party<Write, QuoteId>) -> Answer<QuoteOut> {
    let quote = market.write(async move |tx| withdraw(tx, &by, now, id).await).await?;
    Ok(Json(out(&quote, side)))
}

/// Where what was quoted is sent to.
#[derive(Deserialize, ToSchema)]
pub struct QuoteOrderIn {
    #[serde(flatten)]
    pub ship_to: Address,
    /// The same key places one purchase.
    pub key: String,
}

/// Order what was quoted. The purchase is of the deposit, where there is one.
#[utoipa::path(post, path = "/quotes/{id}/checkout", tag = "negotiation", params(("id" = String, Path)),
    request_body = QuoteOrderIn, responses((status = 201, body = PlacedOut)))]
async fn check_out(
    Buyer { by, now, rules, market, visit, .. }: Buyer<Write>,
    State(selling): State<Selling>,
    Path(id): Path<QuoteId>,
    mut body: Fields,
) -> Made<PlacedOut> {
    own(&market, by, id).await?;
    let (ship_to, seen) = (read_address(&mut body), read_seen(&mut body));
    let key = body.line("key", 100);
    let ship_to = ship_to.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let checkout = QuoteCheckout { to: Destination::known(ship_to), key, seen, reader: Some(visit.reader()) };
    let takes = selling.takes();
    let placed =
        market.write(async move |tx| buy(tx, &by, now, &rules, takes, id, checkout.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

/// What the shop says of a part of the work. Photos come as `multipart/form-data`.
#[derive(ToSchema)]
pub struct ProgressIn {
    pub words: Option<String>,
}

/// A part of the work is done: noted on the order, and shown to the buyer in the conversation.
#[utoipa::path(post, path = "/orders/{id}/milestones/{position}", tag = "negotiation",
    params(("id" = String, Path), ("position" = i64, Path)), request_body = ProgressIn,
    responses((status = 201, body = MessageOut)))]
async fn tell(
    Keeper { by, id, now, market, visit, .. }: Keeper<Write, OrderId>,
    Path((_id, position)): Path<(OrderId, i64)>,
    upload: Upload,
) -> Made<MessageOut> {
    may_say(&market, &visit)?;
    let (form, words, photos) = read_progress(&market, &visit, upload).await?;
    form.check()?;
    let act =
        async move |tx: &mut Tx| progress(tx, &by, now, id, position, words.clone(), photos.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}
