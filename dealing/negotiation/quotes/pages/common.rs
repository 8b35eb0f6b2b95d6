use kernel::{Currency, Money};
use people::{
    market::Market,
    photos::{self, Upload},
    visit::Visit,
};
use platform::web::{Fields, Problem, Refusal};

use crate::negotiation::quotes::{QuoteStage, QuoteState, QuoteTerms, TermsError};

/// Characters of a brief, and of what a price includes.
pub const MOST_WORDS: usize = 4_000;

pub const MOST_TITLE: usize = 120;

pub const MOST_DAYS: i64 = 730;

pub const MOST_REVISIONS: i64 = 50;

pub const MOST_MILESTONES: usize = 12;

pub const MOST_MILESTONE: usize = 80;

/// Colour of the badge.
pub fn tone(state: &QuoteState) -> &'static str {
    match state.stage() {
        QuoteStage::Asked | QuoteStage::Quoted => "warn",
        QuoteStage::Ordered => "good",
        QuoteStage::Declined | QuoteStage::Withdrawn | QuoteStage::Expired => "bad",
    }
}

/// What a buyer asks for, without what it should be like.
pub struct Wish {
    pub words: String,
    pub photos: Vec<String>,
    pub budget: Option<Money>,
}

pub async fn read_wish(
    market: &Market,
    visit: &Visit,
    upload: Upload,
    currency: Currency,
) -> Result<(Fields, Wish), Problem> {
    let Upload { mut form, files } = upload;
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    let budget = form.maybe_money("budget", currency).filter(|budget| budget.is_positive());
    let photos = photos::keep(market, visit, &mut form, files).await?;
    Ok((form, Wish { words, photos, budget }))
}

/// What a shop proposes, from a page or a program. `kept` are the pictures of the terms before.
pub async fn read_terms(
    market: &Market,
    visit: &Visit,
    upload: Upload,
    currency: Currency,
    kept: Vec<String>,
) -> Result<(Fields, QuoteTerms), Problem> {
    let Upload { mut form, files } = upload;
    let terms = QuoteTerms {
        title: form.line("title", MOST_TITLE),
        includes: form.maybe_paragraphs("includes", MOST_WORDS),
        amount: form.money("amount", currency),
        shipping: form.maybe_money("shipping", currency).unwrap_or(Money::zero(currency)),
        deposit: form.maybe_money("deposit", currency),
        days: form.whole("days", 1..=MOST_DAYS),
        revisions: form.maybe_whole("revisions", 0..=MOST_REVISIONS).unwrap_or(0),
        milestones: milestones(&mut form),
        photos: photos::keep(market, visit, &mut form, files).await?,
    };
    if form.is_good()
        && let Err(error) = terms.check(&market.rules())
    {
        blame(&mut form, error);
    }
    let photos = if terms.photos.is_empty() { kept } else { terms.photos };
    Ok((form, QuoteTerms { photos, ..terms }))
}

/// A form has a milestone on each line, JSON has a list.
pub fn milestones(form: &mut Fields) -> Vec<String> {
    let list: Vec<String> = if form.value("milestones").is_empty() {
        let count = form.list("milestones", MOST_MILESTONES);
        (0..count).map(|at| form.maybe_line(&format!("milestones.{at}"), MOST_MILESTONE)).collect()
    } else {
        let lines = form.maybe_paragraphs("milestones", MOST_MILESTONES * (MOST_MILESTONE + 2));
        lines.lines().map(|line| line.trim().to_owned()).collect()
    };
    let list: Vec<String> = list.into_iter().filter(|title| !title.is_empty()).collect();
    if list.len() > MOST_MILESTONES {
        form.refuse("milestones", Refusal::new("refused-milestones").with("max", MOST_MILESTONES));
    }
    if list.iter().any(|title| title.chars().count() > MOST_MILESTONE) {
        form.refuse("milestones", Refusal::new("refused-milestone-long").with("max", MOST_MILESTONE));
    }
    list
}

pub fn blame(form: &mut Fields, error: TermsError) {
    let (name, refusal) = match error {
        TermsError::Amount => ("amount", Refusal::new("refused-quote-amount")),
        TermsError::Deposit { most } => {
            ("deposit", Refusal::new("refused-quote-deposit").with("max", most.decimal()))
        }
        TermsError::Days => ("days", Refusal::new("refused-empty")),
        TermsError::Money(_) => ("amount", Refusal::new("refused-price-large")),
    };
    form.refuse(name, refusal);
}
