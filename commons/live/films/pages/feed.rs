//! Short films below each other.

use askama::Template;
use axum::{extract::State, response::Response};
use goods::catalog::{self, Card, ListingId, Pricing};
use kernel::{Cursor, Money};
use people::{
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::{
    Commons,
    live::{
        films::{self, Film},
        pages::prices,
    },
};

/// A film with its shop and what it shows.
struct ShownFilm {
    film: Film,
    shop: Shop,
    thing: Option<(Card, Money)>,
}

#[derive(Template)]
#[template(path = "live/films/views/feed.html")]
struct FeedPage {
    shell: Shell,
    lang: Lang,
    films: Vec<ShownFilm>,
    older: String,
}

/// `GET /shorts`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let before = match paging.asked.value("before").parse() {
        Ok(Cursor::Two(id, shop)) => (id, shop),
        Ok(Cursor::One(_)) | Err(_) => (i64::MAX, i64::MAX),
    };
    let (limit, pricing) = (paging.limit.and_one_more(), Pricing::of(&market, visit.now));
    let look = async |tx: &mut Tx| {
        let films = films::list_ready(tx, before, limit).await?;
        let mut ids: Vec<_> = films.iter().map(|film| film.id.shop()).collect();
        ids.sort_unstable();
        ids.dedup();
        let shops = shops::find_several(tx, &ids).await?;
        let mut listings: Vec<ListingId> = films.iter().filter_map(|film| film.listing).collect();
        listings.sort_unstable();
        listings.dedup();
        let cards = catalog::cards(tx, &listings).await?;
        let prices = prices(tx, &pricing, &cards).await?;
        let things: Vec<(Card, Money)> = cards.into_iter().zip(prices).collect();
        Ok::<_, DbError>((films, shops, things))
    };
    let (films, shops, things) = market.db.read(look).await?;
    let shown = |film: Film| {
        let shop = shops.iter().find(|shop| shop.id == film.id.shop())?.clone();
        let thing = things.iter().find(|(card, _)| Some(card.id) == film.listing).cloned();
        Some(ShownFilm { film, shop, thing })
    };
    let films: Vec<ShownFilm> = films.into_iter().filter_map(shown).collect();
    let key = |last: &ShownFilm| Cursor::Two(last.film.id.number(), last.film.id.shop().get());
    let (films, older) = paging.cut(films, key);
    views::page(&FeedPage { shell: visit.shell("live"), lang: visit.lang, films, older })
}
