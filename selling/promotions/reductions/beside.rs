//! Prices by quantity, said in the form of the listing that they are of: from now on, and without an end. What has days of its
//! own is made where reductions are.

use std::collections::BTreeMap;

use goods::catalog::VariantId;
use kernel::{Actor, Money};
use people::{
    capability::Keeping,
    reduction::{Off, Reach, Rule, Tier},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Refusal},
};

use super::{
    KeptReduction, MakeError, NewReduction, ReductionAct, ReductionStepError, Sort, Thing, make,
    read::{empty_row, tier},
    store, take_reduction_step,
};
use crate::promotions::{owner_of, percent_text};

/// Rows of one listing.
pub const MOST_ROWS: usize = 24;
pub const NAME: &str = "tiers";

/// Steps of each variant; without one, of all.
type Steps = BTreeMap<Option<i64>, Vec<(usize, Tier)>>;

pub fn row(at: usize, name: &str) -> String {
    format!("{NAME}.{at}.{name}")
}

/// What is kept by which the form is filled in: what is in force without an end, and for whoever only reads all that is.
async fn kept(tx: &mut Tx, keeping: &Keeping) -> Result<Vec<KeptReduction>, DbError> {
    let Some(listing) = keeping.listing else { return Ok(Vec::new()) };
    let mut kept = store::in_force(tx, keeping.now, &[(keeping.shop, listing)]).await?;
    let is_reader = keeping.by == Actor::System;
    kept.retain(|one| {
        one.sort == Sort::Tiers && one.listings.contains(&listing) && (is_reader || one.until.is_none())
    });
    Ok(kept)
}

/// Whether somebody may say it: the owner of the shop.
pub fn may_say(keeping: &Keeping) -> bool {
    owner_of(&keeping.by).is_ok_and(|owner| owner == keeping.shop)
}

pub async fn fill(tx: &mut Tx, keeping: &Keeping) -> Result<Vec<(String, String)>, DbError> {
    let mut fields = Vec::new();
    if keeping.by != Actor::System && !may_say(keeping) {
        return Ok(fields);
    }
    let mut at = 0;
    for one in kept(tx, keeping).await? {
        let Rule::Tiers(tiers) = &one.rule else { continue };
        let variant = one.variants.first().map(|number| VariantId::new(keeping.shop, *number).to_string());
        for tier in tiers {
            let (from, unit) = match tier.from {
                Reach::Pieces(pieces) => (pieces, "pieces"),
                Reach::Grams(grams) => (grams / 1_000, "kilos"),
            };
            let (name, value) = match tier.off {
                Off::To(price) => ("price", price.decimal()),
                Off::Share { rate, .. } => ("percent", percent_text(rate.get())),
                // Nobody can say that of a step.
                Off::Amount(amount) => ("price", amount.decimal()),
            };
            fields.extend([
                (row(at, "variant"), variant.clone().unwrap_or_default()),
                (row(at, "from"), from.to_string()),
                (row(at, "unit"), unit.to_owned()),
                (row(at, name), value),
            ]);
            at += 1;
        }
    }
    Ok(fields)
}

/// The steps that a form says, with their rows; what cannot be read is refused.
fn read(form: &mut Fields, keeping: &Keeping) -> Steps {
    let mut steps = Steps::new();
    for at in 0..form.list(NAME, MOST_ROWS) {
        let prefix = format!("{NAME}.{at}");
        form.object(&prefix);
        let variant = row(at, "variant");
        let of = match form.maybe_line(&variant, 60).is_empty() {
            true => None,
            false => form.parsed(&variant, |text| text.parse::<VariantId>().ok()).map(VariantId::number),
        };
        if empty_row(form, &prefix, &["from", "price", "percent"]) {
            continue;
        }
        if let Some(tier) = tier(form, &prefix, keeping.currency) {
            steps.entry(of).or_default().push((at, tier));
        }
    }
    if form.count(NAME) > MOST_ROWS {
        form.refuse(&row(0, "from"), Refusal::new("refused-too-many-at-once").with("max", MOST_ROWS));
    }
    steps.values_mut().for_each(|steps| steps.sort_by_key(|(_, tier)| reach(tier)));
    steps
}

fn reach(tier: &Tier) -> (i64, i64) {
    match tier.from {
        Reach::Pieces(pieces) => (0, pieces),
        Reach::Grams(grams) => (1, grams),
    }
}

/// What variants cost in the same form, or in the list where the form does not say it: of one, or the least of all.
fn price_in(form: &Fields, keeping: &Keeping, things: &[Thing], of: Option<i64>) -> Option<Money> {
    let typed = |at: usize| {
        let text = form.value(&format!("variants.{at}.price"));
        Money::parse(text, keeping.currency).ok()
    };
    let rows = form.count("variants").min(1_000);
    let Some(variant) = of else {
        let is_left_out = |at: &usize| form.flag(&format!("variants.{at}.left_out"));
        let typed = (0..rows).filter(|at| !is_left_out(at)).filter_map(typed);
        let listed = things.iter().map(|thing| thing.price).filter(|_| rows == 0);
        return typed.chain(listed).min_by_key(|price| price.minor());
    };
    let thing = things.iter().find(|thing| thing.variant.number() == variant)?;
    let choices = |at: usize| {
        let list = format!("variants.{at}.choices");
        (0..form.count(&list))
            .map(|place| form.value(&format!("{list}.{place}")).to_owned())
            .collect::<Vec<_>>()
    };
    let row = (0..rows).find(|at| choices(*at) == thing.choices);
    row.and_then(typed).or(Some(thing.price))
}

/// The variants of the listing.
pub async fn things(tx: &mut Tx, keeping: &Keeping) -> Result<Vec<Thing>, DbError> {
    let Some(listing) = keeping.listing else { return Ok(Vec::new()) };
    let mut things = store::things(tx, keeping.shop).await?;
    things.retain(|thing| thing.listing.number() == listing);
    Ok(things)
}

pub async fn check(tx: &mut Tx, keeping: &Keeping, form: &mut Fields) -> Result<(), DbError> {
    if !may_say(keeping) {
        if form.count(NAME) > 0 {
            form.refuse(NAME, Refusal::new("refused-tier-owner"));
        }
        return Ok(());
    }
    let things = things(tx, keeping).await?;
    for (of, steps) in read(form, keeping) {
        if let Some(variant) = of
            && !things.iter().any(|thing| thing.variant.number() == variant)
        {
            steps.iter().for_each(|(at, _)| {
                form.refuse(&row(*at, "variant"), Refusal::new("refused-not-a-choice"));
            });
            continue;
        }
        let Some(list) = price_in(form, keeping, &things, of) else {
            if let Some((at, _)) = steps.first() {
                form.refuse(&row(*at, "from"), Refusal::new("refused-no-price"));
            }
            continue;
        };
        let (mut before, mut last) = (list, None);
        for (at, tier) in steps {
            let off = tier.off.of(list).unwrap_or(Money::zero(list.currency()));
            let left = list.minor() - off.minor();
            let field = if matches!(tier.off, Off::Share { .. }) { "percent" } else { "price" };
            if left <= 0 || left >= before.minor() {
                form.refuse(&row(at, field), Refusal::new("refused-tier-price"));
            }
            if tier.from == Reach::Pieces(1) || last == Some(tier.from) {
                form.refuse(&row(at, "from"), Refusal::new("refused-tier-order"));
            }
            before = Money::new(left.max(0), list.currency());
            last = Some(tier.from);
        }
    }
    Ok(())
}

/// End what is no longer said and make what is said anew; what stays as it was is let alone, with its number and its history.
pub async fn keep(tx: &mut Tx, keeping: &Keeping, form: &Fields) -> Result<(), DbError> {
    let is_said = form.has(NAME) || form.count(NAME) > 0;
    let Some(listing) = keeping.listing.filter(|_| is_said && may_say(keeping)) else { return Ok(()) };
    let wanted = read(&mut form.clone(), keeping);
    let wanted = wanted.into_iter().map(|(of, steps)| (of, steps.into_iter().map(|(_, tier)| tier)));
    let mut wanted: BTreeMap<Option<i64>, Vec<Tier>> =
        wanted.map(|(of, tiers)| (of, tiers.collect())).collect();
    for one in kept(tx, keeping).await? {
        let of = one.variants.first().copied();
        if let Rule::Tiers(tiers) = &one.rule
            && wanted.get(&of) == Some(tiers)
        {
            wanted.remove(&of);
            continue;
        }
        let act = ReductionAct::End;
        match take_reduction_step(tx, &keeping.by, keeping.now, one.id, act).await {
            Ok(_) => {}
            Err(ReductionStepError::Store(error)) => return Err(error),
            Err(error) => return Err(raced(&error)),
        }
    }
    for (of, tiers) in wanted {
        let (listings, variants) =
            of.map_or((vec![listing], Vec::new()), |variant| (Vec::new(), vec![variant]));
        let new = NewReduction {
            sort: Sort::Tiers,
            name: String::new(),
            name_en: String::new(),
            rule: Rule::Tiers(tiers),
            listings,
            variants,
            floor: None,
            currency: keeping.currency,
            from: keeping.now,
            until: None,
        };
        match make(tx, &keeping.by, keeping.now, new).await {
            Ok(_) => {}
            Err(MakeError::Store(error)) => return Err(error),
            Err(error) => return Err(raced(&error)),
        }
    }
    Ok(())
}

/// What was good when it was checked and is not when it is kept has changed meanwhile.
fn raced(error: &dyn std::error::Error) -> DbError {
    tracing::debug!(%error, "prices by quantity changed while they were kept");
    DbError::Raced
}
