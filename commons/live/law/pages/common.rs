use std::time::Duration;

use kernel::{Timestamp, days};
use platform::web::{Fields, Refusal};

use crate::live::{
    RoomId,
    clips::pages::read_clock,
    law::{Decision, NewPassage},
};

/// Characters of what is said in a case.
const MOST_WORDS: usize = 2_000;
/// Letters of a time: `1:02:03`.
const MOST_TIME: usize = 10;
/// Days of a ban.
const MOST_DAYS: i64 = 3_650;

/// Words that have to be said.
pub fn read_words(form: &mut Fields, name: &str) -> String {
    let words = form.maybe_paragraphs(name, MOST_WORDS);
    if words.is_empty() && form.refusal(name).is_none() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    words
}

fn time(form: &mut Fields, name: &str) -> Option<Duration> {
    let text = form.line(name, MOST_TIME);
    let read = read_clock(&text);
    if read.is_none() && !text.is_empty() {
        form.refuse(name, Refusal::new("refused-clip-time"));
    }
    read.map(Duration::from_secs)
}

/// What somebody wants to have taken out, from a page or a program.
pub fn read_passage(form: &mut Fields, room: RoomId) -> Option<NewPassage> {
    let (after, until) = (time(form, "from"), time(form, "to"));
    let words = read_words(form, "words");
    let (after, until) = after.zip(until).filter(|_| form.is_good())?;
    Some(NewPassage { room, after, until, words })
}

/// What a shop answers, or the market decides: `take-out`, or `keep` with why.
pub fn read_answer(form: &mut Fields) -> Option<Decision> {
    match form.value("decision") {
        "take-out" => Some(Decision::TakeOut),
        "keep" => {
            let words = read_words(form, "words");
            form.is_good().then_some(Decision::Keep(words))
        }
        _ => {
            form.refuse("decision", Refusal::new("refused-not-a-choice"));
            None
        }
    }
}

/// Why a shop may give no shows, and until when.
pub fn read_ban(form: &mut Fields, now: Timestamp) -> Option<(String, Timestamp)> {
    let reason = read_words(form, "reason");
    let length = form.whole("days", 1..=MOST_DAYS);
    let length = u64::try_from(length).ok().filter(|_| form.is_good())?;
    Some((reason, now + days(length)))
}
