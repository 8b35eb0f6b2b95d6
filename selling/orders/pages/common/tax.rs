//! What is said of the tax that is contained in an amount: a line for each rate.

use kernel::Money;
use platform::views::Shell;

use crate::{
    orders::tax::LinePart,
    prices::{OrderTax, TaxPart, Treatment, by_rate},
    promotions::percent_text,
};

/// What one rate is called with its amount, and the tax; what is exempt has none.
pub fn tax_line(shell: &Shell, name: &str, part: &TaxPart) -> (String, String) {
    let (rate, gross) = (percent_text(part.taxed.rate.get()), shell.money(&part.gross));
    let say = |key| shell.say(key, &[("name", name), ("rate", &rate), ("gross", &gross)]);
    match part.taxed.treatment {
        Treatment::Standard | Treatment::Reduced => (say("tax-contained"), shell.money(&part.tax)),
        Treatment::Zero => (say("tax-contained-zero"), shell.money(&part.tax)),
        Treatment::Export => (say("tax-contained-export"), shell.money(&part.tax)),
        Treatment::Exempt => (say("tax-contained-exempt"), String::new()),
    }
}

/// A rate as a table names it: `VAT 13 %`.
pub fn rate_name(shell: &Shell, name: &str, part: &TaxPart) -> String {
    let rate = percent_text(part.taxed.rate.get());
    let say = |key| shell.say(key, &[("name", name), ("rate", &rate)]);
    match part.taxed.treatment {
        Treatment::Standard | Treatment::Reduced | Treatment::Zero => say("tax-rate"),
        Treatment::Export => say("tax-rate-export"),
        Treatment::Exempt => say("tax-rate-exempt"),
    }
}

/// What is contained in orders of several shops: what is called the same and has one rate is said once.
pub fn contained<'a>(shell: &Shell, taxes: impl Iterator<Item = &'a OrderTax>) -> Vec<(String, String)> {
    let mut all: Vec<(&str, Vec<TaxPart>)> = Vec::new();
    for tax in taxes {
        let parts = tax.lines.iter().chain(&tax.shipping).copied();
        match all.iter_mut().find(|(name, _)| *name == tax.name) {
            Some((_, known)) => known.extend(parts),
            None => all.push((&tax.name, parts.collect())),
        }
    }
    all.iter().flat_map(|(name, parts)| lines(shell, name, parts)).collect()
}

/// The lines of some parts, each rate once. What nothing was paid for has none.
fn lines(shell: &Shell, name: &str, parts: &[TaxPart]) -> Vec<(String, String)> {
    let sums = by_rate(parts).unwrap_or_default();
    sums.iter().filter(|sum| sum.gross.is_positive()).map(|sum| tax_line(shell, name, sum)).collect()
}

/// The same of what an order has kept.
pub fn kept_lines(shell: &Shell, name: &str, parts: &[LinePart]) -> Vec<(String, String)> {
    lines(shell, name, &parts.iter().map(|one| one.part).collect::<Vec<_>>())
}

/// The same of what was given back.
pub fn back_lines(shell: &Shell, name: &str, parts: &[TaxPart]) -> Vec<(String, String)> {
    lines(shell, name, parts)
}

/// What the market pays of some parts.
pub fn of_market(parts: &[TaxPart]) -> Option<Money> {
    let first = parts.first()?;
    let sum = Money::sum(parts.iter().map(|part| part.market), first.gross.currency()).ok()?;
    sum.is_positive().then_some(sum)
}
