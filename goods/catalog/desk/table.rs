//! The table of variants: made on the server from the options, with everything that was typed kept.

use platform::web::Fields;

use super::words;
use crate::catalog::{MOST_OPTIONS, MOST_VARIANTS, OptionInput};

/// The fields of one row beside its choices.
const CELLS: [&str; 7] = ["sku", "price", "compare_at", "available", "was", "weight_grams", "left_out"];

/// The options as they stand in the form, without a word about what is wrong with them.
pub(super) fn options(form: &Fields) -> Vec<OptionInput> {
    let list = |name: &str, parts: fn(&str) -> Vec<String>| match form.count(name) {
        0 => parts(form.value(name)),
        count => (0..count.min(MOST_VARIANTS + 1))
            .map(|place| form.value(&format!("{name}.{place}")).trim().to_owned())
            .collect(),
    };
    let option = |at: usize| OptionInput {
        name: form.value(&format!("options.{at}.name")).trim().to_owned(),
        values: list(&format!("options.{at}.values"), words::parts),
        name_en: form.value(&format!("options.{at}.name_en")).trim().to_owned(),
        values_en: list(&format!("options.{at}.values_en"), words::places),
    };
    let options = (0..form.count("options").min(MOST_OPTIONS)).map(option);
    options.filter(|option| !option.name.is_empty() || !option.values.is_empty()).collect()
}

/// The choices of a row.
pub(super) fn choices(form: &Fields, row: usize) -> Vec<String> {
    let list = format!("variants.{row}.choices");
    (0..form.count(&list).min(MOST_OPTIONS + 1))
        .map(|place| form.value(&format!("{list}.{place}")).to_owned())
        .collect()
}

/// How many rows the form has, one more than may be kept at most.
pub(super) fn count(form: &Fields) -> usize {
    form.count("variants").min(MOST_VARIANTS + 1)
}

/// All combinations of the options' values, in the order of the options; one without choices for no options.
pub(super) fn combinations(options: &[OptionInput]) -> Vec<Vec<String>> {
    options.iter().filter(|option| !option.values.is_empty()).fold(vec![Vec::new()], |rows, option| {
        let with = |row: &Vec<String>| {
            let row = row.clone();
            option.values.iter().map(move |value| row.iter().chain([value]).cloned().collect())
        };
        rows.iter().flat_map(with).take(MOST_VARIANTS + 1).collect()
    })
}

/// The form with the table made anew. A row that was there keeps what was typed; a new one starts with the price
/// and the weight of the first.
pub(super) fn remake(form: &Fields) -> Fields {
    let rows = combinations(&options(form));
    let stays = |name: &&str| !name.starts_with("variants.");
    let kept: Vec<(String, String)> =
        form.names().filter(stays).map(|name| (name.to_owned(), form.value(name).to_owned())).collect();
    let mut made = Fields::filled(kept);
    let old: Vec<Vec<String>> = (0..count(form)).map(|row| choices(form, row)).collect();
    for (at, row) in rows.iter().take(MOST_VARIANTS).enumerate() {
        for (place, choice) in row.iter().enumerate() {
            made.set(&format!("variants.{at}.choices.{place}"), choice.as_str());
        }
        let same = old.iter().position(|choices| choices == row);
        let cells: &[&str] = if same.is_some() { &CELLS } else { &["price", "weight_grams"] };
        for cell in cells {
            let value = form.value(&format!("variants.{}.{cell}", same.unwrap_or(0)));
            made.set(&format!("variants.{at}.{cell}"), value);
        }
    }
    for (name, refusal) in form.refusals().iter().filter(|(name, _)| !name.starts_with("variants.")) {
        made.refuse(name, refusal.clone());
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_all_combinations_and_keeps_what_was_typed() {
        let form = Fields::filled([
            ("title", "包"),
            ("options.0.name", "尺寸"),
            ("options.0.values", "小，大"),
            ("options.1.name", "颜色"),
            ("options.1.values", "棕, 黑"),
            ("variants.0.choices.0", "大"),
            ("variants.0.choices.1", "黑"),
            ("variants.0.price", "1480"),
            ("variants.0.sku", "TY-L"),
            ("variants.0.available", "2"),
        ]);
        let made = remake(&form);
        assert_eq!(count(&made), 4);
        assert_eq!(choices(&made, 0), ["小", "棕"]);
        assert_eq!((made.value("variants.0.price"), made.value("variants.0.sku")), ("1480", ""));
        assert_eq!(choices(&made, 3), ["大", "黑"]);
        assert_eq!((made.value("variants.3.sku"), made.value("variants.3.available")), ("TY-L", "2"));
        assert_eq!(made.value("title"), "包");
    }

    #[test]
    fn without_options_there_is_one_row() {
        let made = remake(&Fields::filled([("variants.0.price", "12.50"), ("variants.0.sku", "A")]));
        assert_eq!((count(&made), made.value("variants.0.sku")), (1, "A"));
        assert!(choices(&made, 0).is_empty());
    }

    #[test]
    fn too_many_combinations_are_not_made() {
        let values: Vec<String> = (0..50).map(|value| value.to_string()).collect();
        let option =
            |name: &str| OptionInput { name: name.into(), values: values.clone(), ..OptionInput::default() };
        assert_eq!(combinations(&[option("a"), option("b"), option("c")]).len(), MOST_VARIANTS + 1);
    }
}
