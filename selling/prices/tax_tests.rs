//! What tax is contained, as shopkeepers and their advisers work it out, and as chance finds it.

use goods::catalog::TaxClass;
use kernel::{BasisPoints, Country, Currency, Money};
use proptest::prelude::*;

use super::tax::*;

fn yuan(fen: i64) -> Money {
    Money::new(fen, Currency::CNY)
}

fn stated(standard: u32, reduced: Option<u32>, export: ExportRule) -> ShopTax {
    let rate = BasisPoints::new;
    ShopTax { name: "VAT".into(), standard: rate(standard), reduced: reduced.map(rate), export }
}

fn line(class: TaxClass, fen: i64) -> Taxable {
    Taxable { class, gross: yuan(fen), market: yuan(0) }
}

const HOME: (Country, Country) = (Country::CN, Country::CN);

fn abroad() -> (Country, Country) {
    (Country::CN, Country::parse("JP").unwrap())
}

fn told(tax: &OrderTax) -> Vec<(&'static str, u32, i64, i64)> {
    let told = |part: &TaxPart| {
        (part.taxed.treatment.name(), part.taxed.rate.get(), part.gross.minor(), part.tax.minor())
    };
    tax.by_rate().unwrap().iter().map(told).collect()
}

#[test]
fn the_tax_is_in_the_price() {
    let shop = stated(1_300, Some(900), ExportRule::Taxed);
    let found =
        tax(&shop, HOME, &[line(TaxClass::Standard, 11_300), line(TaxClass::Reduced, 10_900)], yuan(0));
    let found = found.unwrap();
    assert_eq!(told(&found), [("standard", 1_300, 11_300, 1_300), ("reduced", 900, 10_900, 900)]);
    assert_eq!(found.lines[0].net(), Ok(yuan(10_000)));
}

#[test]
fn shipping_follows_the_goods_and_each_rate_is_rounded_once() {
    let shop = stated(1_900, Some(700), ExportRule::Taxed);
    let goods =
        [line(TaxClass::Standard, 3_333), line(TaxClass::Standard, 3_333), line(TaxClass::Reduced, 3_334)];
    let found = tax(&shop, HOME, &goods, yuan(490)).unwrap();
    // 6,666 and 327 of the shipping contain 1,116.53; 3,334 and 163 contain 228.78.
    assert_eq!(told(&found), [("standard", 1_900, 6_993, 1_117), ("reduced", 700, 3_497, 229)]);
    assert_eq!(found.shipping.iter().map(|part| part.gross.minor()).collect::<Vec<_>>(), [327, 163]);
}

#[test]
fn no_rate_a_rate_of_nothing_and_no_tax_are_three_things() {
    let shop = stated(1_300, None, ExportRule::Zero);
    let goods = [line(TaxClass::Exempt, 100), line(TaxClass::Zero, 200), line(TaxClass::Reduced, 1_130)];
    let home = tax(&shop, HOME, &goods, yuan(0)).unwrap();
    assert_eq!(told(&home), [("standard", 1_300, 1_130, 130), ("zero", 0, 200, 0), ("exempt", 0, 100, 0)]);
    let abroad = tax(&shop, abroad(), &goods, yuan(0)).unwrap();
    assert_eq!(told(&abroad), [("export", 0, 1_330, 0), ("exempt", 0, 100, 0)]);
    assert!(!shop.is_same_everywhere());
}

#[test]
fn goods_for_nothing_are_carried_at_their_rate() {
    let found =
        tax(&stated(1_300, None, ExportRule::Taxed), HOME, &[line(TaxClass::Standard, 0)], yuan(1_130));
    assert_eq!(told(&found.unwrap()), [("standard", 1_300, 1_130, 130)]);
}

#[test]
fn from_the_exact_middle_to_the_even_one() {
    let half = Taxed { treatment: Treatment::Standard, rate: BasisPoints::new(10_000) };
    let tax = [1, 3, 5, 7].map(|fen| half.contained(yuan(fen)).unwrap().minor());
    assert_eq!(tax, [0, 2, 2, 4]);
}

fn any_class() -> impl Strategy<Value = TaxClass> {
    proptest::sample::select(TaxClass::ALL)
}

fn any_goods() -> impl Strategy<Value = Vec<Taxable>> {
    let one =
        (any_class(), prop_oneof![0..50_i64, 0..5_000_000_i64]).prop_map(|(class, fen)| line(class, fen));
    proptest::collection::vec(one, 1..9)
}

fn any_stated() -> impl Strategy<Value = ShopTax> {
    let export = prop_oneof![Just(ExportRule::Taxed), Just(ExportRule::Zero)];
    (0..=10_000_u32, proptest::option::of(0..=10_000_u32), export)
        .prop_map(|(standard, reduced, export)| stated(standard, reduced, export))
}

proptest! {
    #[test]
    fn the_tax_of_the_lines_is_that_of_the_order_and_never_more_than_they_cost(
        shop in any_stated(),
        goods in any_goods(),
        fee in 0..10_000_i64,
        is_abroad in any::<bool>(),
    ) {
        let way = if is_abroad { abroad() } else { HOME };
        let found = tax(&shop, way, &goods, yuan(fee)).unwrap();
        let all: Vec<&TaxPart> = found.lines.iter().chain(&found.shipping).collect();
        for part in &all {
            prop_assert!(!part.tax.is_negative() && part.tax.minor() <= part.gross.minor());
            prop_assert!(part.taxed.rate.get() > 0 || part.tax.is_zero());
        }
        let sums = found.by_rate().unwrap();
        for sum in &sums {
            prop_assert_eq!(sum.taxed.contained(sum.gross).unwrap(), sum.tax);
        }
        let gross: i64 = sums.iter().map(|sum| sum.gross.minor()).sum();
        prop_assert_eq!(gross, goods.iter().map(|line| line.gross.minor()).sum::<i64>() + fee);
        let tax: i64 = sums.iter().map(|sum| sum.tax.minor()).sum();
        prop_assert_eq!(tax, all.iter().map(|part| part.tax.minor()).sum::<i64>());
    }

    #[test]
    fn the_order_in_which_lines_are_named_changes_nothing(
        shop in any_stated(),
        goods in any_goods(),
        fee in 0..10_000_i64,
        turn in 0..9_usize,
    ) {
        let mut other = goods.clone();
        other.reverse();
        let turn = turn % other.len();
        other.rotate_left(turn);
        let (one, other) = (tax(&shop, HOME, &goods, yuan(fee)).unwrap(), tax(&shop, HOME, &other, yuan(fee)).unwrap());
        prop_assert_eq!(&one.shipping, &other.shipping);
        let sorted = |tax: &OrderTax| {
            let mut all: Vec<_> = tax
                .lines
                .iter()
                .map(|part| (part.taxed.treatment as u8, part.gross.minor(), part.tax.minor()))
                .collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(sorted(&one), sorted(&other));
    }

    #[test]
    fn more_contains_no_less(rate in 0..=10_000_u32, less in 0..1_000_000_i64, more in 0..1_000_i64) {
        let taxed = Taxed { treatment: Treatment::Standard, rate: BasisPoints::new(rate) };
        let of = |fen| taxed.contained(yuan(fen)).unwrap().minor();
        prop_assert!(of(less) <= of(less + more));
    }
}
