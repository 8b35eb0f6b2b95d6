//! Reviews and reputation for programs: the same acts.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
};
use goods::catalog::{self, ListingId};
use kernel::{Actor, ShopId};
use people::{
    accounts,
    market::Market,
    photos::{MOST_BYTES, Upload, keep},
    shops,
    visit::Visit,
    wire::List,
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{self, OrderId},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Author, ReviewId, Verdict, decide, edit, find, list_of_listing, list_of_order, list_of_shop,
    list_reported,
    pages::{REPORTS, ShownReview, read_change, read_decision, read_report, read_said, read_words},
    reply, report, reports,
    wire::ReviewOut,
    write,
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(change))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(routes!(answer_review))
        .routes(routes!(report_review))
        .routes(routes!(decide_about))
        .routes(routes!(list_waiting))
        .routes(routes!(of_shop))
        .routes(routes!(of_listing))
}

const PAGE: usize = 24;

/// A page of what everybody may read.
fn page(mut shown: Vec<ShownReview>) -> List<ReviewOut> {
    let has_more = shown.len() > PAGE;
    shown.truncate(PAGE);
    let next = shown.last().filter(|_| has_more).map(|last| last.review.id.number().to_string());
    List { items: shown.into_iter().map(ReviewOut::public).collect(), next }
}

/// Which of the two sides an actor is.
fn side(by: &Actor) -> Author {
    if by.shop().is_ok() { Author::Seller } else { Author::Buyer }
}

/// The reviews of an order as one side sees them; 404 when the order is not theirs.
async fn of_order(market: &Market, by: Actor, id: OrderId) -> Result<List<ReviewOut>, Problem> {
    let read = async move |tx: &mut Tx| {
        let order = match by {
            Actor::Seller { shop, .. } => orders::find_for_seller(tx, shop, id).await?,
            Actor::Buyer { account } => orders::find_for_buyer(tx, account, id).await?,
            Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => None,
        };
        if order.is_none() {
            return Ok(None);
        }
        let mut both = list_of_order(tx, id).await?;
        both.retain(|review| review.author == side(&by) || review.is_published());
        Ok::<_, DbError>(Some(ShownReview::load_all(tx, both).await?))
    };
    let shown = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    Ok(List { items: shown.into_iter().map(ReviewOut::own).collect(), next: None })
}

async fn one(market: &Market, id: ReviewId) -> Result<Json<ReviewOut>, Problem> {
    let read = async move |tx: &mut Tx| match find(tx, id).await? {
        Some(review) => Ok::<_, DbError>(Some(ShownReview::load(tx, review).await?)),
        None => Ok(None),
    };
    let shown = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(ReviewOut::own(shown)))
}

/// What buyer and shop say of each other after an order. What the other side says is there once it is published.
#[utoipa::path(get, path = "/orders/{id}/reviews", tag = "reviews", params(("id" = String, Path)),
    responses((status = 200, body = List<ReviewOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<List<ReviewOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    Ok(Json(of_order(&market, visit.for_shop(id.shop())?, id).await?))
}

/// What one side says.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Upload reads it")]
pub struct ReviewIn {
    /// `good`, `fair` or `poor`.
    verdict: String,
    /// From 1 to 5, of a buyer.
    described: Option<i64>,
    service: Option<i64>,
    delivery: Option<i64>,
    words: Option<String>,
    /// Take the photos away that it has, when it is changed.
    drop_photos: Option<bool>,
    #[schema(value_type = Vec<String>, format = Binary)]
    photos: Option<Vec<String>>,
}

/// Review an order, as its buyer or its shop. It is sealed until the other side has written or the days are over.
#[utoipa::path(post, path = "/orders/{id}/reviews", tag = "reviews", params(("id" = String, Path)),
    request_body(content = ReviewIn, content_type = "multipart/form-data"),
    responses((status = 201, body = ReviewOut)))]
async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    upload: Upload,
) -> Result<(StatusCode, Json<ReviewOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules, mut body) = (visit.for_shop(id.shop())?, visit.now, market.rules(), upload.form);
    of_order(&market, by, id).await?;
    let photos = keep(&market, &visit, &mut body, upload.files).await?;
    read_change(&mut body);
    let said = read_said(&mut body, side(&by), photos).ok_or_else(|| Problem::invalid(&body))?;
    let review =
        market.db.write(async move |tx: &mut Tx| write(tx, &by, now, &rules, id, said.clone()).await);
    let review = review.await?;
    market.work.notify_one();
    Ok((StatusCode::CREATED, one(&market, review.id).await?))
}

/// Whoever asks, if their side wrote this review.
async fn author(market: &Market, visit: &Visit, id: ReviewId) -> Result<Actor, Problem> {
    let by = visit.for_shop(id.shop())?;
    let find = async move |tx: &mut Tx| find(tx, id).await;
    let review = market.db.read(find).await?.filter(|review| {
        let is_theirs = review.author == Author::Seller || by.account().is_ok_and(|own| own == review.buyer);
        review.author == side(&by) && is_theirs
    });
    review.map(|_| by).ok_or_else(Problem::not_found)
}

/// Change a review, once; after its publication only for the better.
#[utoipa::path(put, path = "/reviews/{id}", tag = "reviews", params(("id" = String, Path)),
    request_body(content = ReviewIn, content_type = "multipart/form-data"),
    responses((status = 200, body = ReviewOut)))]
async fn change(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    upload: Upload,
) -> Result<Json<ReviewOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let by = author(&market, &visit, id).await?;
    let (now, rules, mut body) = (visit.now, market.rules(), upload.form);
    let photos = keep(&market, &visit, &mut body, upload.files).await?;
    let change = read_change(&mut body);
    let said = read_said(&mut body, side(&by), photos).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| edit(tx, &by, now, &rules, id, said.clone(), change).await;
    market.db.write(act).await?;
    one(&market, id).await
}

/// What the other side answers.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ReplyIn {
    words: String,
}

/// Answer a review, once, as the side that it is about.
#[utoipa::path(post, path = "/reviews/{id}/reply", tag = "reviews", params(("id" = String, Path)),
    request_body = ReplyIn, responses((status = 200, body = ReviewOut)))]
async fn answer_review(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    mut body: Fields,
) -> Result<Json<ReviewOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let look = async move |tx: &mut Tx| find(tx, id).await;
    let review = market.db.read(look).await?.filter(|review| {
        let is_theirs = review.author == Author::Buyer || by.account().is_ok_and(|own| own == review.buyer);
        review.is_published() && review.author != side(&by) && is_theirs
    });
    review.ok_or_else(Problem::not_found)?;
    let words = read_words(&mut body, "words");
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    market.db.write(async move |tx: &mut Tx| reply(tx, &by, now, id, &words).await).await?;
    market.work.notify_one();
    one(&market, id).await
}

/// Why a review should not stand.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ReportIn {
    /// `private`, `insulting`, `not-a-review`, `not-true` or `other`.
    reason: String,
    words: Option<String>,
}

/// Report a published review to the moderators.
#[utoipa::path(post, path = "/reviews/{id}/reports", tag = "reviews", params(("id" = String, Path)),
    request_body = ReportIn, responses((status = 204)))]
async fn report_review(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    mut body: Fields,
) -> Result<StatusCode, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    market.limits.take(REPORTS, visit.account_id()?.to_string())?;
    let look = async move |tx: &mut Tx| find(tx, id).await;
    market.db.read(look).await?.filter(super::Review::is_published).ok_or_else(Problem::not_found)?;
    let (reason, words) = read_report(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.db.write(async move |tx: &mut Tx| report(tx, &by, now, id, reason, &words).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a moderator decides about a reported review.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct DecisionIn {
    /// `hide`, `keep` or `restore`.
    decision: String,
    reason: String,
}

/// Decide about a reported review, as a moderator.
#[utoipa::path(post, path = "/reviews/{id}/decision", tag = "reviews", params(("id" = String, Path)),
    request_body = DecisionIn, responses((status = 200, body = ReviewOut)))]
async fn decide_about(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    mut body: Fields,
) -> Result<Json<ReviewOut>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    let (by, now) = (visit.moderator()?, visit.now);
    let look = async move |tx: &mut Tx| reports(tx, id).await;
    if market.db.read(look).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let decision = read_decision(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.db.write(async move |tx: &mut Tx| decide(tx, &by, now, id, decision.clone()).await).await?;
    one(&market, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct Wanted {
    /// `good`, `fair` or `poor`; all unless given.
    verdict: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
pub struct After {
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// Reviews that wait for a moderator, the longest waiting first.
#[utoipa::path(get, path = "/reported-reviews", tag = "reviews", params(After),
    responses((status = 200, body = List<ReviewOut>)))]
async fn list_waiting(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<After>,
) -> Result<Json<List<ReviewOut>>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    visit.moderator()?;
    let after = wanted.cursor.unwrap_or(0);
    let read = async move |tx: &mut Tx| {
        let mut found = list_reported(tx, after, 25).await?;
        let has_more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| has_more).map(|last| last.first.to_string());
        let mut items = Vec::with_capacity(found.len());
        for reported in found {
            if let Some(review) = find(tx, reported.review).await? {
                items.push(ReviewOut::own(ShownReview::load(tx, review).await?));
            }
        }
        Ok::<_, DbError>(List { items, next })
    };
    Ok(Json(market.db.report(read).await?))
}

/// The open shop of a handle.
async fn open_shop(tx: &mut Tx, handle: &str) -> Result<Option<ShopId>, DbError> {
    let shop = shops::find_by_handle(tx, handle).await?;
    Ok(shop.filter(|shop| shop.state != shops::ShopState::Suspended).map(|shop| shop.id))
}

/// What buyers say of a shop, newest first.
#[utoipa::path(get, path = "/shops/{handle}/reviews", tag = "reviews", params(("handle" = String, Path), Wanted),
    responses((status = 200, body = List<ReviewOut>)))]
async fn of_shop(
    State(market): State<Market>,
    Path(handle): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<List<ReviewOut>>, Problem> {
    let verdict = match wanted.verdict.as_deref() {
        Some(word) => Some(Verdict::parse(word).ok_or_else(Problem::not_found)?),
        None => None,
    };
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| {
        let Some(shop) = open_shop(tx, &handle).await? else { return Ok(None) };
        let found = list_of_shop(tx, shop, verdict, before, 25).await?;
        Ok::<_, DbError>(Some(ShownReview::load_all(tx, found).await?))
    };
    Ok(Json(page(market.db.read(read).await?.ok_or_else(Problem::not_found)?)))
}

/// What buyers say of orders with a listing, newest first.
#[utoipa::path(get, path = "/listings/{id}/reviews", tag = "reviews", params(("id" = String, Path), After),
    responses((status = 200, body = List<ReviewOut>)))]
async fn of_listing(
    State(market): State<Market>,
    Path(id): Path<ListingId>,
    Query(wanted): Query<After>,
) -> Result<Json<List<ReviewOut>>, Problem> {
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| {
        if catalog::read_by_id(tx, &[], id).await?.is_none() {
            return Ok(None);
        }
        let found = list_of_listing(tx, id, before, 25).await?;
        Ok::<_, DbError>(Some(ShownReview::load_all(tx, found).await?))
    };
    Ok(Json(page(market.db.read(read).await?.ok_or_else(Problem::not_found)?)))
}
