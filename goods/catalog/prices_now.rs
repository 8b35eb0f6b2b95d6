//! What a piece costs everybody now, wherever a price stands: pages, cards, feeds, programs and the index ask here, and
//! whoever works prices out is asked by this file alone.

use std::sync::Arc;

use kernel::{Money, ShopId, Timestamp};
use people::{
    capability::{AskedNow, Brought, Looking},
    market::Market,
    reduction::PriceNow,
    rules::Rules,
    shops::{MARKET, pick},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    settings,
    views::Shell,
};

use super::{Card, ListingId, ShownListing, ShownVariant, VariantId};

/// By which rules prices are asked for, and of when.
#[derive(Clone)]
pub struct Pricing {
    pub now: Timestamp,
    rules: Arc<Rules>,
    capabilities: Arc<[Brought]>,
}

impl Pricing {
    pub fn of(market: &Market, now: Timestamp) -> Self {
        Self { now, rules: market.rules(), capabilities: market.capabilities.clone() }
    }

    pub fn looking(looking: &Looking) -> Self {
        let Looking { now, rules, capabilities, .. } = looking;
        Self { now: *now, rules: rules.clone(), capabilities: capabilities.clone() }
    }

    /// By the numbers that are kept, where no market is open.
    pub async fn read(tx: &mut Tx, capabilities: &Arc<[Brought]>, now: Timestamp) -> Result<Self, DbError> {
        let rules = Arc::new(Rules::from_settings(settings::list(tx).await?));
        Ok(Self { now, rules, capabilities: capabilities.clone() })
    }
}

/// What is reduced now among some listings.
#[derive(Clone, Debug, Default)]
pub struct PricesNow(Vec<PriceNow>);

/// What pieces of some listings cost now. Cost: a statement for some twenty of them, and four more where something is
/// reduced.
pub async fn prices_now(
    tx: &mut Tx,
    pricing: &Pricing,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<PricesNow, DbError> {
    let mut things: Vec<(ShopId, i64)> =
        listings.into_iter().map(|listing| (listing.shop(), listing.number())).collect();
    things.sort_unstable();
    things.dedup();
    let Pricing { now, rules, capabilities } = pricing.clone();
    let Some(ask) = pricing.capabilities.iter().find_map(|brought| brought.web.prices_now) else {
        return Ok(PricesNow::default());
    };
    if things.is_empty() {
        return Ok(PricesNow::default());
    }
    ask(tx, &AskedNow { now, rules, capabilities, things: &things }).await.map(PricesNow)
}

/// What a listing costs among others: from so much to so much, and what its cheapest piece cost before.
#[derive(Clone, Debug)]
pub struct CardPrice {
    pub low: Money,
    pub high: Money,
    /// The cheapest, where it is reduced.
    pub reduced: Option<PriceNow>,
}

impl CardPrice {
    pub fn is_one(&self) -> bool {
        self.low == self.high
    }
}

impl PricesNow {
    /// Why a variant costs what it does; nothing where it costs what its list says.
    pub fn of_variant(&self, id: VariantId) -> Option<&PriceNow> {
        let is_it = |one: &&PriceNow| one.shop == id.shop() && one.variant == id.number();
        self.0.iter().find(is_it).filter(|one| one.is_reduced())
    }

    /// What a listing costs now that costs from `low` to `high` in the list.
    pub fn of_listing(&self, id: ListingId, low: Money, high: Money) -> CardPrice {
        let own = || self.0.iter().filter(|one| one.shop == id.shop() && one.listing == id.number());
        let Some(cheapest) = own().min_by_key(|one| (one.now.minor(), one.list.minor(), one.variant)) else {
            return CardPrice { low, high, reduced: None };
        };
        let high = own().map(|one| one.now).max_by_key(|price| price.minor()).unwrap_or(high);
        CardPrice { low: cheapest.now, high, reduced: Some(cheapest.clone()).filter(PriceNow::is_reduced) }
    }

    pub fn of_card(&self, card: &Card) -> CardPrice {
        self.of_listing(card.id, card.low, card.high)
    }

    /// Have a listing say what it costs now.
    pub fn settle(&self, listing: &mut ShownListing) {
        let CardPrice { low, high, .. } = self.of_listing(listing.id, listing.low, listing.high);
        (listing.low, listing.high) = (low, high);
    }

    /// Have variants say what they cost now, and what before.
    pub fn settle_variants(&self, variants: &mut [ShownVariant]) {
        for variant in variants {
            if let Some(reduced) = self.of_variant(variant.id) {
                variant.price = reduced.now;
                variant.compare_at = Some(reduced.list);
                variant.reduced = Some(reduced.clone());
            }
        }
    }
}

/// What stands beside a reduced price: what it is called, until when, and the lowest of the thirty days before.
pub fn reduced_words(shell: &Shell, lang: Lang, (own, home): (Lang, Lang), reduced: &PriceNow) -> String {
    let mut words = Vec::new();
    let own = if reduced.owner == MARKET { home } else { own };
    let name = pick(lang, own, &reduced.name, &reduced.name_en);
    // A name in a language that is not the reader's would be read out as if it were.
    let is_theirs = lang == own || (lang == Lang::English && !reduced.name_en.is_empty());
    if is_theirs && !name.is_empty() {
        words.push(name.to_owned());
    }
    if let Some(until) = reduced.until {
        words.push(shell.say("price-until", &[("day", &shell.moment_and_zone(&until))]));
    }
    words.push(lowest_words(shell, reduced));
    words.join(" · ")
}

/// The lowest price of the thirty days before it was reduced.
pub fn lowest_words(shell: &Shell, reduced: &PriceNow) -> String {
    match &reduced.lowest {
        Some(lowest) => shell.say("price-lowest", &[("price", &shell.money(lowest))]),
        None => shell.t("price-lowest-none").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    fn piece(variant: i64, list: i64, now: i64) -> PriceNow {
        PriceNow {
            shop: ShopId::new(1),
            listing: 7,
            variant,
            list: yuan(list),
            now: yuan(now),
            lowest: None,
            since: None,
            until: None,
            owner: ShopId::new(1),
            name: String::new(),
            name_en: String::new(),
        }
    }

    #[test]
    fn a_listing_costs_from_its_cheapest_piece_to_its_dearest() {
        let id = ListingId::new(ShopId::new(1), 7);
        let of = |pieces: Vec<PriceNow>| PricesNow(pieces).of_listing(id, yuan(50), yuan(90));
        let price = of(vec![piece(1, 50, 50), piece(2, 90, 45)]);
        assert_eq!((price.low, price.high), (yuan(45), yuan(50)));
        assert_eq!(price.reduced.map(|one| one.list), Some(yuan(90)));
        let price = of(vec![piece(1, 50, 50), piece(2, 90, 80)]);
        assert_eq!((price.low, price.high, price.reduced), (yuan(50), yuan(80), None));
        let price = of(Vec::new());
        assert_eq!((price.low, price.high, price.reduced), (yuan(50), yuan(90), None));
        let prices = PricesNow(vec![piece(1, 50, 50), piece(2, 90, 80)]);
        assert!(prices.of_variant(VariantId::new(ShopId::new(1), 1)).is_none());
        assert!(prices.of_variant(VariantId::new(ShopId::new(1), 2)).is_some());
    }
}
