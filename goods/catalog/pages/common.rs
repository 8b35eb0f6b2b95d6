//! What pages of the shelf lend to those of later capabilities.

use kernel::minutes;
use people::{
    capability::Shown,
    panels::{self, Panels},
    visit::Visit,
};
use platform::{
    i18n::Lang,
    web::{Fields, Limit},
};

use crate::catalog::{Card, ListingId};

/// Feeds of what is new, which readers of them ask for all day.
pub const NEWS: Limit = Limit { name: "feeds", times: 600, per: minutes(60) };
/// The language that a feed is asked for in, `?lang=ja`, or else its own: who carries it knows no reader.
pub fn asked_lang(query: Option<&str>, own: Lang) -> Lang {
    Lang::parse(Fields::from_query(query.unwrap_or_default()).value("lang")).unwrap_or(own)
}

/// What is added to a feed's address where its language is not its own.
pub fn lang_query(lang: Lang, own: Lang, join: char) -> String {
    if lang == own { String::new() } else { format!("{join}lang={}", lang.code()) }
}

/// What other capabilities say of listings on their cards: read for all cards of a page at once.
#[derive(Default)]
pub struct Marks {
    panels: Panels,
    /// How far some of them are, in words.
    away: Vec<(ListingId, String)>,
}

impl Marks {
    pub async fn draw(visit: &Visit, cards: impl IntoIterator<Item = &Card>) -> Self {
        let mut shown: Vec<Shown> = Vec::new();
        for card in cards {
            let (shop, id, price) = (card.id.shop(), card.id.number(), card.low);
            if !shown.iter().any(|one| one.shop == shop && one.id == id) {
                shown.push(Shown { shop, id, price });
            }
        }
        if shown.is_empty() {
            return Self::default();
        }
        let mut looking = visit.looking(visit.shell(""), None, 0);
        looking.cards = shown;
        Self { panels: panels::draw(visit, "card", looking).await, away: Vec::new() }
    }

    /// The same with how far some of the listings are.
    #[must_use]
    pub fn with_away(self, away: Vec<(ListingId, String)>) -> Self {
        Self { away, ..self }
    }

    /// How far one is, where that is known and was asked.
    pub fn away(&self, card: &Card) -> &str {
        self.away.iter().find(|(id, _)| *id == card.id).map_or("", |(_, words)| words)
    }

    /// The HTML of what is said of one.
    pub fn of(&self, card: &Card) -> String {
        self.panels.of("card", &card.id.to_string())
    }
}
