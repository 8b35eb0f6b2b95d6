//! Asking for money back, answering, showing evidence, and the moderators' desk.

mod buyer;
mod case;
mod desk;
mod moderator;
mod photos;

pub(super) use crate::photos::{MOST_BYTES, Upload, keep};
pub use case::{Case, tone, turn};
pub use desk::{RequestRow, to_answer};

use axum::extract::DefaultBodyLimit;
use kernel::Currency;
use platform::web::{Fields, Problem, Refusal, Routes};

use super::{
    AskError, Decision, EvidenceError, Kind, LinePieces, PlanError, Reason, RefundClaim, RuleError, Ruling,
    Shelf, StepError, Testimony, WithShipping,
};
use crate::selling::Selling;

/// Characters of what somebody writes about a request.
const MOST_WORDS: usize = 2_000;
const MOST_LINES: usize = 200;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/orders/{id}/refunds", buyer::create)
        .post("/refunds/{id}/evidence", buyer::say)
        .post("/desk/{handle}/refunds/{id}/evidence", desk::say)
        .post("/moderator/disputes/{id}/evidence", moderator::say)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/orders/{id}/refunds/new", buyer::new)
        .get("/refunds/{id}", buyer::show)
        .get("/refunds/{id}/photos/{file}", photos::show)
        .post("/refunds/{id}/withdrawal", buyer::withdraw)
        .post("/refunds/{id}/parcel", buyer::post)
        .post("/refunds/{id}/dispute", buyer::dispute)
        .get("/desk/{handle}/refunds", desk::index)
        .get("/desk/{handle}/refunds/{id}", desk::show)
        .post("/desk/{handle}/refunds/{id}/acceptance", desk::accept)
        .post("/desk/{handle}/refunds/{id}/refusal", desk::refuse)
        .post("/desk/{handle}/refunds/{id}/repayment", desk::refund)
        .post("/desk/{handle}/refunds/{id}/dispute", desk::dispute)
        .get("/moderator/disputes", moderator::index)
        .get("/moderator/disputes/{id}", moderator::show)
        .post("/moderator/disputes/{id}/ruling", moderator::rule)
}

/// Several lines that must be there.
pub(super) fn read_words(form: &mut Fields, name: &str) -> String {
    let words = form.maybe_paragraphs(name, MOST_WORDS);
    if words.is_empty() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    words
}

/// What a buyer asks for, from a page or a program.
pub(super) fn read_wanted(form: &mut Fields, currency: Currency) -> Option<RefundClaim> {
    let kind = form.parsed("kind", Kind::parse);
    let reason = form.parsed("reason", Reason::parse);
    let words = read_words(form, "words");
    let mut lines = Vec::new();
    for at in 0..form.count("lines").min(MOST_LINES) {
        let pieces = form.maybe_whole(&format!("lines.{at}.pieces"), 0..=999).unwrap_or(0);
        if pieces > 0 {
            let position = form.whole(&format!("lines.{at}.position"), 1..=999);
            lines.push(LinePieces { position, pieces });
        }
    }
    let shipping = if form.flag("shipping") { WithShipping::Yes } else { WithShipping::No };
    let amount = form.maybe_money("amount", currency);
    let (Some(kind), Some(reason), true) = (kind, reason, form.is_good()) else { return None };
    Some(RefundClaim { kind, reason, words, lines, shipping, amount })
}

/// What becomes of goods that have come back, from a page or a program.
pub(super) fn read_shelf(form: &mut Fields) -> Shelf {
    if form.yes_or_no("restock") { Shelf::PutBack } else { Shelf::LeaveOut }
}

/// What a moderator decides, from a page or a program.
pub(super) fn read_decision(form: &mut Fields, currency: Currency) -> Option<Decision> {
    let ruling = form.parsed("ruling", Ruling::parse);
    let amount = form.maybe_money("amount", currency).filter(|_| ruling == Some(Ruling::Partial));
    if ruling == Some(Ruling::Partial) && form.value("amount").trim().is_empty() {
        form.refuse("amount", Refusal::new("refused-empty"));
    }
    let words = read_words(form, "reason");
    match (ruling, form.is_good()) {
        (Some(ruling), true) => Some(Decision { ruling, amount, words }),
        _ => None,
    }
}

/// Words and photos, from a form. Something must be there.
pub(super) fn read_said(form: &mut Fields, photos: Vec<String>) -> Testimony {
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() && photos.is_empty() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    Testimony { words, photos }
}

/// Put what was wrong with a request beside its field. False when no field is to blame.
pub(super) fn blame(form: &mut Fields, error: &PlanError) -> bool {
    let line = |form: &Fields, position: i64| {
        let at = (0..form.count("lines"))
            .find(|at| form.value(&format!("lines.{at}.position")) == position.to_string());
        at.map_or_else(|| "lines".to_owned(), |at| format!("lines.{at}.pieces"))
    };
    match error {
        PlanError::Nothing | PlanError::NothingLeft => {
            form.refuse("lines", Refusal::new("refused-nothing-chosen"));
        }
        PlanError::TooManyPieces { position, most } => {
            let name = line(form, *position);
            form.refuse(&name, Refusal::new("refused-too-many-pieces").with("max", most));
        }
        PlanError::TooMuch { most } => {
            form.refuse("amount", Refusal::new("refused-too-much").with("max", most.decimal()));
        }
        PlanError::OtherKind => form.refuse("reason", Refusal::new("refused-reason-kind")),
        PlanError::NeedsReason { .. } => form.refuse("reason", Refusal::new("refused-needs-reason")),
        PlanError::Money => return false,
    }
    true
}

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        let mut fields = Fields::default();
        if blame(&mut fields, &error) { Self::invalid(&fields) } else { Self::conflict("problem-amount") }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NoSuchOrder => Self::not_found(),
            AskError::NotNow => Self::conflict("problem-refund-not-now"),
            AskError::TooLate => Self::conflict("problem-refund-too-late"),
            AskError::AlreadyOpen => Self::conflict("problem-refund-open"),
            AskError::TooMany => Self::conflict("problem-refund-too-many"),
            AskError::Forbidden(error) => error.into(),
            AskError::Plan(error) => error.into(),
            AskError::Order(error) => error.into(),
            AskError::Store(error) => error.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchRequest => Self::not_found(),
            StepError::Forbidden(error) => error.into(),
            StepError::Refused(error) => error.into(),
            StepError::Order(error) => error.into(),
            StepError::Plan(error) => error.into(),
            StepError::NoPayment | StepError::Unbalanced(_) => Self::broken(error),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::OwnCase => Self::conflict("problem-own-case"),
            RuleError::NotAPart => Self::conflict("problem-not-a-part"),
            RuleError::Step(error) => error.into(),
        }
    }
}

impl From<EvidenceError> for Problem {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::NoSuchRequest => Self::not_found(),
            EvidenceError::Ended => Self::conflict("problem-refund-state"),
            EvidenceError::Empty => Self::conflict("problem-refund-no-words"),
            EvidenceError::TooMany => Self::conflict("problem-refund-too-many"),
            EvidenceError::Forbidden(error) => error.into(),
            EvidenceError::Store(error) => error.into(),
        }
    }
}
