//! Refund requests for programs: the same acts, and whose turn it is.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
};
use kernel::{Actor, Side};
use people::{accounts, market::Market, visit::Visit, wire::List};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    RefundRequest, RefundStage, RequestId, Ruling, ask, dispute, find_for, list_for_seller, list_in_market,
    list_of_order,
    pages::{MOST_BYTES, Upload, keep, read_decision, read_said, read_shelf, read_wanted, read_words},
    post, refund, refuse, rule, show_evidence,
    wire::{RefundOut, out},
    withdraw,
};
use crate::{
    Selling,
    orders::{self, OrderId, pages::read_parcel},
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(add_evidence))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(routes!(list, create))
        .routes(routes!(show))
        .routes(routes!(take_back))
        .routes(routes!(accept_return))
        .routes(routes!(say_no))
        .routes(routes!(repay))
        .routes(routes!(post_return))
        .routes(routes!(call_market))
        .routes(routes!(decide))
        .routes(routes!(list_of_shop))
        .routes(routes!(list_disputes))
}

const PAGE: usize = 24;

/// The request as its caller sees it; 404 when it is not theirs.
async fn answer(market: &Market, by: Actor, id: RequestId) -> Result<Json<RefundOut>, Problem> {
    let speaks = by.side()?;
    let read = async move |tx: &mut Tx| match find_for(tx, &by, id).await? {
        Some(request) => Ok::<_, DbError>(Some(out(tx, request, speaks).await?)),
        None => Ok(None),
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

async fn own(market: &Market, by: Actor, id: RequestId) -> Result<RefundRequest, Problem> {
    let find = async move |tx: &mut Tx| find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)
}

async fn outs(tx: &mut Tx, mut found: Vec<RefundRequest>, side: Side) -> Result<List<RefundOut>, DbError> {
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|request| request.id.number().to_string());
    let mut items = Vec::with_capacity(found.len());
    for request in found {
        items.push(out(tx, request, side).await?);
    }
    Ok(List { items, next })
}

/// The refund requests of an order, as its buyer or its shop.
#[utoipa::path(get, path = "/orders/{id}/refund-requests", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = List<RefundOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<List<RefundOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    let speaks = by.side()?;
    let read = async move |tx: &mut Tx| {
        let order = match by.shop() {
            Ok(shop) => orders::find_for_seller(tx, shop, id).await?,
            Err(_) => orders::find_for_buyer(tx, by.account().map_err(|_| DbError::Raced)?, id).await?,
        };
        if order.is_none() {
            return Ok(None);
        }
        let found = list_of_order(tx, id).await?;
        Ok::<_, DbError>(Some(outs(tx, found, speaks).await?))
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

/// So many pieces of a line of the order.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct PiecesIn {
    /// Of the line in the order, from 1.
    position: i64,
    pieces: i64,
}

/// What is asked back, and why.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct RefundIn {
    /// `refund` or `return`.
    kind: String,
    /// `changed-mind`, `not-arrived`, `missing`, `damaged`, `not-as-described`, `wrong-goods` or `other`.
    reason: String,
    words: String,
    lines: Vec<PiecesIn>,
    /// Ask for the shipping as well.
    shipping: Option<bool>,
    /// Less than all of it.
    amount: Option<String>,
}

/// Ask for money back. The order's days to object stand still until the request ends.
#[utoipa::path(post, path = "/orders/{id}/refund-requests", tag = "refunds", params(("id" = String, Path)),
    request_body = RefundIn, responses((status = 201, body = RefundOut)))]
async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<RefundOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let buyer = by.account()?;
    let find = async move |tx: &mut Tx| orders::find_for_buyer(tx, buyer, id).await;
    let order = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let wanted = read_wanted(&mut body, order.total.currency());
    let wanted = wanted.ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| ask(tx, &by, now, &rules, id, wanted.clone()).await;
    let request = market.db.write(act).await?;
    Ok((StatusCode::CREATED, answer(&market, by, request.id).await?))
}

/// One refund request, as its buyer, its shop, or a moderator once it was disputed.
#[utoipa::path(get, path = "/refund-requests/{id}", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let by = visit.for_shop(id.shop())?;
    match (answer(&market, by, id).await, visit.moderator()) {
        (Err(_), Ok(moderator)) => answer(&market, moderator, id).await,
        (answer, _) => answer,
    }
}

/// Take the request back, as the buyer.
#[utoipa::path(post, path = "/refund-requests/{id}/withdrawal", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn take_back(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?;
    answer(&market, by, id).await
}

/// Where the goods should go.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct AcceptanceIn {
    send_to: String,
}

/// Accept the return, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/acceptance", tag = "refunds", params(("id" = String, Path)),
    request_body = AcceptanceIn, responses((status = 200, body = RefundOut)))]
async fn accept_return(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    own(&market, by, id).await?;
    let send_to = read_words(&mut body, "send_to");
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| super::accept(tx, &by, now, &rules, id, send_to.clone()).await;
    market.db.write(act).await?;
    answer(&market, by, id).await
}

/// Why the shop refuses.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct RefusalIn {
    refusal: String,
}

/// Refuse the request, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/refusal", tag = "refunds", params(("id" = String, Path)),
    request_body = RefusalIn, responses((status = 200, body = RefundOut)))]
async fn say_no(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    own(&market, by, id).await?;
    let words = read_words(&mut body, "refusal");
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| refuse(tx, &by, now, &rules, id, words.clone()).await;
    market.db.write(act).await?;
    answer(&market, by, id).await
}

/// What becomes of goods that have come back.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct RepaymentIn {
    /// They can be sold again: their pieces are in stock.
    restock: Option<bool>,
}

/// Give the money back, as the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/repayment", tag = "refunds", params(("id" = String, Path)),
    request_body = RepaymentIn, responses((status = 200, body = RefundOut)))]
async fn repay(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    own(&market, by, id).await?;
    let shelf = read_shelf(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    market.db.write(async move |tx: &mut Tx| refund(tx, &by, now, id, shelf).await).await?;
    market.work.notify_one();
    answer(&market, by, id).await
}

/// The goods are on their way back, as the buyer.
#[utoipa::path(post, path = "/refund-requests/{id}/parcel", tag = "refunds", params(("id" = String, Path)),
    request_body = orders::Parcel, responses((status = 200, body = RefundOut)))]
async fn post_return(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    own(&market, by, id).await?;
    let parcel = read_parcel(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| post(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await?;
    answer(&market, by, id).await
}

/// Call the market in: the buyer after a refusal, the shop when the wrong goods came back.
#[utoipa::path(post, path = "/refund-requests/{id}/dispute", tag = "refunds", params(("id" = String, Path)),
    responses((status = 200, body = RefundOut)))]
async fn call_market(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| dispute(tx, &by, now, &rules, id).await).await?;
    answer(&market, by, id).await
}

/// Words and photos of one side; either may be left out.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Upload reads it")]
pub struct EvidenceIn {
    words: Option<String>,
    #[schema(value_type = Vec<String>, format = Binary)]
    photos: Option<Vec<String>>,
}

/// Add words and photos, as the buyer or the shop.
#[utoipa::path(post, path = "/refund-requests/{id}/evidence", tag = "refunds", params(("id" = String, Path)),
    request_body(content = EvidenceIn, content_type = "multipart/form-data"),
    responses((status = 200, body = RefundOut)))]
async fn add_evidence(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    upload: Upload,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, mut body) = (visit.for_shop(id.shop())?, visit.now, upload.form);
    own(&market, by, id).await?;
    let photos = keep(&market, &visit, &mut body, upload.files).await?;
    let said = read_said(&mut body, photos);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| show_evidence(tx, &by, now, id, said.clone()).await;
    market.db.write(act).await?;
    answer(&market, by, id).await
}

/// What a moderator decides.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct RulingIn {
    ruling: Ruling,
    /// When it is a part.
    amount: Option<String>,
    reason: String,
}

/// Decide a dispute, as a moderator. The money moves at once.
#[utoipa::path(post, path = "/refund-requests/{id}/ruling", tag = "refunds", params(("id" = String, Path)),
    request_body = RulingIn, responses((status = 200, body = RefundOut)))]
async fn decide(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut body: Fields,
) -> Result<Json<RefundOut>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    let (by, now) = (visit.moderator()?, visit.now);
    let request = own(&market, by, id).await?;
    let decision = read_decision(&mut body, request.asked.goods.currency());
    let decision = decision.ok_or_else(|| Problem::invalid(&body))?;
    market.db.write(async move |tx: &mut Tx| rule(tx, &by, now, id, decision.clone()).await).await?;
    market.work.notify_one();
    answer(&market, by, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `requested` unless given; for disputes `disputed`.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

impl InState {
    fn state(&self, usual: RefundStage) -> Result<RefundStage, Problem> {
        self.state.as_deref().map_or(Some(usual), RefundStage::parse).ok_or_else(Problem::not_found)
    }
}

/// A shop's refund requests in one state, newest first.
#[utoipa::path(get, path = "/shops/{handle}/refund-requests", tag = "refunds",
    params(("handle" = String, Path), InState), responses((status = 200, body = List<RefundOut>)))]
async fn list_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    Query(wanted): Query<InState>,
) -> Result<Json<List<RefundOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let shop = visit.seller(&handle)?.0.shop()?;
    let (state, before) = (wanted.state(RefundStage::Requested)?, wanted.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| {
        let found = list_for_seller(tx, shop, state, before, 25).await?;
        outs(tx, found, Side::Seller).await
    };
    Ok(Json(market.db.read(read).await?))
}

/// The market's disputes, oldest first, as a moderator.
#[utoipa::path(get, path = "/disputes", tag = "refunds", params(InState),
    responses((status = 200, body = List<RefundOut>)))]
async fn list_disputes(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<InState>,
) -> Result<Json<List<RefundOut>>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    visit.moderator()?;
    let state = if wanted.state(RefundStage::Disputed)? == RefundStage::Ruled {
        RefundStage::Ruled
    } else {
        RefundStage::Disputed
    };
    let after = wanted.cursor.unwrap_or(0);
    let read = async move |tx: &mut Tx| {
        let found = list_in_market(tx, state, after, 25).await?;
        outs(tx, found, Side::Market).await
    };
    Ok(Json(market.db.report(read).await?))
}
