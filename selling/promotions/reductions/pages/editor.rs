//! Prices by quantity in the form of a listing, beside its prices.

use askama::Template;
use people::{
    capability::{Filled, FormPart, Keeping},
    choices::Choice,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
    web::Fields,
};

use crate::promotions::reductions::{Thing, beside};

/// Rows beyond those that are filled in.
const MORE: usize = 2;

#[derive(Template)]
#[template(path = "promotions/reductions/views/_editor.html")]
struct Tiers<'a> {
    shell: &'a Shell,
    form: &'a Fields,
    things: Vec<Thing>,
    rows: Vec<usize>,
    symbol: &'static str,
}

impl Tiers<'_> {
    fn cell(&self, at: &usize, name: &str) -> &str {
        self.form.value(&beside::row(*at, name))
    }

    fn fault(&self, at: &usize, name: &str) -> String {
        self.shell.error(self.form, &beside::row(*at, name))
    }

    fn units(&self, at: &usize) -> Vec<Choice> {
        let chosen = self.cell(at, "unit");
        let choice = |unit: &str| Choice {
            value: unit.to_owned(),
            words: self.shell.of("reduction-unit", unit),
            chosen: unit == chosen,
        };
        ["pieces", "kilos"].map(choice).to_vec()
    }

    fn variants(&self, at: &usize) -> Vec<Choice> {
        let chosen = self.cell(at, "variant");
        let choice = |thing: &Thing| {
            let value = thing.variant.to_string();
            Choice { chosen: value == chosen, words: thing.choices.join(" / "), value }
        };
        self.things.iter().map(choice).collect()
    }

    /// Whether there is something to choose a variant from, or one was chosen.
    fn has_variants(&self) -> bool {
        self.things.len() > 1
    }
}

pub fn fill<'a>(tx: &'a mut Tx, keeping: &'a Keeping) -> Later<'a, Filled> {
    Box::pin(beside::fill(tx, keeping))
}

pub fn draw<'a>(
    tx: &'a mut Tx,
    keeping: &'a Keeping,
    shell: &'a Shell,
    form: &'a Fields,
) -> Later<'a, FormPart> {
    Box::pin(async move {
        if !beside::may_say(keeping) {
            return Ok(String::new());
        }
        let things = beside::things(tx, keeping).await?;
        let is_filled = |at: &usize| {
            ["from", "price", "percent"].iter().any(|name| !form.value(&beside::row(*at, name)).is_empty())
        };
        let filled = (0..form.count(beside::NAME)).filter(is_filled).max().map_or(0, |last| last + 1);
        let rows = (0..(filled + MORE).min(beside::MOST_ROWS)).collect();
        let symbol = shell.sign(&keeping.currency);
        Tiers { shell, form, things, rows, symbol }.render().map_err(DbError::draw)
    })
}

pub fn check<'a>(
    tx: &'a mut Tx,
    keeping: &'a Keeping,
    form: &'a mut Fields,
) -> Later<'a, Result<(), DbError>> {
    Box::pin(beside::check(tx, keeping, form))
}

pub fn keep<'a>(tx: &'a mut Tx, keeping: &'a Keeping, form: &'a Fields) -> Later<'a, Result<(), DbError>> {
    Box::pin(beside::keep(tx, keeping, form))
}
