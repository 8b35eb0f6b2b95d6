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

use crate::catalog::Card;

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
pub struct Marks(Panels);

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
        Self(panels::draw(visit, "card", looking).await)
    }

    /// The HTML of what is said of one.
    pub fn of(&self, card: &Card) -> String {
        self.0.of("card", &card.id.to_string())
    }
}
