use platform::web::{Fields, Refusal};

use crate::negotiation::reports::{Decision, NewReport, ReportReason, Ruling};

/// Characters of what somebody writes about it.
pub const MOST_WORDS: usize = 2_000;

/// Days of a pause.
pub const PAUSE_DAYS: std::ops::RangeInclusive<i64> = 1..=365;

/// What somebody tells, from a page or a program.
pub fn read_told(form: &mut Fields) -> Option<NewReport> {
    let position = form.maybe_whole("message", 1..=i64::MAX);
    let reason = form.parsed("reason", ReportReason::parse);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    reason.filter(|_| form.is_good()).map(|reason| NewReport { position, reason, words })
}

/// What a moderator decides, from a page or a program.
pub fn read_decision(form: &mut Fields) -> Option<Decision> {
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

/// After a day's reports, some are possible again within a day: an hour is a fair time to try.
pub const SOME_HOURS: u32 = 3_600;
