//! Out and in again: nothing is lost.

use super::*;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

#[test]
fn the_files_come_out_as_they_went_in() {
    for (text, currency) in [
        (include_str!("../fixtures/legacy.csv"), Currency::CNY),
        (include_str!("../fixtures/current.csv"), Currency::IDR),
    ] {
        let reading = read(text.as_bytes(), currency).unwrap();
        let once = written(&reading.columns, &reading.drafts);
        let again = read(once.as_bytes(), currency).unwrap();
        assert_eq!(again.columns, reading.columns);
        assert_eq!(without_lines(again.drafts.clone()), without_lines(reading.drafts));
        assert_eq!(written(&again.columns, &again.drafts), once);
        assert_eq!(once.lines().next(), text.lines().next());
    }
}

#[test]
fn a_file_can_change_its_dialect_and_keep_everything() {
    let reading = read_yuan(include_str!("../fixtures/legacy.csv"));
    let aside: Vec<String> = reading.columns.aside().map(str::to_owned).collect();
    let current = Columns::all(Dialect::Current, &aside);
    let other = read_yuan(&written(&current, &reading.drafts));
    assert_eq!(other.dialect, Dialect::Current);
    assert_eq!(without_lines(other.drafts), without_lines(reading.drafts));
}

#[test]
fn cells_that_look_like_formulas_stay_as_they_are() {
    let reading = read_yuan("Handle,Title,Price\ncup,=1+1,2\npot,@pot,3\n");
    assert!(written(&reading.columns, &reading.drafts).contains("cup,=1+1,2.00\npot,@pot,3.00\n"));
}

const ASIDE: [&str; 4] =
    ["Glaze (product.metafields.custom.glaze)", "Price / Japan", "Google Shopping / Gender", "Variant Mood"];

/// One line without outer spaces, of letters that are hard on a file of this kind.
fn words() -> impl Strategy<Value = String> {
    "[a-z=\"集]([a-z,;\"'=+<>é集 -]{0,12}[a-z\"集])?"
}

fn text() -> impl Strategy<Value = String> {
    "[ -~\t\r\n集é]{0,20}[!-~]"
}

fn cell<T: Clone + std::fmt::Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Cell<T>> {
    prop::option::of(values).prop_map(|value| value.map_or(Cell::Empty, Cell::Value))
}

fn money() -> impl Strategy<Value = Cell<Money>> {
    cell((0..=Money::MOST_MINOR).prop_map(|fen| Money::new(fen, Currency::CNY)))
}

fn url() -> impl Strategy<Value = String> {
    "https?://[a-z]{1,9}/[!-~]{0,9}"
}

fn weight() -> impl Strategy<Value = Weight> {
    (0..9_999_999u32, 0..1_000_000_000u32)
        .prop_map(|(grams, rest)| Weight::parse(&format!("{grams}.{rest:09}")).unwrap())
}

fn aside(names: &'static [usize]) -> impl Strategy<Value = Aside> {
    vec(prop::option::of(text()), names.len()).prop_map(|cells| {
        let pairs = names.iter().zip(cells);
        pairs.filter_map(|(at, cell)| Some((ASIDE[*at].to_owned(), cell?))).collect()
    })
}

prop_compose! {
    fn variant(is_first: bool)(
        (sku, barcode, tax_code, stock_tracker, fulfilment) in
            (cell(words()), cell(words()), cell(words()), cell(words()), cell(words())),
        (price, compare_at, cost) in (money(), money(), money()),
        (taxable, needs_shipping) in (cell(any::<bool>()), cell(any::<bool>())),
        (quantity, weight) in (cell(any::<u32>()), cell(weight())),
        out_of_stock in cell(select(vec![OutOfStock::Deny, OutOfStock::Continue])),
        weight_unit in cell(select(vec![WeightUnit::Gram, WeightUnit::Pound, WeightUnit::Ounce])),
        picture in cell(url()),
        aside in if is_first { aside(&[1, 3]).boxed() } else { aside(&[0, 1, 2, 3]).boxed() },
    ) -> VariantDraft {
        VariantDraft {
            line: 0, choices: Vec::new(), sku, barcode, price, compare_at, cost, taxable, tax_code,
            stock_tracker, quantity, out_of_stock, weight, weight_unit, needs_shipping, fulfilment, picture,
            aside,
        }
    }
}

prop_compose! {
    fn picture()(
        url in url(),
        position in cell(any::<u32>()),
        alt in cell(words()),
        aside in prop_oneof![4 => Just(Aside::new()), 1 => aside(&[0, 1, 2, 3])],
    ) -> PictureDraft {
        PictureDraft { line: 0, url, position, alt, aside }
    }
}

prop_compose! {
    /// Variants with different choices among the options, of which there may be none.
    fn options_and_variants()(
        names in vec(words(), 0..=3),
        links in vec(cell(words()), 3),
        choices in btree_set(vec(words(), 3), 1..5),
        first in variant(true),
        rest in vec(variant(false), 4),
    ) -> (Vec<OptionDraft>, Vec<VariantDraft>) {
        let mut options: Vec<OptionDraft> = Vec::new();
        for (name, linked_to) in names.into_iter().zip(links) {
            let name = name + &options.len().to_string();
            options.push(OptionDraft { name, linked_to });
        }
        let mut variants: Vec<VariantDraft> = Vec::new();
        for (mut variant, mut choices) in std::iter::once(first).chain(rest).zip(choices) {
            choices.truncate(options.len());
            if variants.iter().all(|other| other.choices != choices) {
                variant.choices = choices;
                variants.push(variant);
            }
        }
        (options, variants)
    }
}

prop_compose! {
    fn listing()(
        title in words(),
        (body, vendor, category, kind) in (cell(text()), cell(words()), cell(words()), cell(words())),
        tags in cell(vec("[a-z集]([a-z \"]{0,6}[a-z])?", 1..4)),
        (published, gift_card) in (cell(any::<bool>()), cell(any::<bool>())),
        status in cell(select(vec![Status::Active, Status::Draft, Status::Archived, Status::Unlisted])),
        (seo_title, seo_description) in (cell(words()), cell(text())),
        (options, variants) in options_and_variants(),
        pictures in vec(picture(), 0..6),
        aside in aside(&[0, 2]),
    ) -> ListingDraft {
        ListingDraft {
            line: 0, handle: String::new(), title: Cell::Value(title), body, vendor, category, kind, tags,
            published, status, gift_card, seo_title, seo_description, options, variants, pictures, aside,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_listing_survives_its_file(
        mut listings in vec(listing(), 0..5),
        dialect in select(vec![Dialect::Legacy, Dialect::Current]),
    ) {
        for (number, listing) in listings.iter_mut().enumerate() {
            listing.handle = format!("集-{number}");
        }
        let columns = Columns::all(dialect, &ASIDE.map(str::to_owned));
        let text = written(&columns, &listings);
        let reading = read_yuan(&text);
        prop_assert_eq!(&reading.refused, &vec![], "{}", text);
        prop_assert_eq!(&without_lines(reading.drafts.clone()), &listings, "{}", text);
        prop_assert_eq!(&reading.columns, &columns);
        let mut peer = csv::Reader::from_reader(text.as_bytes());
        prop_assert!(peer.records().all(|record| record.is_ok()));
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in vec(any::<u8>(), 0..300), head in any::<bool>()) {
        let mut file = if head { b"Handle,Title,Option1 Name,Option1 Value,Price\n".to_vec() } else { vec![] };
        file.extend(bytes);
        let _ = read(&file, Currency::JPY);
    }

    /// Rows made of the signs that mean something: each is in a draft, reported, or empty.
    #[test]
    fn no_rows_are_too_strange(rows in "([ab]?[,\"\n\r 1]{0,9}){0,20}") {
        let reading = read_yuan(&format!("Handle,Title,Price\n{rows}"));
        for draft in &reading.drafts {
            prop_assert!(!draft.variants.is_empty());
        }
    }

    #[test]
    fn a_broken_row_never_costs_a_good_one(
        good in vec("[a-z]{1,5}", 1..20),
        broken in "b,\"[a-z,\n]{0,20}\"[a-z][a-z,]{0,9}",
        place in any::<prop::sample::Index>(),
    ) {
        let row = |(number, title): (usize, &String)| format!("g{number},{title},1\n");
        let mut rows: Vec<String> = good.iter().enumerate().map(row).collect();
        rows.insert(place.index(good.len()), format!("{broken}\n"));
        let reading = read_yuan(&format!("Handle,Title,Price\n{}", rows.concat()));
        let kept = reading.drafts.iter().filter(|draft| draft.handle.contains(char::is_numeric)).count();
        prop_assert_eq!(kept, good.len());
        prop_assert!(!reading.refused.is_empty());
    }
}
