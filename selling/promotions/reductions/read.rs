//! What a seller or the operator says of a new reduction, from a page or a program.

use std::str::FromStr;

use goods::catalog::{ListingId, VariantId};
use kernel::{BasisPoints, Currency, Money};
use people::reduction::{Off, Part, Reach, Rule, Tier};
use platform::web::{Fields, Refusal};

use super::{MakeError, NewReduction, Sort, create};
use crate::promotions::read::{moment, percent};

/// Pieces, or kilograms.
const MOST: i64 = 1_000_000;

/// What a form or a program says, whatever sort it is of: what is wrong anywhere is said.
struct Said {
    variant: Option<VariantId>,
    listing: Option<ListingId>,
    tiers: Vec<Tier>,
    parts: Vec<Part>,
    least: Option<Money>,
    off: Option<Off>,
    floor: Option<Money>,
}

/// A new reduction. Moments without an offset are in `zone`.
pub fn read_reduction(form: &mut Fields, currency: Currency, zone: &str) -> Option<NewReduction> {
    let sort = form.parsed("sort", Sort::parse);
    let (name, name_en) = (form.maybe_line("name", 60), form.maybe_line("name_en", 60));
    let from = moment(form, "from", zone);
    let has_end = !form.maybe_line("until", 60).is_empty();
    let until = if has_end { moment(form, "until", zone) } else { None };
    let said = Said {
        variant: maybe_id(form, "variant"),
        listing: maybe_id(form, "listing"),
        tiers: tiers(form, currency),
        parts: parts(form),
        least: form.maybe_money("least", currency),
        floor: form.maybe_money("floor", currency),
        off: off(form, currency, sort),
    };
    let (sort, from) = (sort?, from?);
    let (mut listings, mut variants) = (Vec::new(), Vec::new());
    let rule = match sort {
        Sort::Tiers => {
            variants.push(given(form, "variant", said.variant)?.number());
            Rule::Tiers(said.tiers)
        }
        Sort::Campaign => {
            listings.push(given(form, "listing", said.listing)?.number());
            Rule::Piece(said.off?)
        }
        Sort::Bundle => Rule::Set { parts: said.parts, off: said.off? },
        Sort::Threshold => Rule::Goods { least: given(form, "least", said.least)?, off: said.off? },
    };
    let floor = said.floor.filter(|_| sort == Sort::Campaign);
    let new = NewReduction { sort, name, name_en, rule, listings, variants, floor, currency, from, until };
    form.is_good().then_some(new)
}

/// What must be said of this sort.
fn given<T>(form: &mut Fields, name: &str, said: Option<T>) -> Option<T> {
    if said.is_none() && form.refusal(name).is_none() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    said
}

fn maybe_id<T: FromStr>(form: &mut Fields, name: &str) -> Option<T> {
    let is_said = !form.maybe_line(name, 60).is_empty();
    if is_said { form.parsed(name, |text| text.parse().ok()) } else { None }
}

/// Whether a row of a form has nothing filled in, and is none; an object of a program that says nothing is not one.
pub(super) fn empty_row(form: &Fields, row: &str, names: &[&str]) -> bool {
    let mut there =
        names.iter().map(|name| format!("{row}.{name}")).filter(|field| form.has(field)).peekable();
    there.peek().is_some() && there.all(|field| form.value(&field).is_empty())
}

fn tiers(form: &mut Fields, currency: Currency) -> Vec<Tier> {
    let mut tiers = Vec::new();
    for at in 0..form.list("tiers", create::MOST_TIERS) {
        let row = format!("tiers.{at}");
        form.object(&row);
        if !empty_row(form, &row, &["from", "price", "percent"]) {
            tiers.extend(tier(form, &row, currency));
        }
    }
    tiers
}

/// A step: from so much of it on a price instead, or a share less.
pub(super) fn tier(form: &mut Fields, row: &str, currency: Currency) -> Option<Tier> {
    let field = |name: &str| format!("{row}.{name}");
    let from = form.maybe_whole(&field("from"), 1..=MOST);
    let price = form.maybe_money(&field("price"), currency);
    let typed = form.maybe_line(&field("percent"), 20);
    let rate = if typed.is_empty() { None } else { form.parsed(&field("percent"), percent) };
    let unit = form.maybe_line(&field("unit"), 20);
    if !matches!(unit.as_str(), "" | "pieces" | "kilos") {
        form.refuse(&field("unit"), Refusal::new("refused-not-a-choice"));
    }
    if price.is_some() && rate.is_some() {
        form.refuse(&field("percent"), Refusal::new("refused-tier-both"));
    }
    let share = |rate| Off::Share { rate: BasisPoints::new(rate), cap: None };
    let off = match rate {
        Some(rate) => Some(share(rate)),
        None if typed.is_empty() => given(form, &field("price"), price).map(Off::To),
        None => None,
    };
    let (from, off) = (given(form, &field("from"), from)?, off?);
    let from = if unit == "kilos" { Reach::Grams(from * 1_000) } else { Reach::Pieces(from) };
    Some(Tier { from, off })
}

fn parts(form: &mut Fields) -> Vec<Part> {
    let mut parts = Vec::new();
    for at in 0..form.list("parts", create::MOST_PARTS) {
        let row = format!("parts.{at}");
        form.object(&row);
        let field = format!("{row}.variant");
        let variant: Option<VariantId> = maybe_id(form, &field);
        if variant.is_none() && !empty_row(form, &row, &["variant"]) {
            given(form, &field, variant);
        }
        let pieces = form.maybe_whole(&format!("{row}.pieces"), 1..=99).unwrap_or(1);
        parts.extend(variant.map(|variant| Part { variant: variant.number(), pieces }));
    }
    parts
}

/// An amount, a share, or what is left to pay, as `kind` says.
fn off(form: &mut Fields, currency: Currency, sort: Option<Sort>) -> Option<Off> {
    let kinds: &[&str] = match sort {
        Some(Sort::Threshold) => &["percent", "amount"],
        Some(Sort::Tiers | Sort::Campaign | Sort::Bundle) | None => &["percent", "amount", "price"],
    };
    let amount = form.maybe_money("amount", currency);
    let price = form.maybe_money("price", currency);
    let typed = form.maybe_line("percent", 20);
    let rate = if typed.is_empty() { None } else { form.parsed("percent", percent) };
    let kind = form.maybe_line("kind", 20);
    if kind.is_empty() && sort == Some(Sort::Tiers) {
        return None;
    }
    if !kinds.contains(&kind.as_str()) {
        form.refuse("kind", Refusal::new("refused-not-a-choice"));
        return None;
    }
    if sort == Some(Sort::Tiers) {
        return None;
    }
    match kind.as_str() {
        "amount" => given(form, "amount", amount).map(Off::Amount),
        "price" => given(form, "price", price).map(Off::To),
        _ => given(form, "percent", rate).map(|rate| Off::Share { rate: BasisPoints::new(rate), cap: None }),
    }
}

/// Put why a reduction was not made beside its field. False when it is about no field.
pub fn blame(form: &mut Fields, sort: Option<Sort>, error: &MakeError) -> bool {
    let thing = match sort {
        Some(Sort::Campaign) => "listing",
        Some(Sort::Bundle) => "parts.0.variant",
        Some(Sort::Tiers | Sort::Threshold) | None => "variant",
    };
    let (field, code) = match error {
        MakeError::NoSuchThing => (thing, "refused-not-a-choice"),
        MakeError::NoTime => ("until", "refused-reduction-no-time"),
        MakeError::Nothing => ("kind", "refused-reduction-nothing"),
        MakeError::Tiers => ("tiers.0.price", "refused-tiers"),
        MakeError::Parts => ("parts.0.variant", "refused-parts"),
        MakeError::Floor => ("floor", "refused-campaign-floor"),
        MakeError::OfShops => ("sort", "refused-not-a-choice"),
        MakeError::TooMany | MakeError::Forbidden(_) | MakeError::Store(_) => return false,
    };
    form.refuse(field, Refusal::new(code));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> (Option<NewReduction>, Fields) {
        let mut form = Fields::filled(fields.iter().copied());
        form.set("from", "2026-11-22T08:00");
        let new = read_reduction(&mut form, Currency::CNY, "Asia/Shanghai");
        (new, form)
    }

    #[test]
    fn rows_that_nobody_filled_in_are_none() {
        let variant = VariantId::new(kernel::ShopId::new(1), 7).to_string();
        let (new, _) = read(&[
            ("sort", "tiers"),
            ("variant", &variant),
            ("tiers.0.from", "10"),
            ("tiers.0.unit", "pieces"),
            ("tiers.0.price", "9"),
            ("tiers.1.from", "100"),
            ("tiers.1.unit", "kilos"),
            ("tiers.1.price", "8"),
            ("tiers.2.from", ""),
            ("tiers.2.unit", "pieces"),
            ("tiers.2.price", ""),
        ]);
        let price = |fen| Off::To(Money::new(fen, Currency::CNY));
        let tiers = vec![
            Tier { from: Reach::Pieces(10), off: price(900) },
            Tier { from: Reach::Grams(100_000), off: price(800) },
        ];
        assert_eq!(new.map(|new| new.rule), Some(Rule::Tiers(tiers)));
    }

    #[test]
    fn what_is_missing_is_said_beside_its_field() {
        for (fields, field) in [
            (vec![("sort", "threshold"), ("kind", "amount"), ("amount", "20")], "least"),
            (vec![("sort", "threshold"), ("kind", "amount"), ("least", "200")], "amount"),
            (vec![("sort", "threshold"), ("kind", "price"), ("least", "200"), ("price", "1")], "kind"),
            (vec![("sort", "campaign"), ("kind", "percent"), ("percent", "ten")], "percent"),
            (vec![("sort", "sale")], "sort"),
        ] {
            let (new, form) = read(&fields);
            assert!(new.is_none() && form.refusal(field).is_some(), "{fields:?} {:?}", form.refusals());
        }
    }
}
