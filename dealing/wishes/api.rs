//! Wishes for programs: the same acts.

use axum::{Json, extract::Path, http::StatusCode};
use goods::catalog::{Card, ListingId, ListingSummaryOut, Summaries};
use kernel::Timestamp;
use people::{
    accounts::scopes::{Read, Write},
    caller::Buyer,
    calls,
    seek::Seek,
    wire::{Amount, Answer, Done, List, time},
};
use platform::db::{DbError, Tx};
use selling::Selling;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Note, Shown, ShownWish,
    pages::{may_change, on_sale},
};
use crate::wishes;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(list)).routes(calls!(keep, take_out))
}

/// A listing that the caller keeps.
#[derive(Serialize, ToSchema)]
pub struct WishOut {
    listing_id: String,
    /// In the shop's own words.
    title: String,
    kept_at: String,
    /// What is said of it while it is sold: it is cheaper than when it was kept, there again, or sold out.
    cheaper_by: Option<Amount>,
    is_back: bool,
    is_sold_out: bool,
    /// None when it is no longer sold.
    listing: Option<ListingSummaryOut>,
}

impl WishOut {
    fn new(now: Timestamp, ShownWish { wish, shown }: ShownWish, summaries: &Summaries) -> Self {
        let notes = wish.notes(now);
        let cheaper_by = notes.iter().find_map(|note| match note {
            Note::Cheaper(less) => Some((*less).into()),
            Note::Back | Note::SoldOut => None,
        });
        let listing = match &shown {
            Shown::OnSale(card) => Some(summaries.of(card)),
            Shown::Ended(_) => None,
        };
        Self {
            listing_id: wish.listing.to_string(),
            title: wish.title,
            kept_at: time(wish.kept_at),
            cheaper_by,
            is_back: notes.contains(&Note::Back),
            is_sold_out: notes.contains(&Note::SoldOut),
            listing,
        }
    }
}

/// What the caller keeps to see again, newest first.
#[utoipa::path(get, path = "/wishes", tag = "wishes", params(Seek), responses((status = 200, body = List<WishOut>)))]
async fn list(Buyer { account, now, market, visit, .. }: Buyer<Read>, seek: Seek) -> Answer<List<WishOut>> {
    let look = async move |tx: &mut Tx| {
        let rows = wishes::list(tx, account.get(), seek.before(), seek.rows()).await?;
        let List { items, next } = seek.page(rows, |wish| wish.id.get());
        Ok::<_, DbError>(List { items: ShownWish::load_all(tx, items).await?, next })
    };
    let page = market.read(look).await?;
    let cards: Vec<&Card> = page.items.iter().filter_map(on_sale).collect();
    let summaries = Summaries::read(&market, now, visit.reader(), cards).await?;
    Ok(Json(page.map(|shown| WishOut::new(now, shown, &summaries))))
}

/// Keep a listing to see it again; what is kept already stays.
#[utoipa::path(put, path = "/wishes/{listing_id}", tag = "wishes", params(("listing_id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such listing on sale"),
    (status = 409, description = "the caller keeps as many as they may")))]
async fn keep(
    Buyer { account, now, market, visit, .. }: Buyer<Write>,
    Path(listing): Path<ListingId>,
) -> Done {
    may_change(&market, &visit)?;
    market.write(async move |tx| wishes::keep(tx, now, account.get(), listing).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a listing out of what is kept, whether it is sold or not.
#[utoipa::path(delete, path = "/wishes/{listing_id}", tag = "wishes", params(("listing_id" = String, Path)),
    responses((status = 204)))]
async fn take_out(
    Buyer { account, market, visit, .. }: Buyer<Write>,
    Path(listing): Path<ListingId>,
) -> Done {
    may_change(&market, &visit)?;
    market.write(async move |tx| wishes::take_out(tx, account.get(), listing).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
