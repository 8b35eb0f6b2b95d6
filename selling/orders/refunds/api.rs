//! Refund requests for programs: the same acts, and whose turn it is.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query},
    http::StatusCode,
};
use kernel::{Actor, Side, words};
use people::{
    accounts::scopes::Moderate,
    caller::{Buyer, Keeper, Moderator, Party, Seller},
    calls,
    market::Market,
    one_of::{maybe_word_of, word_of},
    scope::Grant,
    seek::Seek,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Kind, Reason, RefundRequest, RefundStage, RequestId, Ruling, agree, ask, dispute, find_for, give,
    list_for_seller, list_in_market, list_of_order, offer,
    pages::{
        MOST_BYTES, Upload, keep, read_decision, read_said, read_shelf, read_sum, read_wanted, read_words,
    },
    post, refund, refuse, rule, show_evidence,
    wire::{RefundOut, out, outs},
    withdraw,
};
use crate::{
    Selling,
    orders::{
        self, OrderId,
        pages::read_parcel,
        scopes::{Read, Write},
    },
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(add_evidence))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(calls!(list, create))
        .routes(calls!(show))
        .routes(calls!(give_back))
        .routes(calls!(take_back))
        .routes(calls!(accept_return))
        .routes(calls!(say_no))
        .routes(calls!(make_offer))
        .routes(calls!(take_offer))
        .routes(calls!(repay))
        .routes(calls!(post_return))
        .routes(calls!(call_market))
        .routes(calls!(decide))
        .routes(calls!(list_of_shop))
        .routes(calls!(list_disputes))
}

/// The request as its caller sees it; 404 when it is not theirs.
async fn answer(market: &Market, by: Actor, id: RequestId) -> Answer<RefundOut> {
    let side = by.side()?;
    let look = async move |tx: &mut Tx| match find_for(tx, &by, id).await? {
        Some(request) => out(tx, request, side).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

async fn own(market: &Market, by: Actor, id: RequestId) -> Result<RefundRequest, Problem> {
    market.find(async move |tx| find_for(tx, &by, id).await).await
}

/// The refund requests of an order, as its buyer or its shop.
#[utoipa::path(get, path = "/orders/{id}/refund-requests", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = List<RefundOut>)))]
async fn list(Party { by, id, side, market, .. }: Party<Read, OrderId>) -> Answer<List<RefundOut>> {
    let look = async move |tx: &mut Tx| {
        if orders::find_for(tx, &by, id).await?.is_none() {
            return Ok(None);
        }
        let all = List::all(list_of_order(tx, id).await?);
        outs(tx, all, side).await.map(Some)
    };
    Ok(Json(market.find(look).await?))
}

/// So many pieces of a line of the order.
#[derive(ToSchema)]
pub struct PiecesIn {
    /// Of the line in the order, from 1.
    pub position: i64,
    pub pieces: i64,
}

/// What is asked back, and why.
#[derive(ToSchema)]
pub struct RefundIn {
    /// `refund` or `return`.
    #[schema(schema_with = word_of::<Kind>)]
    pub kind: String,
    /// `changed-mind`, `not-arrived`, `missing`, `damaged`, `not-as-described`, `wrong-goods` or `other`.
    #[schema(schema_with = word_of::<Reason>)]
    pub reason: String,
    pub words: String,
    pub lines: Vec<PiecesIn>,
    /// Ask for the shipping as well.
    pub shipping: Option<bool>,
    /// Less than all of it.
    pub amount: Option<String>,
}

/// Ask for money back. The order's days to object stand still until the request ends.
#[utoipa::path(post, path = "/orders/{id}/refund-requests", tag = "refunds", params(("id" = String, Path)),
    request_body = RefundIn, responses((status = 201, body = RefundOut)))]
async fn create(
    Buyer { by, account, now, rules, market, .. }: Buyer<Write>,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Made<RefundOut> {
    let order = market.find(async move |tx| orders::find_for_buyer(tx, account, id).await).await?;
    let wanted = read_wanted(&mut body, order.total.currency()).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| ask(tx, &by, now, &rules, id, wanted.clone()).await;
    let request = market.write(act).await?;
    Ok((StatusCode::CREATED, answer(&market, by, request.id).await?))
}

/// What a shop gives back by itself.
#[derive(ToSchema)]
pub struct GoodwillIn {
    /// At most what is left of the order; less than that before shipment, where all of it is a cancellation.
    #[schema(example = "20.00")]
    pub amount: String,
    /// To the buyer.
    pub words: String,
}

/// Give a part of a paid, shipped or completed order back, as the shop, though nobody asked. The money moves at once.
#[utoipa::path(post, path = "/orders/{id}/repayments", tag = "refunds", params(("id" = String, Path)),
    request_body = GoodwillIn, responses((status = 201, body = RefundOut)))]
async fn give_back(
    Keeper { by, id, now, market, .. }: Keeper<Write, OrderId>,
    mut body: Fields,
) -> Made<RefundOut> {
    let order = market.find(async move |tx| orders::find_for(tx, &by, id).await).await?;
    let (amount, words) = read_sum(&mut body, "words", order.total.currency());
    body.check()?;
    // A repeat is answered by its Idempotency-Key before it comes here.
    let key = market.chance.token();
    let act = async move |tx: &mut Tx| give(tx, &by, now, &key, id, amount, words.clone()).await;
    let given = market.write(act).await?;
    Ok((StatusCode::CREATED, answer(&market, by, given.id).await?))
}

/// One refund request, as its buyer, its shop, or a moderator once it was disputed, whose token has their scope as well.
#[utoipa::path(get, path = "/refund-requests/{id}", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn show(Party { by, id, market, visit, .. }: Party<Read, RequestId>) -> Answer<RefundOut> {
    match (answer(&market, by, id).await, visit.moderator()) {
        (Err(_), Ok(moderator)) if visit.allow(Moderate::SCOPE).is_ok() => {
            answer(&market, moderator, id).await
        }
        (answer, _) => answer,
    }
}

/// Take the request back, as the buyer.
#[utoipa::path(post, path = "/refund-requests/{id}/withdrawal", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn take_back(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path(id): Path<RequestId>,
) -> Answer<RefundOut> {
    market.write(async move |tx| withdraw(tx, &by, now, id).await).await?;
    answer(&market, by, id).await
}

/// Where the goods should go.
#[derive(ToSchema)]
pub struct AcceptanceIn {
    pub send_to: String,
}

/// Accept the return, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/acceptance", tag = "refunds", params(("id" = String, Path)),
    request_body = AcceptanceIn, responses((status = 200, body = RefundOut)))]
async fn accept_return(
    Party { by, id, now, rules, market, .. }: Party<Write, RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    own(&market, by, id).await?;
    let send_to = read_words(&mut body, "send_to");
    body.check()?;
    let act = async move |tx: &mut Tx| super::accept(tx, &by, now, &rules, id, send_to.clone()).await;
    market.write(act).await?;
    answer(&market, by, id).await
}

/// Why the shop refuses.
#[derive(ToSchema)]
pub struct RefusalIn {
    pub refusal: String,
}

/// Refuse the request, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/refusal", tag = "refunds", params(("id" = String, Path)),
    request_body = RefusalIn, responses((status = 200, body = RefundOut)))]
async fn say_no(
    Party { by, id, now, rules, market, .. }: Party<Write, RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    own(&market, by, id).await?;
    let words = read_words(&mut body, "refusal");
    body.check()?;
    market.write(async move |tx| refuse(tx, &by, now, &rules, id, words.clone()).await).await?;
    answer(&market, by, id).await
}

/// A smaller sum, and why.
#[derive(ToSchema)]
pub struct SumIn {
    /// More than nothing and less than what is asked for.
    #[schema(example = "20.00")]
    pub amount: String,
    pub note: String,
}

/// Offer a smaller sum, as the shop. The buyer agrees, withdraws or calls the market in; in silence that sum goes back.
#[utoipa::path(post, path = "/refund-requests/{id}/offer", tag = "refunds", params(("id" = String, Path)),
    request_body = SumIn, responses((status = 200, body = RefundOut)))]
async fn make_offer(
    Party { by, id, now, rules, market, .. }: Party<Write, RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    let currency = own(&market, by, id).await?.asked.goods.currency();
    let (amount, words) = read_sum(&mut body, "note", currency);
    body.check()?;
    let act = async move |tx: &mut Tx| offer(tx, &by, now, &rules, id, amount, words.clone()).await;
    market.write(act).await?;
    answer(&market, by, id).await
}

/// Take what the shop offers, as the buyer. The money moves at once, and the goods stay.
#[utoipa::path(post, path = "/refund-requests/{id}/agreement", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn take_offer(
    Buyer { by, now, market, .. }: Buyer<Write>,
    Path(id): Path<RequestId>,
) -> Answer<RefundOut> {
    market.write(async move |tx| agree(tx, &by, now, id).await).await?;
    answer(&market, by, id).await
}

/// What becomes of goods that have come back.
#[derive(ToSchema)]
pub struct RepaymentIn {
    /// They can be sold again: their pieces are in stock.
    pub restock: Option<bool>,
}

/// Give the money back, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/repayment", tag = "refunds", params(("id" = String, Path)),
    request_body = RepaymentIn, responses((status = 200, body = RefundOut)))]
async fn repay(
    Party { by, id, now, market, .. }: Party<Write, RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    own(&market, by, id).await?;
    let shelf = read_shelf(&mut body);
    body.check()?;
    market.write(async move |tx| refund(tx, &by, now, id, shelf).await).await?;
    answer(&market, by, id).await
}

/// The goods are on their way back, as the buyer.
#[utoipa::path(post, path = "/refund-requests/{id}/parcel", tag = "refunds", params(("id" = String, Path)),
    request_body = orders::Parcel, responses((status = 200, body = RefundOut)))]
async fn post_return(
    Buyer { by, now, rules, market, .. }: Buyer<Write>,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    own(&market, by, id).await?;
    let parcel = read_parcel(&mut body);
    body.check()?;
    market.write(async move |tx| post(tx, &by, now, &rules, id, parcel.clone()).await).await?;
    answer(&market, by, id).await
}

/// Call the market in: the buyer after a refusal, the shop when the wrong goods came back.
#[utoipa::path(post, path = "/refund-requests/{id}/dispute", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn call_market(Party { by, id, now, rules, market, .. }: Party<Write, RequestId>) -> Answer<RefundOut> {
    market.write(async move |tx| dispute(tx, &by, now, &rules, id).await).await?;
    answer(&market, by, id).await
}

/// Words and photos of one side; either may be left out.
#[derive(ToSchema)]
pub struct EvidenceIn {
    pub words: Option<String>,
    #[schema(value_type = Vec<String>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

/// Add words and photos, as the buyer or the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/evidence", tag = "refunds", params(("id" = String, Path)),
    request_body(content = EvidenceIn, content_type = "multipart/form-data"),
    responses((status = 200, body = RefundOut)))]
async fn add_evidence(
    Party { by, id, now, market, visit, .. }: Party<Write, RequestId>,
    Upload { form: mut body, files }: Upload,
) -> Answer<RefundOut> {
    own(&market, by, id).await?;
    let photos = keep(&market, &visit, &mut body, files).await?;
    let said = read_said(&mut body, photos);
    body.check()?;
    market.write(async move |tx| show_evidence(tx, &by, now, id, said.clone()).await).await?;
    answer(&market, by, id).await
}

/// What a moderator decides.
#[derive(ToSchema)]
pub struct RulingIn {
    pub ruling: Ruling,
    /// When it is a part.
    pub amount: Option<String>,
    pub reason: String,
}

/// Decide a dispute, as a moderator. The money moves at once; `return` sends the goods back first.
#[utoipa::path(post, path = "/refund-requests/{id}/ruling", tag = "refunds", params(("id" = String, Path)),
    request_body = RulingIn, responses((status = 200, body = RefundOut)))]
async fn decide(
    Moderator { by, now, rules, market, .. }: Moderator<Moderate>,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Answer<RefundOut> {
    let currency = own(&market, by, id).await?.asked.goods.currency();
    let decision = read_decision(&mut body, currency).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx| rule(tx, &by, now, &rules, id, decision.clone()).await).await?;
    answer(&market, by, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `requested` unless given.
    #[param(schema_with = maybe_word_of::<RefundStage>)]
    state: Option<String>,
}

impl InState {
    fn state(&self, usual: RefundStage) -> Result<RefundStage, Problem> {
        self.state.as_deref().map_or(Some(usual), RefundStage::parse).ok_or_else(Problem::not_found)
    }
}

/// A shop's refund requests in one state, newest first.
#[utoipa::path(get, path = "/shops/{handle}/refund-requests", tag = "refunds",
    params(("handle" = String, Path), InState, Seek), responses((status = 200, body = List<RefundOut>)))]
async fn list_of_shop(
    Seller { shop, market, .. }: Seller<Read>,
    Query(wanted): Query<InState>,
    seek: Seek,
) -> Answer<List<RefundOut>> {
    let state = wanted.state(RefundStage::Requested)?;
    let look = async move |tx: &mut Tx| {
        let found = list_for_seller(tx, shop, state, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |request| request.id.number()), Side::Seller).await
    };
    Ok(Json(market.read(look).await?))
}

words! {
    /// Whether a dispute waits for its ruling.
    Dispute { Disputed = "disputed", Ruled = "ruled" }
}

#[derive(Deserialize, IntoParams)]
pub struct DisputeFilter {
    /// `disputed` unless given.
    #[param(schema_with = maybe_word_of::<Dispute>)]
    state: Option<String>,
}

/// The market's disputes, oldest first, as a moderator.
#[utoipa::path(get, path = "/disputes", tag = "refunds", params(DisputeFilter, Seek),
    responses((status = 200, body = List<RefundOut>)))]
async fn list_disputes(
    Moderator { market, .. }: Moderator<Moderate>,
    Query(wanted): Query<DisputeFilter>,
    seek: Seek,
) -> Answer<List<RefundOut>> {
    let state = match wanted.state.as_deref().and_then(Dispute::parse) {
        Some(Dispute::Ruled) => RefundStage::Ruled,
        Some(Dispute::Disputed) | None => RefundStage::Disputed,
    };
    let look = async move |tx: &mut Tx| {
        let found = list_in_market(tx, state, seek.after(), seek.rows()).await?;
        outs(tx, seek.page(found, |request| request.id.number()), Side::Market).await
    };
    Ok(Json(market.report(look).await?))
}
