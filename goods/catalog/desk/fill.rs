//! The editor's form as it is filled in from what the shop has.

use kernel::Money;
use people::shops::Shop;
use platform::web::Fields;

use super::words;
use crate::catalog::{Facts, ListingInput, OptionInput, VariantInput};

/// How the pieces of a listing are counted: one word for all its variants.
pub(super) const COUNTINGS: [&str; 3] = ["counted", "backorder", "always"];

pub(super) fn counting(variants: &[VariantInput]) -> &'static str {
    match variants.first() {
        Some(first) if !first.is_tracked => "always",
        Some(first) if first.is_backordered => "backorder",
        Some(_) | None => "counted",
    }
}

/// A form that holds everything of a listing that its editor shows.
pub(in crate::catalog) fn form(input: &ListingInput, shop: &Shop) -> Fields {
    let mut form = Fields::default();
    for (name, value) in [
        ("handle", &input.handle),
        ("title", &input.title),
        ("title_en", &input.title_en),
        ("craft", &input.craft),
        ("materials", &input.materials),
        ("materials_en", &input.materials_en),
        ("technique", &input.technique),
        ("technique_en", &input.technique_en),
        ("product_type", &input.product_type),
        ("seo_title", &input.seo_title),
        ("seo_description", &input.seo_description),
    ] {
        form.set(name, value.as_str());
    }
    form.set("kind", input.kind.name());
    form.set("state", input.state.name());
    form.set("tags", words::line(&input.tags));
    body(&mut form, "body", &input.body);
    body(&mut form, "body_en", &input.body_en);
    facts(&mut form, &input.facts, shop);
    options(&mut form, &input.options);
    form.set("tax_class", input.shown_tax_class().name());
    form.set("counting", counting(&input.variants));
    for (at, variant) in input.variants.iter().enumerate() {
        row(&mut form, at, variant);
    }
    form.set("negotiable", if input.is_negotiable { "true" } else { "" });
    form.set("floor", input.floor.map(Money::decimal).unwrap_or_default());
    form.set("auto_accept", input.auto_accept.map(Money::decimal).unwrap_or_default());
    form
}

fn body(form: &mut Fields, name: &str, html: &str) {
    let (text, kept_as) = match words::to_text(html) {
        Some(text) => (text, "text"),
        None => (html.to_owned(), "html"),
    };
    form.set(name, text);
    form.set(&format!("{name}_as"), kept_as);
}

fn facts(form: &mut Fields, facts: &Facts, shop: &Shop) {
    for (name, number) in [
        ("lead_days", facts.lead_days),
        ("from_month", facts.from_month),
        ("to_month", facts.to_month),
        ("shelf_life_days", facts.shelf_life_days),
    ] {
        form.set(name, number.map(|number| number.to_string()).unwrap_or_default());
    }
    form.set("plot", facts.plot.as_str());
    form.set("plot_en", facts.plot_en.as_str());
    let day = facts.ready_at.and_then(|at| at.in_zone(&shop.zone)).map(|at| at.date().to_string());
    form.set("ready_at", day.unwrap_or_default());
}

pub(super) fn options(form: &mut Fields, options: &[OptionInput]) {
    for (at, option) in options.iter().enumerate() {
        form.set(&format!("options.{at}.name"), option.name.as_str());
        form.set(&format!("options.{at}.values"), words::line(&option.values));
        form.set(&format!("options.{at}.name_en"), option.name_en.as_str());
        form.set(&format!("options.{at}.values_en"), words::line(&option.values_en));
    }
}

fn row(form: &mut Fields, at: usize, variant: &VariantInput) {
    for (place, choice) in variant.choices.iter().enumerate() {
        form.set(&format!("variants.{at}.choices.{place}"), choice.as_str());
    }
    // What nobody counts has no number, which is not the same as none.
    let pieces =
        variant.available.filter(|_| variant.is_tracked).map(|pieces| pieces.to_string()).unwrap_or_default();
    for (name, value) in [
        ("sku", variant.sku.clone()),
        ("price", variant.price.map(Money::decimal).unwrap_or_default()),
        ("compare_at", variant.compare_at.map(Money::decimal).unwrap_or_default()),
        ("available", pieces.clone()),
        ("was", pieces),
        ("weight_grams", variant.weight_grams.to_string()),
    ] {
        form.set(&format!("variants.{at}.{name}"), value);
    }
}
