//! What reductions say beside prices: what something costs now, what it cost least in the thirty days before, and how more
//! could be taken off.

use std::collections::HashMap;

use askama::Template;
use goods::catalog::{self, ListingId, PastPrice, ShownVariant, VariantId};
use kernel::{Money, MoneyError, ShopId, Timestamp, days};
use people::{
    capability::{Drawn, Looking},
    reduction::Rule,
    shops::{self, Shop},
};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};
use serde_json::{Map, Value, json};

use super::common::terms;
use crate::{
    prices::{self, Asking, Line, Priced},
    promotions::reductions::{KeptReduction, Lowest, ReductionStage, Sort, lowest, store},
};

/// Bundles that a page names.
const BUNDLES: usize = 3;

/// A price that is reduced.
struct Reduced {
    /// What was chosen; empty where all variants cost the same.
    choices: String,
    now: Money,
    list: Money,
    /// Of the thirty days before, if it was on sale then.
    lowest: Option<Money>,
    until: Option<Timestamp>,
    /// The campaign's name.
    name: String,
}

/// Things that cost less together.
struct Bundle {
    things: Vec<String>,
    gives: Vec<String>,
}

#[derive(Template)]
#[template(path = "promotions/reductions/views/_prices.html")]
struct Prices<'a> {
    shell: &'a Shell,
    reduced: Vec<Reduced>,
    /// The lowest price where the shop itself says that it was dearer.
    lowest: Option<Money>,
    tiers: Vec<String>,
    bundles: Vec<Bundle>,
    thresholds: Vec<String>,
}

impl Prices<'_> {
    fn is_empty(&self) -> bool {
        let is_plain = self.reduced.is_empty() && self.lowest.is_none() && self.tiers.is_empty();
        is_plain && self.bundles.is_empty() && self.thresholds.is_empty()
    }
}

/// One piece of a variant, as its price is asked for.
fn one(id: VariantId, listing: i64, unit: Money) -> Line {
    Line { shop: id.shop(), listing, variant: id.number(), unit, quantity: 1, grams: 0 }
}

/// What one piece of each of these costs, each bought alone.
async fn alone(tx: &mut Tx, asking: &Asking, lines: &[Line]) -> Result<Vec<Priced>, DbError> {
    let all = prices::reductions(tx, asking, lines).await?;
    let price = |line: &Line| prices::price(line.unit.currency(), &[*line], &all, &asking.rules);
    // What is too large to count is not reduced.
    Ok(lines.iter().map(price).filter_map(Result::ok).collect())
}

/// What campaigns of the last weeks did to the prices of some listings.
struct Past {
    prices: Vec<PastPrice>,
    campaigns: Vec<KeptReduction>,
}

impl Past {
    async fn of(tx: &mut Tx, now: Timestamp, things: &[(ShopId, i64)]) -> Result<Self, DbError> {
        let prices = catalog::past_prices(tx, things).await?;
        // A campaign may have run for months; what counts are the days before it began.
        let campaigns = store::between(tx, things, now - days(400), now).await?;
        let campaigns = campaigns.into_iter().filter(|kept| kept.sort == Sort::Campaign).collect();
        Ok(Self { prices, campaigns })
    }

    fn history(&self, variant: VariantId) -> Vec<(Timestamp, Money)> {
        let of = self.prices.iter().filter(|past| past.variant == variant);
        of.map(|past| (past.since, past.price)).collect()
    }

    /// What a variant cost least in the thirty days before a moment.
    fn lowest(
        &self,
        listing: i64,
        variant: VariantId,
        begin: Timestamp,
    ) -> Result<Option<Money>, MoneyError> {
        let is_it =
            |kept: &&KeptReduction| kept.id.shop() == variant.shop() && kept.listings.contains(&listing);
        let campaigns = self.campaigns.iter().filter(is_it).filter_map(|kept| {
            let Rule::Piece(off) = kept.rule else { return None };
            let end = kept.until.unwrap_or(begin);
            let is_stopped = kept.state != ReductionStage::Open;
            let until = if is_stopped { end.min(kept.updated_at) } else { end };
            Some(Lowest { from: kept.begin(), until, off })
        });
        lowest(&self.history(variant), &campaigns.collect::<Vec<_>>(), begin)
    }

    /// When what takes something off this price began to do so.
    fn begin(&self, priced: &Priced, now: Timestamp) -> (Timestamp, Option<&KeptReduction>) {
        let taken = priced.lines.first().and_then(|line| line.deductions.first());
        let kept = taken.and_then(|taken| {
            let is_it = |kept: &&KeptReduction| kept.id.shop() == taken.owner && kept.id.number() == taken.id;
            self.campaigns.iter().find(is_it).filter(|kept| kept.sort.kind().name == taken.kind.name)
        });
        (kept.map_or(now, KeptReduction::begin), kept)
    }
}

/// Beside a listing's price: what is taken off, and since when it was never cheaper.
pub fn prices<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let variants = catalog::variants(tx, ListingId::new(shop.id, looking.id)).await?;
        let things = [(shop.id, looking.id)];
        let kept = store::in_force(tx, looking.now, &things).await?;
        let past = Past::of(tx, looking.now, &things).await?;
        let (asking, lang) = (Asking::of(looking), looking.lang);
        let lines: Vec<Line> =
            variants.iter().map(|variant| one(variant.id, looking.id, variant.price)).collect();
        let priced = alone(tx, &asking, &lines).await?;
        let mut reduced = Vec::new();
        let mut offers = Map::new();
        for (variant, priced) in variants.iter().zip(&priced) {
            if let Some(found) = reduce(looking, &shop, &past, variant, priced) {
                offers.insert(variant.id.to_string(), offer(&found));
                reduced.push(found);
            }
        }
        let is_same =
            |one: &Reduced| reduced.iter().all(|other| (other.now, other.list) == (one.now, one.list));
        if reduced.len() == variants.len() && reduced.first().is_some_and(is_same) {
            reduced.truncate(1);
            reduced.iter_mut().for_each(|one| one.choices.clear());
        }
        let said = |sort: Sort| kept.iter().filter(move |kept| kept.sort == sort);
        let named = |one: &KeptReduction| -> Vec<String> {
            let own = if one.is_of_market() { looking.home } else { shop.language };
            let name = one.name_in(lang, own).to_owned();
            terms(&looking.shell, one).into_iter().map(|words| named(&words, &name)).collect()
        };
        let html = Prices {
            shell: &looking.shell,
            lowest: was(&past, looking.id, &variants).filter(|_| reduced.is_empty()),
            reduced,
            tiers: said(Sort::Tiers)
                .flat_map(|one| tier_words(&looking.shell, lang, &shop, &variants, one))
                .collect(),
            bundles: bundles(tx, &looking.shell, lang, &shop, said(Sort::Bundle)).await?,
            thresholds: said(Sort::Threshold).flat_map(named).collect(),
        };
        let mut drawn = Vec::new();
        if !html.is_empty() {
            drawn.push(("price", html.render().map_err(DbError::draw)?));
        }
        if !offers.is_empty() {
            drawn.push(("product", json!({"offer-of": offers}).to_string()));
        }
        Ok(drawn)
    })
}

fn named(words: &str, name: &str) -> String {
    if name.is_empty() { words.to_owned() } else { format!("{words} · {name}") }
}

fn reduce(
    looking: &Looking,
    shop: &Shop,
    past: &Past,
    variant: &ShownVariant,
    priced: &Priced,
) -> Option<Reduced> {
    let line = priced.lines.first().filter(|line| line.unit.minor() < variant.price.minor())?;
    let (begin, kept) = past.begin(priced, looking.now);
    let taken = line.deductions.first()?;
    Some(Reduced {
        choices: shops::pick(looking.lang, shop.language, &variant.choices.join(" / "), &variant.choices_en)
            .to_owned(),
        now: line.unit,
        list: variant.price,
        lowest: past.lowest(looking.id, variant.id, begin).ok().flatten(),
        until: kept.and_then(|kept| kept.until),
        name: taken.name_in(looking.lang, shop.language, looking.home).to_owned(),
    })
}

/// What search engines are told of a reduced price.
fn offer(reduced: &Reduced) -> Value {
    let (now, list) = (reduced.now.decimal(), reduced.list.decimal());
    let mut told = json!({
        "price": now,
        "priceSpecification": {
            "@type": "UnitPriceSpecification", "price": list, "priceCurrency": reduced.list.currency().code(),
            "priceType": "https://schema.org/StrikethroughPrice",
        },
    });
    if let Some(until) = reduced.until {
        told["priceValidUntil"] = until.rfc3339().into();
    }
    told
}

/// The lowest price of the thirty days before the one in force, where the shop says that it was dearer.
fn was(past: &Past, listing: i64, variants: &[ShownVariant]) -> Option<Money> {
    let variant = variants.iter().find(|variant| variant.compare_at.is_some())?;
    let begin = past.history(variant.id).last()?.0;
    past.lowest(listing, variant.id, begin).ok().flatten().or(Some(variant.price))
}

fn tier_words(
    shell: &Shell,
    lang: Lang,
    shop: &Shop,
    variants: &[ShownVariant],
    kept: &KeptReduction,
) -> Vec<String> {
    let is_it = |variant: &&ShownVariant| kept.variants.contains(&variant.id.number());
    let Some(variant) = variants.iter().find(is_it) else { return Vec::new() };
    let choices =
        shops::pick(lang, shop.language, &variant.choices.join(" / "), &variant.choices_en).to_owned();
    terms(shell, kept).into_iter().map(|words| named(&words, &choices)).collect()
}

async fn bundles(
    tx: &mut Tx,
    shell: &Shell,
    lang: Lang,
    shop: &Shop,
    kept: impl Iterator<Item = &KeptReduction>,
) -> Result<Vec<Bundle>, DbError> {
    let mut all = Vec::new();
    for one in kept.take(BUNDLES) {
        let Rule::Set { parts, .. } = &one.rule else { continue };
        let mut things = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(offered) = catalog::find_offered(tx, VariantId::new(shop.id, part.variant)).await?
            else {
                continue;
            };
            let title = shops::pick(lang, shop.language, &offered.title, &offered.title_en);
            things.push(if part.pieces > 1 {
                format!("{title} × {}", part.pieces)
            } else {
                title.to_owned()
            });
        }
        // Without one of its things it is nothing.
        if things.len() == parts.len() {
            all.push(Bundle { things, gives: terms(shell, one) });
        }
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "promotions/reductions/views/_card.html")]
struct CardPrice<'a> {
    shell: &'a Shell,
    now: Money,
    lowest: Option<Money>,
}

/// On cards: what the cheapest variant costs now, where it is reduced.
pub fn cards<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let things: Vec<(ShopId, i64)> = looking.cards.iter().map(|card| (card.shop, card.id)).collect();
        let kept = store::in_force(tx, looking.now, &things).await?;
        let about: Vec<(ShopId, i64)> = kept
            .iter()
            .filter(|kept| kept.sort == Sort::Campaign)
            .flat_map(|kept| kept.listings.iter().map(|listing| (kept.id.shop(), *listing)))
            .filter(|thing| things.contains(thing))
            .collect();
        if about.is_empty() {
            return Ok(Vec::new());
        }
        let past = Past::of(tx, looking.now, &about).await?;
        let asking = Asking::of(looking);
        // What variants cost in lists is the last row of their history.
        let mut list: HashMap<VariantId, (i64, Money)> = HashMap::new();
        for row in &past.prices {
            list.insert(row.variant, (row.listing.number(), row.price));
        }
        let mut lines: Vec<Line> =
            list.iter().map(|(id, (listing, unit))| one(*id, *listing, *unit)).collect();
        lines.sort_by_key(|line| (line.shop, line.listing, line.unit.minor(), line.variant));
        lines.dedup_by_key(|line| (line.shop, line.listing));
        let mut drawn = Vec::new();
        for (line, priced) in lines.iter().zip(alone(tx, &asking, &lines).await?) {
            let Some(found) = priced.lines.first().filter(|found| found.unit.minor() < line.unit.minor())
            else {
                continue;
            };
            let id = ListingId::new(line.shop, line.listing);
            let (begin, _) = past.begin(&priced, looking.now);
            let variant = VariantId::new(line.shop, line.variant);
            let lowest = past.lowest(line.listing, variant, begin).ok().flatten();
            let card = CardPrice { shell: &looking.shell, now: found.unit, lowest };
            drawn.push(("card", format!("{id} {}", card.render().map_err(DbError::draw)?)));
        }
        Ok(drawn)
    })
}
