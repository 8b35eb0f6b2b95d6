use axum::{
    Json,
    extract::{RawQuery, State},
};
use form_urlencoded::Serializer;
use people::visit::Visit;
use platform::{
    i18n::Lang,
    web::{Fields, Problem},
};
use serde::Serialize;

use super::common::SUGGESTIONS;
use crate::{Goods, search::suggestions::Named};

/// Listings suggested at once, and of each kind of name above them.
const LISTINGS: i64 = 6;
const NAMES: usize = 3;
/// Characters of what was typed that count.
const LONGEST: usize = 60;

#[derive(Serialize)]
pub struct Suggestion {
    text: String,
    note: String,
    url: String,
    lang: &'static str,
}

/// What somebody may mean while they type: words of the trade, crafts, places and
/// shops by their names, then listings while there are few.
pub async fn index(
    State(market): State<Goods>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<Suggestion>>, Problem> {
    market.limits.take(SUGGESTIONS, visit.from.clone())?;
    let fields = Fields::from_query(query.as_deref().unwrap_or_default());
    let text: String = fields.value("q").trim().chars().take(LONGEST).collect();
    let named = market.index.suggestions.begun(&text, NAMES);
    let mut found: Vec<Suggestion> = named.into_iter().map(|named| suggested(&visit, named)).collect();
    let cards = market.index.suggest(&market, &text, LISTINGS).await?;
    found.extend(cards.into_iter().map(|card| Suggestion {
        text: card.title_in(&visit.lang).to_owned(),
        note: card.shop.name_in(&visit.lang).to_owned(),
        url: card.url(),
        lang: card.title_lang(&visit.lang),
    }));
    Ok(Json(found))
}

fn suggested(visit: &Visit, named: Named) -> Suggestion {
    let text = visit.market.texts.of(visit.lang);
    let own = visit.lang.code();
    match named {
        Named::Word { text: word, lang } => {
            let query = Serializer::new(String::new()).append_pair("q", &word).finish();
            let note = text.get("search-word").to_owned();
            Suggestion { text: word, note, url: format!("/search?{query}"), lang }
        }
        Named::Craft(code) => Suggestion {
            text: text.get(&format!("craft-{code}")).to_owned(),
            note: text.get("search-craft").to_owned(),
            url: format!("/browse?craft={code}"),
            lang: own,
        },
        Named::Place { country, region, region_en } => {
            let reads_own = region_en.is_empty() || matches!(visit.lang, Lang::Chinese | Lang::Japanese);
            let query = Serializer::new(String::new())
                .append_pair("country", &country)
                .append_pair("region", &region)
                .finish();
            Suggestion {
                text: if reads_own { region } else { region_en },
                note: text.get("search-region").to_owned(),
                url: format!("/browse?{query}"),
                lang: if reads_own { "" } else { "en" },
            }
        }
        Named::Shop { handle, name, name_en, language } => {
            let reads_own = name_en.is_empty() || language == own;
            Suggestion {
                text: if reads_own { name } else { name_en },
                note: text.get("search-shop").to_owned(),
                url: format!("/shops/{handle}"),
                lang: if reads_own { language } else { "en" },
            }
        }
    }
}
