//! Reading what a seller says of a listing: the editor's form and the API's body have the same names.

use std::collections::HashSet;

use kernel::{Currency, Money};
use people::shops::{self, Shop};
use platform::web::{Fields, Refusal};

use super::{fill, table, words};
use crate::catalog::{
    Craft, Facts, Kind, ListingInput, ListingState, MOST_OPTIONS, MOST_VARIANTS, OptionInput, TaxClass,
    VariantInput, listing_input::blank, product_file::kebab, seller_store::same_choices,
};

/// Letters of a description, of a line, of an option's name or value.
const MOST_BODY: usize = 60_000;
const MOST_LINE: usize = 255;
const MOST_TAGS: usize = 250;
const MOST_PIECES: i64 = 1_000_000;
const MOST_GRAMS: i64 = 10_000_000;

/// The listing that a form describes, or None with every wrong field refused. What no field shows stays as `old`
/// has it.
pub(crate) fn read(form: &mut Fields, shop: &Shop, old: Option<&ListingInput>) -> Option<ListingInput> {
    let base = old.cloned().unwrap_or_else(|| blank(""));
    // What a listing of the festival's is stays its festival's word.
    let kind = match base.kind {
        Kind::Ticket => Kind::Ticket,
        other => form.parsed("kind", Kind::said).unwrap_or(other),
    };
    let options = options(form);
    let mut variants = variants(form, shop.currency, &options, &base.variants);
    let tax_class = tax_class(form, &base, &mut variants);
    let input = ListingInput {
        title: form.line("title", MOST_LINE),
        title_en: form.maybe_line("title_en", MOST_LINE),
        handle: handle(form, &base.handle),
        body: body(form, "body"),
        body_en: body(form, "body_en"),
        kind,
        state: form.parsed("state", ListingState::parse).unwrap_or(base.state),
        craft: craft(form),
        materials: form.maybe_line("materials", MOST_LINE),
        materials_en: form.maybe_line("materials_en", MOST_LINE),
        technique: form.maybe_line("technique", MOST_LINE),
        technique_en: form.maybe_line("technique_en", MOST_LINE),
        product_type: form.maybe_line("product_type", MOST_LINE),
        tags: tags(form),
        facts: facts(form, kind, shop, &base.facts),
        tax_class,
        is_negotiable: form.yes_or_no("negotiable"),
        floor: form.maybe_money("floor", shop.currency),
        auto_accept: form.maybe_money("auto_accept", shop.currency),
        seo_title: form.maybe_line("seo_title", MOST_LINE),
        seo_description: form.maybe_line("seo_description", 500),
        options,
        variants,
        ..base
    };
    bargain(form, &input);
    let has_price = input.variants.iter().any(|variant| variant.price.is_some());
    if input.state == ListingState::Active && !has_price && form.is_good() {
        form.refuse("variants.0.price", Refusal::new("refused-no-price"));
    }
    form.is_good().then_some(input)
}

/// The address of a listing that waits for its words.
pub(super) const UNSAID: &str = "draft";

fn is_unsaid(handle: &str) -> bool {
    let rest = handle.strip_prefix(UNSAID).map(|rest| rest.trim_start_matches('-'));
    rest.is_some_and(|rest| rest.bytes().all(|digit| digit.is_ascii_digit()))
}

/// The address: as given, as it was, or made from the title.
fn handle(form: &mut Fields, old: &str) -> String {
    let given = form.maybe_line("handle", MOST_LINE);
    if !given.is_empty() {
        let plain = kebab(&given);
        if plain.is_empty() {
            form.refuse("handle", Refusal::new("refused-listing-handle"));
        }
        return plain;
    }
    if !old.is_empty() && !is_unsaid(old) {
        return old.to_owned();
    }
    let made = [form.value("title_en"), form.value("title"), "listing"].map(kebab);
    made.into_iter().find(|handle| !handle.is_empty()).unwrap_or_default()
}

fn body(form: &mut Fields, name: &str) -> String {
    let text = form.maybe_paragraphs(name, MOST_BODY);
    if form.value(&format!("{name}_as")) == "text" { words::to_html(&text) } else { text }
}

fn craft(form: &mut Fields) -> String {
    if form.maybe_line("craft", 60).is_empty() {
        return String::new();
    }
    form.parsed("craft", Craft::parse).map_or_else(String::new, |craft| craft.code.to_owned())
}

fn tags(form: &mut Fields) -> Vec<String> {
    // A form has them in one line, a program as a list.
    let tags = if form.value("tags").is_empty() {
        let count = form.list("tags", MOST_TAGS);
        (0..count).map(|at| form.maybe_line(&format!("tags.{at}"), MOST_LINE)).collect()
    } else {
        words::parts(&form.maybe_line("tags", MOST_TAGS * MOST_LINE))
    };
    if tags.len() > MOST_TAGS || tags.iter().any(|tag| tag.chars().count() > MOST_LINE) {
        form.refuse("tags", Refusal::new("refused-tags"));
    }
    tags.into_iter().filter(|tag| !tag.is_empty()).collect()
}

/// The class, as far as it is said. One word stands for the listing and its variants: what is said anew is true of all of
/// them, what stays leaves them as they are.
fn tax_class(form: &mut Fields, base: &ListingInput, variants: &mut [VariantInput]) -> TaxClass {
    let shown = base.shown_tax_class();
    let chosen = if form.maybe_line("tax_class", 60).is_empty() {
        shown
    } else {
        form.parsed("tax_class", TaxClass::parse).unwrap_or(shown)
    };
    for variant in variants {
        if chosen != shown || same_choices(&base.variants, &variant.choices).is_none() {
            variant.is_taxable = chosen != TaxClass::Exempt;
        }
    }
    if chosen == shown { base.tax_class } else { chosen }
}

fn facts(form: &mut Fields, kind: Kind, shop: &Shop, base: &Facts) -> Facts {
    match kind {
        Kind::Stock => Facts::default(),
        Kind::Ticket => base.clone(),
        Kind::MadeToOrder => Facts { lead_days: Some(form.whole("lead_days", 1..=365)), ..Facts::default() },
        Kind::Harvest => Facts {
            lead_days: None,
            plot: form.maybe_line("plot", MOST_LINE),
            plot_en: form.maybe_line("plot_en", MOST_LINE),
            from_month: form.maybe_whole("from_month", 1..=12),
            to_month: form.maybe_whole("to_month", 1..=12),
            shelf_life_days: form.maybe_whole("shelf_life_days", 1..=3650),
            ready_at: match form.maybe_line("ready_at", 60).is_empty() {
                true => None,
                false => form.parsed("ready_at", |day| shops::start_of_day(day, &shop.zone)),
            },
        },
    }
}

fn options(form: &mut Fields) -> Vec<OptionInput> {
    for at in 0..form.list("options", MOST_OPTIONS) {
        form.object(&format!("options.{at}"));
        form.maybe_line(&format!("options.{at}.name"), MOST_LINE);
        form.maybe_line(&format!("options.{at}.name_en"), MOST_LINE);
        // A form has the values in one line, a program as a list.
        for values in [format!("options.{at}.values"), format!("options.{at}.values_en")] {
            if form.value(&values).is_empty() {
                for value in 0..form.list(&values, MOST_VARIANTS) {
                    form.maybe_line(&format!("{values}.{value}"), MOST_LINE);
                }
            } else {
                form.maybe_line(&values, MOST_VARIANTS * MOST_LINE);
            }
        }
    }
    let options = table::options(form);
    let mut names = HashSet::new();
    for (at, option) in options.iter().enumerate() {
        let (name, values) = (format!("options.{at}.name"), format!("options.{at}.values"));
        if option.name.is_empty() {
            form.refuse(&name, Refusal::new("refused-empty"));
        } else if !names.insert(option.name.as_str()) {
            form.refuse(&name, Refusal::new("refused-option-twice"));
        }
        if option.values.is_empty() || option.values.iter().any(String::is_empty) {
            form.refuse(&values, Refusal::new("refused-empty"));
        }
        if option.values.iter().any(|value| value.chars().count() > MOST_LINE) {
            form.refuse(&values, Refusal::new("refused-option-long").with("max", MOST_LINE));
        }
        let english = format!("options.{at}.values_en");
        if !option.values_en.is_empty() && option.values_en.len() != option.values.len() {
            form.refuse(&english, Refusal::new("refused-option-english").with("n", option.values.len()));
        }
        if option.values_en.iter().any(|value| value.chars().count() > MOST_LINE) {
            form.refuse(&english, Refusal::new("refused-option-long").with("max", MOST_LINE));
        }
    }
    if table::combinations(&options).len() > MOST_VARIANTS {
        form.refuse("options.0.values", Refusal::new("refused-too-many-variants").with("max", MOST_VARIANTS));
    }
    options
}

fn variants(
    form: &mut Fields,
    currency: Currency,
    options: &[OptionInput],
    known: &[VariantInput],
) -> Vec<VariantInput> {
    for at in 0..form.list("variants", MOST_VARIANTS) {
        form.object(&format!("variants.{at}"));
        form.list(&format!("variants.{at}.choices"), MOST_OPTIONS);
    }
    let rows: Vec<usize> =
        (0..table::count(form)).filter(|row| !form.yes_or_no(&format!("variants.{row}.left_out"))).collect();
    let all: Vec<Vec<String>> = rows.iter().map(|row| table::choices(form, *row)).collect();
    let fits = |choices: &Vec<String>| {
        choices.len() == options.len()
            && options.iter().zip(choices).all(|(option, choice)| option.values.contains(choice))
    };
    let is_one_each = all.iter().collect::<HashSet<_>>().len() == all.len();
    if rows.is_empty() || rows.len() > MOST_VARIANTS || !is_one_each || !all.iter().all(fits) {
        form.refuse("variants", Refusal::new("refused-table"));
    }
    let counting = (!form.maybe_line("counting", 60).is_empty()).then(|| {
        let parse = |word: &str| fill::COUNTINGS.into_iter().find(|have| *have == word);
        form.parsed("counting", parse).unwrap_or("counted")
    });
    let row = |(row, choices): (usize, Vec<String>)| {
        let old = same_choices(known, &choices);
        let mut variant = variant(form, row, choices, currency, old);
        count(
            form,
            row,
            &mut variant,
            old,
            counting.filter(|word| *word != fill::counting(known) || old.is_none()),
        );
        variant
    };
    rows.into_iter().zip(all).map(row).collect()
}

/// Whether the pieces of a variant are counted, if `counting` says something new of it. Where they are, a number is
/// needed: no number is not the same as none left.
fn count(
    form: &mut Fields,
    row: usize,
    variant: &mut VariantInput,
    old: Option<&VariantInput>,
    counting: Option<&'static str>,
) {
    let name = format!("variants.{row}.available");
    match counting {
        Some(word) => {
            variant.is_tracked = word != "always";
            variant.is_backordered = word == "backorder";
        }
        // A program that gives neither a word nor a number has said nothing to count.
        None if old.is_none() => variant.is_tracked = variant.available.is_some(),
        None => {}
    }
    let was_counted = old.is_some_and(|old| old.is_tracked);
    let is_emptied = form.has(&name) && form.value(&name).trim().is_empty();
    let needs_number = variant.is_tracked && !variant.is_backordered;
    if needs_number
        && (is_emptied || !was_counted && variant.available.is_none())
        && form.refusal(&name).is_none()
    {
        form.refuse(&name, Refusal::new("refused-pieces"));
    }
}

/// The price of a row. An empty one is no price, which a draft may be without; what is on sale or had one must say
/// that it costs nothing. A program that leaves the price of a known variant out keeps it.
fn price(form: &mut Fields, row: usize, currency: Currency, old: Option<&VariantInput>) -> Option<Money> {
    let name = format!("variants.{row}.price");
    let before = old.and_then(|old| old.price);
    if !form.has(&name) && before.is_some() {
        return before;
    }
    let price = form.maybe_money(&name, currency);
    let is_draft =
        ListingState::parse(form.value("state")).is_some_and(|state| state != ListingState::Active);
    let may_be_without = is_draft || old.is_some_and(|old| old.price.is_none());
    if price.is_none() && !may_be_without && form.refusal(&name).is_none() {
        form.refuse(&name, Refusal::new("refused-no-price"));
    }
    price
}

fn variant(
    form: &mut Fields,
    row: usize,
    choices: Vec<String>,
    currency: Currency,
    old: Option<&VariantInput>,
) -> VariantInput {
    let name = |field: &str| format!("variants.{row}.{field}");
    let price = price(form, row, currency, old);
    let compare_at = form.maybe_money(&name("compare_at"), currency);
    if compare_at.zip(price).is_some_and(|(was, price)| was.minor() <= price.minor()) {
        form.refuse(&name("compare_at"), Refusal::new("refused-compare-at"));
    }
    let pieces = form.maybe_whole(&name("available"), 0..=MOST_PIECES);
    // Pieces are sold while the editor is open: what the seller did not touch must not be written back.
    let is_untouched =
        old.is_some() && pieces.map(|pieces| pieces.to_string()).as_deref() == Some(form.value(&name("was")));
    let sku = form.maybe_line(&name("sku"), MOST_LINE);
    let weight = form.maybe_whole(&name("weight_grams"), 0..=MOST_GRAMS);
    VariantInput {
        choices,
        sku,
        barcode: old.map(|old| old.barcode.clone()).unwrap_or_default(),
        price,
        compare_at,
        cost: old.and_then(|old| old.cost),
        weight_grams: weight.unwrap_or(0),
        available: if is_untouched { None } else { pieces },
        is_backordered: old.is_some_and(|old| old.is_backordered),
        is_tracked: old.is_none_or(|old| old.is_tracked),
        requires_shipping: old.is_none_or(|old| old.requires_shipping),
        is_taxable: old.is_none_or(|old| old.is_taxable),
        picture: old.map(|old| old.picture.clone()).unwrap_or_default(),
        extra: old.map_or_else(|| "{}".to_owned(), |old| old.extra.clone()),
    }
}

/// The private limits of bargaining must not contradict the prices.
fn bargain(form: &mut Fields, input: &ListingInput) {
    let prices = input.variants.iter().filter_map(|variant| variant.price).map(Money::minor);
    let lowest = prices.min().unwrap_or(i64::MAX);
    let floor = input.floor.map(Money::minor);
    if floor.is_some_and(|floor| floor > lowest) {
        form.refuse("floor", Refusal::new("refused-floor"));
    }
    if input.auto_accept.is_some_and(|accept| accept.minor() < floor.unwrap_or(0)) {
        form.refuse("auto_accept", Refusal::new("refused-auto-accept"));
    }
}
