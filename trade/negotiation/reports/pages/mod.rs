//! Reporting a conversation, and the moderators' desk for it.

mod moderator;
mod own;

use platform::web::{Fields, Problem, Refusal, Routes};

use super::{Decision, NewReport, ReportError, ReportReason, RuleError, Ruling};
use crate::selling::Selling;

/// Characters of what somebody writes about it.
const MOST_WORDS: usize = 2_000;
/// Days of a pause.
const PAUSE_DAYS: std::ops::RangeInclusive<i64> = 1..=365;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/conversations/{id}/reports/new", own::new)
        .post("/conversations/{id}/reports", own::create)
        .get("/moderator/conversations", moderator::index)
        .get("/moderator/conversations/{id}", moderator::show)
        .get("/moderator/conversations/{id}/photos/{file}", moderator::photo)
        .post("/moderator/conversations/{id}/ruling", moderator::rule)
}

/// What somebody tells, from a page or a program.
pub(super) fn read_told(form: &mut Fields) -> Option<NewReport> {
    let position = form.maybe_whole("message", 1..=i64::MAX);
    let reason = form.parsed("reason", ReportReason::parse);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    reason.filter(|_| form.is_good()).map(|reason| NewReport { position, reason, words })
}

/// What a moderator decides, from a page or a program.
pub(super) fn read_decision(form: &mut Fields) -> Option<Decision> {
    let ruling = form.parsed("ruling", Ruling::parse);
    let count = form.maybe_whole("days", PAUSE_DAYS);
    if ruling == Some(Ruling::Pause) && form.value("days").trim().is_empty() {
        form.refuse("days", Refusal::new("refused-empty"));
    }
    let words = form.maybe_paragraphs("reason", MOST_WORDS);
    if words.is_empty() {
        form.refuse("reason", Refusal::new("refused-empty"));
    }
    let days = count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
    ruling.filter(|_| form.is_good()).map(|ruling| Decision { ruling, days, words })
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoSuchConversation | ReportError::NoSuchMessage => Self::not_found(),
            ReportError::Already => Self::conflict("problem-talk-reported"),
            ReportError::TooMany => Self::too_many(SOME_HOURS),
            ReportError::Forbidden(error) => error.into(),
            ReportError::Store(error) => error.into(),
        }
    }
}

/// After a day's reports, some are possible again within a day: an hour is a fair time to try.
const SOME_HOURS: u32 = 3_600;

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::NoSuchReport => Self::not_found(),
            RuleError::OwnCase => Self::conflict("problem-own-case"),
            RuleError::Decided => Self::conflict("problem-report-decided"),
            RuleError::Forbidden(error) => error.into(),
            RuleError::Store(error) => error.into(),
        }
    }
}
