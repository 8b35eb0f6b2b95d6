//! What one piece of something costs everybody now, with what stands beside a reduced price: the engine's word, for pages,
//! feeds, programs and the index that stand before it.

use goods::catalog::{self, PastPrice, VariantId};
use kernel::{Money, MoneyError, ShopId, Timestamp, days};
use people::{
    capability::AskedNow,
    reduction::{Over, PriceNow, Reach, Reduction, Rule},
    shops::MARKET,
};
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::{KeptReduction, Lowest, ReductionStage, Sort, lowest, store};
use crate::prices::{self, Asking, Line, PricedLine};

/// How far back a campaign may have begun whose days count.
const LONGEST_DAYS: u64 = 400;

/// All variants of those of the listings in which something is reduced for who buys one piece.
pub fn prices_now<'a>(tx: &'a mut Tx, asked: &'a AskedNow<'a>) -> Later<'a, Result<Vec<PriceNow>, DbError>> {
    Box::pin(async move {
        let asking = Asking::of_now(asked);
        let mut all = prices::reductions_of(tx, &asking, asked.things).await?;
        all.retain(may_take_off_one);
        let is_about = |thing: &(ShopId, i64)| all.iter().any(|one| may_cover(one, *thing));
        let about: Vec<(ShopId, i64)> = asked.things.iter().copied().filter(is_about).collect();
        if about.is_empty() {
            return Ok(Vec::new());
        }
        let mut listed = catalog::list_prices(tx, &about).await?;
        listed.sort_unstable_by_key(|one| one.variant);
        let alone = |unit: Money, listing: i64, variant: VariantId, grams: i64| {
            let (shop, variant) = (variant.shop(), variant.number());
            let line = Line { shop, listing, variant, unit, quantity: 1, grams };
            let priced = prices::price(unit.currency(), &[line], &all, &asking.rules).ok()?;
            priced.lines.into_iter().next()
        };
        let priced: Vec<_> = listed
            .into_iter()
            .filter_map(|one| {
                // What is too large to count is not reduced.
                Some((one, alone(one.price, one.listing.number(), one.variant, one.weight_grams)?))
            })
            .collect();
        let reduced: Vec<(ShopId, i64)> = about
            .iter()
            .copied()
            .filter(|thing| {
                let is_of = |listing: catalog::ListingId| (listing.shop(), listing.number()) == *thing;
                let is_less = |line: &PricedLine| line.unit.minor() < line.list.minor();
                priced.iter().any(|(one, line)| is_of(one.listing) && is_less(line))
            })
            .collect();
        if reduced.is_empty() {
            return Ok(Vec::new());
        }
        let past = Past::of(tx, asked.now, &reduced).await?;
        let of = |(one, line): (catalog::ListPrice, PricedLine)| past.told(asked.now, &one, &line);
        let is_reduced =
            |one: &catalog::ListPrice| reduced.contains(&(one.listing.shop(), one.listing.number()));
        Ok(priced.into_iter().filter(|(one, _)| is_reduced(one)).map(of).collect())
    })
}

/// Whether it may make a single piece cheaper.
fn may_take_off_one(reduction: &Reduction) -> bool {
    match &reduction.rule {
        Rule::Piece(_) => true,
        Rule::Tiers(tiers) => tiers.iter().any(|tier| match tier.from {
            Reach::Pieces(pieces) => pieces <= 1,
            Reach::Grams(_) => true,
        }),
        Rule::Set { .. } | Rule::Goods { .. } => false,
    }
}

fn may_cover(reduction: &Reduction, thing: (ShopId, i64)) -> bool {
    let is_owner = reduction.owner == MARKET || reduction.owner == thing.0;
    is_owner
        && match &reduction.over {
            Over::Everything => true,
            Over::Listings(listings) => listings.contains(&thing),
            Over::Variants(variants) => variants.iter().any(|(shop, _)| *shop == thing.0),
        }
}

/// What campaigns of the last weeks did to the prices of some listings.
pub struct Past {
    prices: Vec<PastPrice>,
    campaigns: Vec<KeptReduction>,
}

impl Past {
    pub async fn of(tx: &mut Tx, now: Timestamp, things: &[(ShopId, i64)]) -> Result<Self, DbError> {
        let prices = catalog::past_prices(tx, things).await?;
        // A campaign may have run for months; what counts are the days before it began.
        let campaigns = store::between(tx, things, now - days(LONGEST_DAYS), now).await?;
        let campaigns = campaigns.into_iter().filter(|kept| kept.sort == Sort::Campaign).collect();
        Ok(Self { prices, campaigns })
    }

    pub fn history(&self, variant: VariantId) -> Vec<(Timestamp, Money)> {
        let of = self.prices.iter().filter(|past| past.variant == variant);
        of.map(|past| (past.since, past.price)).collect()
    }

    /// What a variant cost least in the thirty days before a moment.
    pub fn lowest(
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

    /// The campaign that takes something off this price.
    fn campaign(&self, line: &PricedLine) -> Option<&KeptReduction> {
        let taken = line.deductions.first()?;
        let is_it = |kept: &&KeptReduction| kept.id.shop() == taken.owner && kept.id.number() == taken.id;
        self.campaigns.iter().find(is_it).filter(|kept| kept.sort.kind().name == taken.kind.name)
    }

    fn told(&self, now: Timestamp, one: &catalog::ListPrice, line: &PricedLine) -> PriceNow {
        let kept = self.campaign(line);
        let taken = line.deductions.first();
        let begin = kept.map_or(now, KeptReduction::begin);
        PriceNow {
            shop: one.listing.shop(),
            listing: one.listing.number(),
            variant: one.variant.number(),
            list: one.price,
            now: line.unit,
            lowest: self.lowest(one.listing.number(), one.variant, begin).ok().flatten(),
            since: kept.map(KeptReduction::begin),
            until: kept.and_then(|kept| kept.until),
            owner: taken.map_or(MARKET, |taken| taken.owner),
            name: taken.map(|taken| taken.name.clone()).unwrap_or_default(),
            name_en: taken.map(|taken| taken.name_en.clone()).unwrap_or_default(),
        }
    }
}
