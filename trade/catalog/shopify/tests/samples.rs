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
    assert_eq!((&reading.refused[..], &reading.notes[..]), (&[][..], &[][..]));
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
