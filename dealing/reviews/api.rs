//! Reviews and reputation for programs: the same acts.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
};
use goods::catalog::{self, ListingId};
use kernel::{Actor, ShopId};
use people::{
    accounts::scopes::Moderate,
    caller::{Buyer, Moderator, Party},
    calls,
    market::Market,
    one_of::{maybe_word_of, word_of},
    photos::{MOST_BYTES, Upload, keep},
    seek::Seek,
    shops,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{
        self, OrderId,
        scopes::{Read, Write},
    },
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Author, Decided, ReportReason, Review, ReviewId, Verdict, decide, edit, find, list_of_listing,
    list_of_order, list_of_shop, list_reported,
    pages::{REPORTS, ShownReview, read_change, read_decision, read_report, read_said, read_words},
    reply, report, reports,
    wire::ReviewOut,
    write,
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(list, create))
        .routes(calls!(change))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(calls!(answer_review))
        .routes(calls!(report_review))
        .routes(calls!(decide_about))
        .routes(calls!(list_waiting))
        .routes(calls!(of_shop))
        .routes(calls!(of_listing))
}

/// Which of the two sides an actor is.
fn side(by: &Actor) -> Author {
    if by.shop().is_ok() { Author::Seller } else { Author::Buyer }
}

/// The reviews of an order as one side sees them; 404 when the order is not theirs.
async fn of_order(market: &Market, by: Actor, id: OrderId) -> Answer<List<ReviewOut>> {
    let look = async move |tx: &mut Tx| {
        if orders::find_for(tx, &by, id).await?.is_none() {
            return Ok(None);
        }
        let mut both = list_of_order(tx, id).await?;
        both.retain(|review| review.author == side(&by) || review.is_published());
        ShownReview::load_all(tx, both).await.map(Some)
    };
    Ok(Json(List::all(market.find(look).await?).map(ReviewOut::own)))
}

async fn one(market: &Market, id: ReviewId) -> Answer<ReviewOut> {
    let look = async move |tx: &mut Tx| match find(tx, id).await? {
        Some(review) => ShownReview::load(tx, review).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(ReviewOut::own(market.find(look).await?)))
}

/// What buyer and shop say of each other after an order. What the other side says is there once it is published.
#[utoipa::path(get, path = "/orders/{id}/reviews", tag = "reviews", params(("id" = String, Path)),
    responses((status = 200, body = List<ReviewOut>)))]
async fn list(Party { by, id, market, .. }: Party<Read, OrderId>) -> Answer<List<ReviewOut>> {
    of_order(&market, by, id).await
}

/// What one side says.
#[derive(ToSchema)]
pub struct ReviewIn {
    /// `good`, `fair` or `poor`.
    #[schema(schema_with = word_of::<Verdict>)]
    pub verdict: String,
    /// From 1 to 5, of a buyer.
    pub described: Option<i64>,
    pub service: Option<i64>,
    pub delivery: Option<i64>,
    pub words: Option<String>,
    /// Take the photos away that it has, when it is changed.
    pub drop_photos: Option<bool>,
    #[schema(value_type = Vec<String>, format = Binary)]
    pub photos: Option<Vec<String>>,
}

/// Review an order, as its buyer or its shop. It is sealed until the other side has written or the days are over.
#[utoipa::path(post, path = "/orders/{id}/reviews", tag = "reviews", params(("id" = String, Path)),
    request_body(content = ReviewIn, content_type = "multipart/form-data"),
    responses((status = 201, body = ReviewOut)))]
async fn create(
    Party { by, id, now, rules, market, visit, .. }: Party<Write, OrderId>,
    Upload { form: mut body, files }: Upload,
) -> Made<ReviewOut> {
    market.find(async move |tx| orders::find_for(tx, &by, id).await).await?;
    let photos = keep(&market, &visit, &mut body, files).await?;
    read_change(&mut body);
    let said = read_said(&mut body, side(&by), photos).ok_or_else(|| Problem::invalid(&body))?;
    let review = market.write(async move |tx| write(tx, &by, now, &rules, id, said.clone()).await).await?;
    Ok((StatusCode::CREATED, one(&market, review.id).await?))
}

/// Whether an actor's side wrote a review.
fn is_author(by: &Actor, review: &Review) -> bool {
    review.author == side(by) && is_of(by, review)
}

/// Whether an actor is one of those whom a review concerns: of the shop, or the buyer.
fn is_of(by: &Actor, review: &Review) -> bool {
    by.shop().is_ok() || by.account().is_ok_and(|own| own == review.buyer)
}

/// Change a review, once; after its publication only for the better.
#[utoipa::path(put, path = "/reviews/{id}", tag = "reviews", params(("id" = String, Path)),
    request_body(content = ReviewIn, content_type = "multipart/form-data"),
    responses((status = 200, body = ReviewOut)))]
async fn change(
    Party { by, id, now, rules, market, visit, .. }: Party<Write, ReviewId>,
    Upload { form: mut body, files }: Upload,
) -> Answer<ReviewOut> {
    let own = async move |tx: &mut Tx| Ok(find(tx, id).await?.filter(|review| is_author(&by, review)));
    market.find(own).await?;
    let photos = keep(&market, &visit, &mut body, files).await?;
    let change = read_change(&mut body);
    let said = read_said(&mut body, side(&by), photos).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx| edit(tx, &by, now, &rules, id, said.clone(), change).await).await?;
    one(&market, id).await
}

/// What the other side answers.
#[derive(ToSchema)]
pub struct ReplyIn {
    pub words: String,
}

/// Answer a review, once, as the side that it is about.
#[utoipa::path(post, path = "/reviews/{id}/reply", tag = "reviews", params(("id" = String, Path)),
    request_body = ReplyIn, responses((status = 200, body = ReviewOut)))]
async fn answer_review(
    Party { by, id, now, market, .. }: Party<Write, ReviewId>,
    mut body: Fields,
) -> Answer<ReviewOut> {
    let is_about = move |review: &Review| review.author != side(&by) && is_of(&by, review);
    let about =
        async move |tx: &mut Tx| Ok(find(tx, id).await?.filter(Review::is_published).filter(is_about));
    market.find(about).await?;
    let words = read_words(&mut body, "words");
    body.check()?;
    market.write(async move |tx| reply(tx, &by, now, id, &words).await).await?;
    one(&market, id).await
}

/// Why a review should not stand.
#[derive(ToSchema)]
pub struct ReportIn {
    /// `private`, `insulting`, `not-a-review`, `not-true` or `other`.
    #[schema(schema_with = word_of::<ReportReason>)]
    pub reason: String,
    pub words: Option<String>,
}

/// Report a published review to the moderators.
#[utoipa::path(post, path = "/reviews/{id}/reports", tag = "reviews", params(("id" = String, Path)),
    request_body = ReportIn, responses((status = 204)))]
async fn report_review(
    Buyer { by, account, now, market, .. }: Buyer<Write>,
    Path(id): Path<ReviewId>,
    mut body: Fields,
) -> Done {
    market.limits.take(REPORTS, account.to_string())?;
    market.find(async move |tx| Ok(find(tx, id).await?.filter(Review::is_published))).await?;
    let (reason, words) = read_report(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx| report(tx, &by, now, id, reason, &words).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a moderator decides about a reported review.
#[derive(ToSchema)]
pub struct DecisionIn {
    /// `hide`, `keep` or `restore`.
    #[schema(schema_with = word_of::<Decided>)]
    pub decision: String,
    pub reason: String,
}

/// Decide about a reported review, as a moderator.
#[utoipa::path(post, path = "/reviews/{id}/decision", tag = "reviews", params(("id" = String, Path)),
    request_body = DecisionIn, responses((status = 200, body = ReviewOut)))]
async fn decide_about(
    Moderator { by, now, market, .. }: Moderator<Moderate>,
    Path(id): Path<ReviewId>,
    mut body: Fields,
) -> Answer<ReviewOut> {
    if market.read(async move |tx| reports(tx, id).await).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let decision = read_decision(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx| decide(tx, &by, now, id, decision.clone()).await).await?;
    one(&market, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct Wanted {
    /// `good`, `fair` or `poor`; all unless given.
    #[param(schema_with = maybe_word_of::<Verdict>)]
    verdict: Option<String>,
}

/// Reviews that wait for a moderator, the longest waiting first.
#[utoipa::path(get, path = "/reported-reviews", tag = "reviews", params(Seek),
    responses((status = 200, body = List<ReviewOut>)))]
async fn list_waiting(Moderator { market, .. }: Moderator<Moderate>, seek: Seek) -> Answer<List<ReviewOut>> {
    let look = async move |tx: &mut Tx| {
        let found = list_reported(tx, seek.after(), seek.rows()).await?;
        let page = seek.page(found, |last| last.first);
        let mut items = Vec::with_capacity(page.items.len());
        for reported in page.items {
            if let Some(review) = find(tx, reported.review).await? {
                items.push(ReviewOut::own(ShownReview::load(tx, review).await?));
            }
        }
        Ok(List { items, next: page.next })
    };
    Ok(Json(market.report(look).await?))
}

/// The open shop of a handle.
async fn open_shop(tx: &mut Tx, handle: &str) -> Result<Option<ShopId>, DbError> {
    let shop = shops::find_by_handle(tx, handle).await?;
    Ok(shop.filter(|shop| shop.state != shops::ShopState::Suspended).map(|shop| shop.id))
}

/// What buyers say of a shop, newest first.
#[utoipa::path(get, path = "/shops/{handle}/reviews", tag = "reviews", params(("handle" = String, Path), Wanted, Seek),
    responses((status = 200, body = List<ReviewOut>)))]
async fn of_shop(
    State(market): State<Market>,
    Path(handle): Path<String>,
    Query(wanted): Query<Wanted>,
    seek: Seek,
) -> Answer<List<ReviewOut>> {
    let verdict = match wanted.verdict.as_deref() {
        Some(word) => Some(Verdict::parse(word).ok_or_else(Problem::not_found)?),
        None => None,
    };
    let look = async move |tx: &mut Tx| {
        let Some(shop) = open_shop(tx, &handle).await? else { return Ok(None) };
        let found = list_of_shop(tx, shop, verdict, seek.before(), seek.rows()).await?;
        ShownReview::load_all(tx, found).await.map(Some)
    };
    Ok(Json(seek.page(market.find(look).await?, |last| last.review.id.number()).map(ReviewOut::public)))
}

/// What buyers say of orders with a listing, newest first.
#[utoipa::path(get, path = "/listings/{id}/reviews", tag = "reviews", params(("id" = String, Path), Seek),
    responses((status = 200, body = List<ReviewOut>)))]
async fn of_listing(
    State(market): State<Market>,
    Path(id): Path<ListingId>,
    seek: Seek,
) -> Answer<List<ReviewOut>> {
    market.find(async move |tx| catalog::read_by_id(tx, &[], id).await).await?;
    let look = async move |tx: &mut Tx| {
        let found = list_of_listing(tx, id, seek.before(), seek.rows()).await?;
        ShownReview::load_all(tx, found).await
    };
    Ok(Json(seek.page(market.read(look).await?, |last| last.review.id.number()).map(ReviewOut::public)))
}
