use std::collections::HashSet;

use kernel::{Actor, Currency, Forbidden, Money, Timestamp};
use people::{
    reduction::{Off, Part, Reach, Rule, Tier},
    shops::{self, MARKET},
};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{KeptReduction, ReductionId, ReductionStage, Sort, Thing, change, store};
use crate::promotions::owner_of;

/// Reductions of one shop, or of the market, that have not ended.
const MOST: i64 = 1_000;
/// Steps of a quantity price; things of a bundle.
pub const MOST_TIERS: usize = 6;
pub const MOST_PARTS: usize = 6;

/// What a reduction is to be.
#[derive(Clone, Debug)]
pub struct NewReduction {
    pub sort: Sort,
    pub name: String,
    pub name_en: String,
    pub rule: Rule,
    pub listings: Vec<i64>,
    pub variants: Vec<i64>,
    pub floor: Option<Money>,
    pub currency: Currency,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum MakeError {
    #[error("the shop sells no such thing")]
    NoSuchThing,
    #[error("it would be over before it begins")]
    NoTime,
    #[error("it takes nothing off")]
    Nothing,
    #[error("each step needs more than the one before, and costs less")]
    Tiers,
    #[error("a bundle is of two things or more, each named once")]
    Parts,
    #[error("a floor is more than nothing and below the price")]
    Floor,
    #[error("the market takes off from an amount on, and nothing else")]
    OfShops,
    #[error("there are too many reductions")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the reduction could not be kept")]
    Store(#[from] DbError),
}

/// Make a reduction: the owner of a shop one of the shop, the operator one of the market.
pub async fn make(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    new: NewReduction,
) -> Result<KeptReduction, MakeError> {
    let owner = owner_of(by)?;
    if owner == MARKET && new.sort != Sort::Threshold {
        return Err(MakeError::OfShops);
    }
    if new.until.is_some_and(|until| until <= new.from || until <= now) {
        return Err(MakeError::NoTime);
    }
    let things = if owner == MARKET { Vec::new() } else { store::things(tx, owner).await? };
    if owner != MARKET && shops::find(tx, owner).await?.is_none_or(|shop| shop.currency != new.currency) {
        return Err(MakeError::NoSuchThing);
    }
    let listings = check(&new, &things)?;
    if store::count_open(tx, owner).await? >= MOST {
        return Err(MakeError::TooMany);
    }
    let kept = KeptReduction {
        id: ReductionId::new(owner, tx.next_id(now)),
        sort: new.sort,
        name: new.name,
        name_en: new.name_en,
        rule: new.rule,
        listings,
        variants: new.variants,
        floor: new.floor,
        currency: new.currency,
        from: new.from,
        until: new.until,
        state: ReductionStage::Open,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &kept).await?;
    change::promise(tx, now, &kept).await?;
    if matches!(by, Actor::Operator { .. }) {
        let detail = json!({ "name": kept.name, "sort": kept.sort.name() });
        audit::record(tx, now, by.account().ok(), "reduction.create", &kept.id.to_string(), &detail).await?;
    }
    Ok(kept)
}

fn takes_something(off: Off) -> bool {
    match off {
        Off::Amount(amount) | Off::To(amount) => amount.is_positive(),
        Off::Share { rate, cap } => (1..=10_000).contains(&rate.get()) && cap.is_none_or(Money::is_positive),
    }
}

/// What it is about, as numbers of listings; or why it cannot be.
fn check(new: &NewReduction, things: &[Thing]) -> Result<Vec<i64>, MakeError> {
    let of = |variant: i64| things.iter().find(|thing| thing.variant.number() == variant);
    let is_there = |listing: &i64| things.iter().any(|thing| thing.listing.number() == *listing);
    match (&new.rule, new.sort) {
        (Rule::Tiers(tiers), Sort::Tiers) => {
            if let ([], [listing]) = (new.variants.as_slice(), new.listings.as_slice()) {
                let of_it = things.iter().filter(|thing| thing.listing.number() == *listing);
                let low = of_it.map(|thing| thing.price).min_by_key(|price| price.minor());
                check_tiers(tiers, low.ok_or(MakeError::NoSuchThing)?)?;
                return Ok(vec![*listing]);
            }
            let [variant] = new.variants.as_slice() else { return Err(MakeError::NoSuchThing) };
            let thing = of(*variant).ok_or(MakeError::NoSuchThing)?;
            check_tiers(tiers, thing.price)?;
            Ok(vec![thing.listing.number()])
        }
        (Rule::Piece(off), Sort::Campaign) => {
            if new.listings.is_empty() || !new.listings.iter().all(is_there) {
                return Err(MakeError::NoSuchThing);
            }
            let prices = things.iter().filter(|thing| new.listings.contains(&thing.listing.number()));
            let low = prices.map(|thing| thing.price.minor()).min().unwrap_or_default();
            let takes =
                takes_something(*off) && off.of(Money::new(low, new.currency)).is_ok_and(Money::is_positive);
            if !takes {
                return Err(MakeError::Nothing);
            }
            if new.floor.is_some_and(|floor| !floor.is_positive() || floor.minor() >= low) {
                return Err(MakeError::Floor);
            }
            Ok(new.listings.clone())
        }
        (Rule::Set { parts, off }, Sort::Bundle) => check_parts(parts, *off, new.currency, of),
        (Rule::Goods { least, off }, Sort::Threshold) => {
            let is_less = off.of(*least).is_ok_and(|off| off.is_positive() && off.minor() < least.minor());
            if least.is_positive() && takes_something(*off) && is_less {
                Ok(Vec::new())
            } else {
                Err(MakeError::Nothing)
            }
        }
        (Rule::Tiers(_) | Rule::Piece(_) | Rule::Set { .. } | Rule::Goods { .. }, _) => {
            Err(MakeError::Nothing)
        }
    }
}

fn check_tiers(tiers: &[Tier], list: Money) -> Result<(), MakeError> {
    // What a piece then costs.
    let left = |tier: &Tier| match tier.off {
        Off::To(price) => price.minor(),
        Off::Amount(_) | Off::Share { .. } => tier.off.of(list).map_or(0, |off| list.minor() - off.minor()),
    };
    let is_one = |tier: &Tier| {
        let is_enough = match tier.from {
            Reach::Pieces(pieces) => pieces >= 2,
            Reach::Grams(grams) => grams >= 1,
        };
        let is_sort = !matches!(tier.off, Off::Amount(_));
        is_enough && is_sort && (1..list.minor()).contains(&left(tier))
    };
    let reach = |tier: &Tier| match tier.from {
        Reach::Pieces(pieces) => (0, pieces),
        Reach::Grams(grams) => (1, grams),
    };
    let falls = |pair: &[Tier]| left(&pair[1]) < left(&pair[0]) && reach(&pair[0]) < reach(&pair[1]);
    let is_good = !tiers.is_empty() && tiers.len() <= MOST_TIERS && tiers.iter().all(is_one);
    if is_good && tiers.windows(2).all(falls) { Ok(()) } else { Err(MakeError::Tiers) }
}

fn check_parts<'a>(
    parts: &[Part],
    off: Off,
    currency: Currency,
    of: impl Fn(i64) -> Option<&'a Thing>,
) -> Result<Vec<i64>, MakeError> {
    let mut seen = HashSet::new();
    let is_one = |part: &Part| (1..=99).contains(&part.pieces) && seen.insert(part.variant);
    if !(2..=MOST_PARTS).contains(&parts.len()) || !parts.iter().all(is_one) {
        return Err(MakeError::Parts);
    }
    let (mut listings, mut sum) = (Vec::new(), 0_i64);
    for part in parts {
        let thing = of(part.variant).ok_or(MakeError::NoSuchThing)?;
        sum = sum.saturating_add(thing.price.minor().saturating_mul(part.pieces));
        listings.push(thing.listing.number());
    }
    let taken = off.of(Money::new(sum, currency));
    if !takes_something(off) || !taken.is_ok_and(|taken| taken.is_positive() && taken.minor() < sum) {
        return Err(MakeError::Nothing);
    }
    listings.sort_unstable();
    listings.dedup();
    Ok(listings)
}
