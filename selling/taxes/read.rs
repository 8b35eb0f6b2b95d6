//! What a form or a program says of a shop's tax.

use kernel::{BasisPoints, Day};
use platform::web::{Fields, Refusal};

use super::{NewTerms, StateError};
use crate::{
    prices::{ExportRule, ShopTax},
    promotions::read_percent,
};

/// Letters of what a tax is called.
const MOST_NAME: usize = 40;
/// A rate above this is a slip of the pen.
const MOST_RATE: u32 = 10_000;

fn rate(form: &mut Fields, name: &str) -> Option<BasisPoints> {
    let rate = form.parsed(name, read_percent)?;
    if rate > MOST_RATE {
        form.refuse(name, Refusal::new("refused-tax-rate"));
    }
    Some(BasisPoints::new(rate))
}

/// New tax terms, from a page or a program.
pub(super) fn read_terms(form: &mut Fields) -> Option<NewTerms> {
    let from = form.parsed("from", |text| Day::parse(text).ok());
    if form.value("stated").trim().is_empty() {
        form.refuse("stated", Refusal::new("refused-empty"));
    }
    if !form.yes_or_no("stated") {
        // What is not needed is of its kind all the same.
        for name in ["name", "standard", "reduced"] {
            form.maybe_line(name, MOST_NAME);
        }
        if !form.maybe_line("export", MOST_NAME).is_empty() {
            form.parsed("export", ExportRule::parse);
        }
        let from = from.filter(|_| form.is_good())?;
        return Some(NewTerms { from, stated: None });
    }
    let name = form.line("name", MOST_NAME);
    let standard = rate(form, "standard");
    let reduced = if form.maybe_line("reduced", 20).is_empty() { None } else { rate(form, "reduced") };
    if reduced.zip(standard).is_some_and(|(reduced, standard)| reduced >= standard) {
        form.refuse("reduced", Refusal::new("refused-tax-reduced"));
    }
    let export = form.parsed("export", ExportRule::parse);
    let (from, standard, export) = (from?, standard?, export?);
    let stated = ShopTax { name, standard, reduced, export };
    form.is_good().then_some(NewTerms { from, stated: Some(stated) })
}

/// Put why terms were not kept beside its field. False when it is about no field.
pub(super) fn blame(form: &mut Fields, error: &StateError) -> bool {
    match error {
        StateError::Past { today } => {
            form.refuse("from", Refusal::new("refused-tax-past").with("today", today.to_string()));
            true
        }
        StateError::NoSuchShop | StateError::TooMany | StateError::Forbidden(_) | StateError::Store(_) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(changes: &[(&str, &str)]) -> Fields {
        let mut form = Fields::filled([
            ("from", "2027-01-01"),
            ("stated", "yes"),
            ("name", "增值税"),
            ("standard", "13"),
            ("reduced", "9"),
            ("export", "zero"),
        ]);
        for (name, value) in changes {
            form.set(name, *value);
        }
        form
    }

    #[test]
    fn what_a_shop_states_is_read() {
        let stated =
            read_terms(&mut form(&[("standard", "5.5 %"), ("reduced", "")])).unwrap().stated.unwrap();
        assert_eq!((stated.standard, stated.reduced), (BasisPoints::new(550), None));
        assert_eq!((stated.name.as_str(), stated.export), ("增值税", ExportRule::Zero));
        let none = read_terms(&mut form(&[("stated", "no"), ("name", ""), ("standard", "")])).unwrap();
        assert!(none.stated.is_none());
    }

    #[test]
    fn what_cannot_be_stated_is_refused_beside_its_field() {
        for (name, value, expected) in [
            ("from", "tomorrow", "refused-not-a-choice"),
            ("stated", "", "refused-empty"),
            ("name", "", "refused-empty"),
            ("standard", "", "refused-empty"),
            ("standard", "101", "refused-tax-rate"),
            ("reduced", "13", "refused-tax-reduced"),
            ("reduced", "-1", "refused-not-a-choice"),
            ("export", "", "refused-empty"),
        ] {
            let mut form = form(&[(name, value)]);
            assert!(read_terms(&mut form).is_none(), "{name} {value}");
            assert_eq!(form.refusal(name).map(|refusal| refusal.code), Some(expected), "{name} {value}");
        }
    }
}
