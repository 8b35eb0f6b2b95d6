use kernel::{Currency, Money};
use platform::web::{Fields, Refusal};

use crate::orders::refunds::{
    Decision, Kind, LinePieces, PlanError, Reason, RefundClaim, Ruling, Shelf, Testimony, WithShipping,
};

/// Characters of what somebody writes about a request.
pub const MOST_WORDS: usize = 2_000;

pub const MOST_LINES: usize = 200;

/// Several lines that must be there.
pub fn read_words(form: &mut Fields, name: &str) -> String {
    let words = form.maybe_paragraphs(name, MOST_WORDS);
    if words.is_empty() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    words
}

/// An amount and the words that go with it, from a page or a program.
pub fn read_sum(form: &mut Fields, words: &str, currency: Currency) -> (Money, String) {
    (form.money("amount", currency), read_words(form, words))
}

/// What a buyer asks for, from a page or a program.
pub fn read_wanted(form: &mut Fields, currency: Currency) -> Option<RefundClaim> {
    let kind = form.parsed("kind", Kind::parse);
    let reason = form.parsed("reason", |word| Reason::parse(word).filter(|reason| reason.is_buyers()));
    let words = read_words(form, "words");
    let mut lines = Vec::new();
    for at in 0..form.list("lines", MOST_LINES).min(MOST_LINES) {
        let pieces = form.maybe_whole(&format!("lines.{at}.pieces"), 0..=999).unwrap_or(0);
        if pieces > 0 {
            let position = form.whole(&format!("lines.{at}.position"), 1..=999);
            lines.push(LinePieces { position, pieces });
        }
    }
    let shipping = if form.yes_or_no("shipping") { WithShipping::Yes } else { WithShipping::No };
    let amount = form.maybe_money("amount", currency);
    let (Some(kind), Some(reason), true) = (kind, reason, form.is_good()) else { return None };
    Some(RefundClaim { kind, reason, words, lines, shipping, amount })
}

/// What becomes of goods that have come back, from a page or a program.
pub fn read_shelf(form: &mut Fields) -> Shelf {
    if form.yes_or_no("restock") { Shelf::PutBack } else { Shelf::LeaveOut }
}

/// What a moderator decides, from a page or a program.
pub fn read_decision(form: &mut Fields, currency: Currency) -> Option<Decision> {
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
pub fn read_said(form: &mut Fields, photos: Vec<String>) -> Testimony {
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() && photos.is_empty() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    Testimony { words, photos }
}

/// Put what was wrong with a request beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &PlanError) -> bool {
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
