//! What is new of a craft, of a place, or of whatever else one may choose by: `GET /browse/feed.atom`.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use kernel::Limit;
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    views::Shell,
    web::Problem,
};

use crate::{
    Goods,
    catalog::{
        self, Card,
        atom::{Entry, Feed, NEWEST},
        pages::{NEWS, asked_lang, lang_query},
    },
    search::{PageStart, Query, Sort, asked::SearchRequest, chips::chips},
};

/// The newest of what `/browse` shows for the same query; words are no part of it.
pub async fn news(
    State(market): State<Goods>,
    visit: Visit,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    market.limits.take(NEWS, visit.from.clone())?;
    let asked =
        SearchRequest { words: String::new(), ..SearchRequest::read(query.as_deref().unwrap_or_default()) };
    let wanted = Query {
        sort: Sort::Newest,
        place: PageStart::Start,
        limit: Limit::new(NEWEST),
        ..asked.query(market.config.currency)
    };
    let found = market.index.find(&market, &wanted).await?;
    let look = async |tx: &mut Tx| {
        let ids: Vec<_> = found.hits.iter().map(|card| card.id).collect();
        let mut listings = catalog::find_several(tx, &ids).await?;
        listings.iter_mut().for_each(|listing| found.prices.settle(listing));
        Ok::<_, DbError>(listings)
    };
    let listings = market.db.read(look).await?;
    let lang = asked_lang(query.as_deref(), market.config.language);
    let text = market.texts.of(lang);
    let page = asked.first();
    let join = if page.contains('?') { '&' } else { '?' };
    let path = format!("{}{}", asked.feed(), lang_query(lang, market.config.language, join));
    let shell = Shell::new(text.clone(), &market.config.market);
    let chosen = chips(&shell, &asked, &found.facets, &market.capabilities, market.config.currency);
    let words =
        std::iter::once(market.config.market.clone()).chain(chosen.into_iter().map(|chip| chip.words));
    let title = words.collect::<Vec<_>>().join(" · ");
    let feed =
        Feed { origin: market.config.public_url.trim_end_matches('/'), text: &text, title, path, page };
    let mut entries = Vec::with_capacity(found.hits.len());
    for Card { id, shop, cover, .. } in &found.hits {
        if let Some(listing) = listings.iter().find(|listing| listing.id == *id) {
            entries.push(Entry { listing, shop, cover });
        }
    }
    Ok(feed.tell(&entries, market.now()).answer(&headers))
}
