//! Writing and reading reviews, a shop's reputation, and the moderators' desk for reported ones.

mod desk;
mod moderator;
mod reply;
mod report;
mod shelf;
mod shown;
mod write;

pub(super) use report::{REPORTS, read_report};
pub use shelf::{Fame, Praise, plain};
pub use shown::{OfOrder, ShownReview};

use axum::extract::DefaultBodyLimit;
use platform::web::{Fields, Problem, Refusal, Routes};

use super::{
    Author, Change, Decided, Decision, DecisionError, EditError, Opinion, ReplyError, ReportError, Scores,
    Verdict, WriteError,
};
use crate::{photos::MOST_BYTES, selling::Selling};

/// Characters of a review, a reply, a report, a reason.
pub(super) const MOST_WORDS: usize = 2_000;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/orders/{id}/review", write::create)
        .post("/desk/{handle}/orders/{id}/review", write::create_as_shop)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/orders/{id}/review", write::new)
        .get("/desk/{handle}/orders/{id}/review", write::new_as_shop)
        .get("/desk/{handle}/reviews", desk::index)
        .get("/desk/{handle}/reviews/{id}/reply", reply::new_as_shop)
        .post("/desk/{handle}/reviews/{id}/reply", reply::create_as_shop)
        .get("/reviews/shops/{handle}", shelf::of_shop)
        .get("/reviews/listings/{id}", shelf::of_listing)
        .get("/reviews/{id}/photos/{file}", shelf::photo)
        .get("/reviews/{id}/reply", reply::new)
        .post("/reviews/{id}/reply", reply::create)
        .get("/reviews/{id}/reports/new", report::new)
        .post("/reviews/{id}/reports", report::create)
        .get("/moderator/reviews", moderator::index)
        .get("/moderator/reviews/{id}", moderator::show)
        .post("/moderator/reviews/{id}/decision", moderator::decide)
}

/// What somebody says, from a page or a program; the scores are a buyer's.
pub(super) fn read_said(form: &mut Fields, author: Author, photos: Vec<String>) -> Option<Opinion> {
    let verdict = form.parsed("verdict", Verdict::parse);
    let scores = (author == Author::Buyer).then(|| Scores {
        described: form.whole("described", 1..=5),
        service: form.whole("service", 1..=5),
        delivery: form.whole("delivery", 1..=5),
    });
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    verdict.filter(|_| form.is_good()).map(|verdict| Opinion { verdict, scores, words, photos })
}

/// What becomes of the photos of a review that is changed.
pub(super) fn read_change(form: &mut Fields) -> Change {
    if form.yes_or_no("drop_photos") { Change::DropPhotos } else { Change::KeepPhotos }
}

/// Several lines that must be there.
pub(super) fn read_words(form: &mut Fields, name: &str) -> String {
    let words = form.maybe_paragraphs(name, MOST_WORDS);
    if words.is_empty() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    words
}

/// What a moderator decides, from a page or a program.
pub(super) fn read_decision(form: &mut Fields) -> Option<Decision> {
    let decided = form.parsed("decision", Decided::parse);
    let words = read_words(form, "reason");
    decided.filter(|_| form.is_good()).map(|decided| Decision { decided, words })
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NoSuchOrder => Self::not_found(),
            WriteError::NotCompleted => Self::conflict("problem-review-not-completed"),
            WriteError::TooLate => Self::conflict("problem-review-too-late"),
            WriteError::Already => Self::conflict("problem-review-already"),
            WriteError::OwnShop => Self::conflict("problem-review-own-shop"),
            WriteError::Forbidden(error) => error.into(),
            WriteError::Refused(error) => error.into(),
            WriteError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NoSuchReview => Self::not_found(),
            EditError::Already => Self::conflict("problem-review-edited"),
            EditError::TooLate => Self::conflict("problem-review-too-late"),
            EditError::OnlyBetter => Self::conflict("problem-review-only-better"),
            EditError::Forbidden(error) => error.into(),
            EditError::Store(error) => error.into(),
        }
    }
}

impl From<ReplyError> for Problem {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::NoSuchReview => Self::not_found(),
            ReplyError::Already => Self::conflict("problem-reply-already"),
            ReplyError::Forbidden(error) => error.into(),
            ReplyError::Store(error) => error.into(),
        }
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoSuchReview => Self::not_found(),
            ReportError::Own => Self::conflict("problem-report-own"),
            ReportError::Already => Self::conflict("problem-report-already"),
            ReportError::Forbidden(error) => error.into(),
            ReportError::Store(error) => error.into(),
        }
    }
}

impl From<DecisionError> for Problem {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::NoSuchReview => Self::not_found(),
            DecisionError::OwnCase => Self::conflict("problem-own-case"),
            DecisionError::Refused(error) => error.into(),
            DecisionError::Forbidden(error) => error.into(),
            DecisionError::Store(error) => error.into(),
        }
    }
}
