//! What pages of the shelf lend to those of later capabilities.

use kernel::minutes;
use people::{
    capability::{Looking, Shown},
    panels::{self, Panels},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    web::{Fields, Limit},
};

use crate::catalog::{Card, CardPrice, ListingId, PricesNow, Pricing, prices_now};

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

/// What listings cost now and what other capabilities say of them on their cards: read for all cards of a page at once.
#[derive(Default)]
pub struct Marks {
    panels: Panels,
    prices: PricesNow,
    /// How far some of them are, in words.
    away: Vec<(ListingId, String)>,
}

impl Marks {
    pub async fn draw<'a>(visit: &Visit, cards: impl IntoIterator<Item = &'a Card> + Clone) -> Self {
        let ids: Vec<ListingId> = cards.clone().into_iter().map(|card| card.id).collect();
        let pricing = Pricing::of(&visit.market, visit.now);
        let read = visit.market.db.read(async |tx: &mut Tx| prices_now(tx, &pricing, ids).await).await;
        let prices = read.unwrap_or_else(|error| {
            tracing::warn!(%error, "what is reduced could not be read");
            PricesNow::default()
        });
        Self::with_prices(visit, cards, prices).await
    }

    /// The same where it is known what they cost.
    pub async fn with_prices<'a>(
        visit: &Visit,
        cards: impl IntoIterator<Item = &'a Card>,
        prices: PricesNow,
    ) -> Self {
        let mut shown: Vec<Shown> = Vec::new();
        for card in cards {
            let (shop, id) = (card.id.shop(), card.id.number());
            let price = prices.of_card(card).low;
            if !shown.iter().any(|one| one.shop == shop && one.id == id) {
                shown.push(Shown { shop, id, price });
            }
        }
        if shown.is_empty() {
            return Self::default();
        }
        let mut looking = visit.looking(visit.shell(""), None, 0);
        looking.cards = shown;
        Self { panels: panels::draw(visit, "card", looking).await, prices, away: Vec::new() }
    }

    /// Only what they cost, for cards that are drawn within a panel.
    pub async fn within<'a>(
        tx: &mut Tx,
        looking: &Looking,
        cards: impl IntoIterator<Item = &'a Card>,
    ) -> Result<Self, DbError> {
        let ids = cards.into_iter().map(|card| card.id);
        let prices = prices_now(tx, &Pricing::looking(looking), ids).await?;
        Ok(Self { prices, ..Self::default() })
    }

    /// What one costs now.
    pub fn price(&self, card: &Card) -> CardPrice {
        self.prices.of_card(card)
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
