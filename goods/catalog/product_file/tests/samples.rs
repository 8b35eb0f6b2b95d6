//! Two real files, which are not ours to publish: `JISHI_SAMPLES` names the folder they are in.

use super::*;
use std::path::Path;

fn sample(name: &str) -> Option<Reading> {
    let Some(folder) = std::env::var_os("JISHI_SAMPLES") else {
        println!("{name} was not read: JISHI_SAMPLES names no folder");
        return None;
    };
    let bytes = std::fs::read(Path::new(&folder).join(name)).unwrap();
    Some(read(&bytes, Currency::USD).unwrap())
}

struct Sums {
    listings: usize,
    variants: usize,
    pictures: usize,
    price_cents: i64,
    compare_at_cents: i64,
    quantity: u32,
}

fn assert_sums(reading: &Reading, expected: &Sums) {
    let variants: Vec<_> = reading.drafts.iter().flat_map(|draft| &draft.variants).collect();
    let cents = |cell: fn(&VariantDraft) -> Cell<Money>| -> i64 {
        variants.iter().filter_map(|variant| cell(variant).value()).map(Money::minor).sum()
    };
    assert_eq!(reading.refused, []);
    // Both files name no tracker, so that nobody counts.
    assert_eq!(reading.notes, [Note::NotCounted { first_line: 2, count: expected.variants }]);
    assert_eq!(reading.dialect, Dialect::Legacy);
    assert_eq!(reading.drafts.len(), expected.listings);
    assert_eq!(variants.len(), expected.variants);
    assert_eq!(reading.drafts.iter().map(|draft| draft.pictures.len()).sum::<usize>(), expected.pictures);
    assert_eq!(cents(|variant| variant.price), expected.price_cents);
    assert_eq!(cents(|variant| variant.compare_at), expected.compare_at_cents);
    assert_eq!(variants.iter().filter_map(|it| it.quantity.value()).sum::<u32>(), expected.quantity);
}

/// Everything but the columns that are empty in every row comes back.
fn assert_round_trip(reading: &Reading) {
    let again = read(written(&reading.columns, &reading.drafts).as_bytes(), Currency::USD).unwrap();
    assert_eq!(without_lines(again.drafts), without_lines(reading.drafts.clone()));
    assert_eq!(again.columns, reading.columns);
}

#[test]
fn the_apparel_file_is_read_to_the_cent() {
    let Some(reading) = sample("shopify-apparel.csv") else { return };
    assert_sums(
        &reading,
        &Sums {
            listings: 20,
            variants: 22,
            pictures: 20,
            price_cents: 129_500,
            compare_at_cents: 0,
            quantity: 22,
        },
    );
    let top = &reading.drafts[1];
    assert_eq!((top.handle.as_str(), &top.vendor), ("classic-varsity-top", &value("partners-demo")));
    assert_eq!(
        top.variants.iter().map(|it| it.choices.join("/")).collect::<Vec<_>>(),
        ["Small", "Medium", "Large"]
    );
    assert!(reading.drafts.iter().filter(|draft| draft.options.is_empty()).count() == 19);
    assert_round_trip(&reading);
}

#[test]
fn the_jewellery_file_is_read_to_the_cent() {
    let Some(reading) = sample("shopify-jewelery.csv") else { return };
    assert_sums(
        &reading,
        &Sums {
            listings: 20,
            variants: 23,
            pictures: 41,
            price_cents: 98_074,
            compare_at_cents: 80_685,
            quantity: 20,
        },
    );
    let anchor = &reading.drafts[1];
    let usd = |cents| Cell::Value(Money::new(cents, Currency::USD));
    let prices: Vec<_> = anchor.variants.iter().map(|it| (it.price, it.compare_at)).collect();
    assert_eq!(prices, [(usd(6_999), usd(8_500)), (usd(5_500), usd(8_500))]);
    assert_eq!((anchor.pictures.len(), anchor.pictures[2].line), (3, 6));
    let earrings = reading.drafts.iter().find(|draft| draft.handle == "boho-earrings").unwrap();
    assert_eq!(earrings.variants[0].weight_unit, Cell::Value(WeightUnit::Ounce));
    assert_eq!(earrings.variants[0].weight, Cell::Value(Weight::from_grams(28)));
    assert_round_trip(&reading);
}
