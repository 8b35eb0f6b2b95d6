//! Asking for a quote, quoting, ordering what was quoted, and telling how the work goes.

mod brief;
mod checkout;
mod progress;
mod show;

pub(super) use checkout::read_seen;
pub(super) use progress::read_progress;

use axum::extract::DefaultBodyLimit;
use kernel::{Currency, Money};
use platform::web::{Fields, Problem, Refusal, Routes};

use super::{ProgressError, QuoteError, QuoteStage, QuoteState, QuoteTerms, TermsError};
use crate::{
    market::Market,
    orders::milestones::MilestoneError,
    photos::{self, MOST_BYTES, Upload},
    selling::Selling,
    visit::Visit,
};

/// Characters of a brief, and of what a price includes.
const MOST_WORDS: usize = 4_000;
const MOST_TITLE: usize = 120;
const MOST_DAYS: i64 = 730;
const MOST_REVISIONS: i64 = 50;
const MOST_MILESTONES: usize = 12;
const MOST_MILESTONE: usize = 80;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/shops/{shop}/quotes", brief::create)
        .post("/conversations/{id}/quotes", show::propose)
        .post("/quotes/{id}/terms", show::revise)
        .post("/desk/{handle}/orders/{id}/milestones/{position}", progress::create)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/shops/{shop}/quotes/new", brief::new)
        .get("/conversations/{id}/quotes/new", show::new)
        .get("/quotes/{id}", show::show)
        .post("/quotes/{id}/refusal", show::decline)
        .post("/quotes/{id}/withdrawal", show::withdraw)
        .get("/quotes/{id}/checkout", checkout::new)
        .post("/quotes/{id}/checkout", checkout::create)
}

/// Colour of the badge.
pub fn tone(state: &QuoteState) -> &'static str {
    match state.stage() {
        QuoteStage::Asked | QuoteStage::Quoted => "warn",
        QuoteStage::Ordered => "good",
        QuoteStage::Declined | QuoteStage::Withdrawn | QuoteStage::Expired => "bad",
    }
}

/// What a buyer asks for, without what it should be like.
pub(super) struct Wish {
    pub words: String,
    pub photos: Vec<String>,
    pub budget: Option<Money>,
}

pub(super) async fn read_wish(
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
pub(super) async fn read_terms(
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
fn milestones(form: &mut Fields) -> Vec<String> {
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

fn blame(form: &mut Fields, error: TermsError) {
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

impl From<QuoteError> for Problem {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::NoSuchQuote => Self::not_found(),
            QuoteError::Blocked => Self::conflict("problem-conversation-blocked"),
            QuoteError::Paused => Self::conflict("problem-talk-paused"),
            QuoteError::Resting => Self::conflict("problem-shop-resting"),
            QuoteError::TooMany => Self::conflict("problem-quotes-open"),
            QuoteError::TermsChanged => Self::conflict("problem-quote-changed"),
            QuoteError::Terms(error) => {
                let mut form = Fields::default();
                blame(&mut form, error);
                Self::invalid(&form)
            }
            QuoteError::Refused(error) => error.into(),
            QuoteError::Place(error) => error.into(),
            QuoteError::Forbidden(error) => error.into(),
            QuoteError::Store(error) => error.into(),
        }
    }
}

impl From<ProgressError> for Problem {
    fn from(error: ProgressError) -> Self {
        match error {
            ProgressError::Milestone(error) => match error {
                MilestoneError::NoSuchOrder | MilestoneError::NoSuchMilestone => Self::not_found(),
                MilestoneError::AlreadyReached => Self::conflict("problem-milestone-reached"),
                MilestoneError::NotBeingMade => Self::conflict("problem-order-state"),
                MilestoneError::Forbidden(error) => error.into(),
                MilestoneError::Store(error) => error.into(),
            },
            ProgressError::Forbidden(error) => error.into(),
            ProgressError::Store(error) => error.into(),
        }
    }
}
