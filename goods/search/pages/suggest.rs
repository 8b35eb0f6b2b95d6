use axum::{
    Json,
    extract::{RawQuery, State},
};
use people::visit::Visit;
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;

use super::common::SUGGESTIONS;
use crate::{Goods, catalog::CRAFTS, search::words::fold};

/// Listings suggested at once, and crafts above them.
const LISTINGS: i64 = 6;
const CRAFTS_SHOWN: usize = 2;
/// Characters of what was typed that count.
const LONGEST: usize = 60;

#[derive(Serialize)]
pub struct Suggestion {
    text: String,
    note: String,
    url: String,
    lang: &'static str,
}

/// What somebody may mean while they type: crafts by their name, then listings.
pub async fn index(
    State(market): State<Goods>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<Suggestion>>, Problem> {
    market.limits.take(SUGGESTIONS, visit.from.clone())?;
    let fields = Fields::from_query(query.as_deref().unwrap_or_default());
    let text: String = fields.value("q").trim().chars().take(LONGEST).collect();
    let (index, typed) = (market.index.clone(), text.clone());
    let cards = market.db.report(async move |tx: &mut Tx| index.suggest(tx, &typed, LISTINGS).await).await?;
    let mut found = crafts(&visit, &fold(&text));
    found.extend(cards.into_iter().map(|card| Suggestion {
        text: card.title_in(&visit.lang).to_owned(),
        note: card.shop.name_in(&visit.lang).to_owned(),
        url: card.url(),
        lang: card.title_lang(&visit.lang),
    }));
    Ok(Json(found))
}

fn crafts(visit: &Visit, typed: &str) -> Vec<Suggestion> {
    let text = visit.market.texts.of(visit.lang);
    let named =
        CRAFTS.iter().map(|craft| (craft.code, text.get(&format!("craft-{}", craft.code)).to_owned()));
    let fits = |name: &str| !typed.is_empty() && fold(name).split(' ').any(|word| word.starts_with(typed));
    named
        .filter(|(_, name)| fits(name))
        .take(CRAFTS_SHOWN)
        .map(|(code, name)| Suggestion {
            text: name,
            note: text.get("search-craft").to_owned(),
            url: format!("/browse?craft={code}"),
            lang: visit.lang.code(),
        })
        .collect()
}
