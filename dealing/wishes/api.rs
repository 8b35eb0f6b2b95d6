//! Wishes for programs: the same acts.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use goods::catalog::{ListingId, ListingSummary};
use kernel::{Cursor, Limit, Page};
use people::{
    accounts,
    market::Market,
    visit::Visit,
    wire::{List, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::Selling;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shown, ShownWish, pages::may_change};
use crate::wishes;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(keep, take_out))
}

/// A listing that the caller keeps.
#[derive(Serialize, ToSchema)]
pub struct WishOut {
    listing_id: String,
    /// In the shop's own words.
    title: String,
    kept_at: String,
    /// None when it is no longer sold.
    listing: Option<ListingSummary>,
}

impl From<ShownWish> for WishOut {
    fn from(ShownWish { wish, shown }: ShownWish) -> Self {
        let listing = match &shown {
            Shown::OnSale(card) => Some((&**card).into()),
            Shown::Ended(_) => None,
        };
        Self { listing_id: wish.listing.to_string(), title: wish.title, kept_at: time(wish.kept_at), listing }
    }
}

/// What the caller keeps to see again, newest first.
#[utoipa::path(get, path = "/wishes", tag = "wishes",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u8>, Query)),
    responses((status = 200, body = List<WishOut>), (status = 422, description = "the cursor was refused")))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Json<List<WishOut>>, Problem> {
    visit.allow(accounts::scopes::READ)?;
    let holder = visit.account_id()?.get();
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let before = match asked.has("cursor") {
        true => asked.parsed("cursor", |text| match text.parse() {
            Ok(Cursor::One(id)) => Some(id),
            Ok(Cursor::Two(..)) | Err(_) => None,
        }),
        false => Some(i64::MAX),
    };
    let before = before.ok_or_else(|| Problem::invalid(&asked))?;
    let limit = Limit::parse(asked.value("limit"));
    let read = async move |tx: &mut Tx| {
        let rows = wishes::list(tx, holder, before, limit.and_one_more()).await?;
        let Page { items, next } = Page::cut(rows, limit, |wish| Cursor::One(wish.id.get()));
        Ok::<_, DbError>(Page { items: ShownWish::load_all(tx, items).await?, next })
    };
    Ok(Json(List::page(market.db.read(read).await?)))
}

/// Keep a listing to see it again; what is kept already stays.
#[utoipa::path(put, path = "/wishes/{listing_id}", tag = "wishes", params(("listing_id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such listing on sale"),
    (status = 409, description = "the caller keeps as many as they may")))]
async fn keep(
    State(market): State<Market>,
    visit: Visit,
    Path(listing): Path<ListingId>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (holder, now) = (visit.account_id()?.get(), visit.now);
    may_change(&market, &visit)?;
    market.db.write(async move |tx: &mut Tx| wishes::keep(tx, now, holder, listing).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a listing out of what is kept, whether it is sold or not.
#[utoipa::path(delete, path = "/wishes/{listing_id}", tag = "wishes", params(("listing_id" = String, Path)),
    responses((status = 204)))]
async fn take_out(
    State(market): State<Market>,
    visit: Visit,
    Path(listing): Path<ListingId>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let holder = visit.account_id()?.get();
    may_change(&market, &visit)?;
    market.db.write(async move |tx: &mut Tx| wishes::take_out(tx, holder, listing).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
