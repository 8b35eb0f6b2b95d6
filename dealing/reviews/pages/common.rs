use platform::web::{Fields, Refusal};

use crate::reviews::{Author, Change, Decided, Decision, Opinion, Scores, Verdict};

/// Characters of a review, a reply, a report, a reason.
pub const MOST_WORDS: usize = 2_000;

/// What somebody says, from a page or a program; the scores are a buyer's.
pub fn read_said(form: &mut Fields, author: Author, photos: Vec<String>) -> Option<Opinion> {
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
pub fn read_change(form: &mut Fields) -> Change {
    if form.yes_or_no("drop_photos") { Change::DropPhotos } else { Change::KeepPhotos }
}

/// Several lines that must be there.
pub fn read_words(form: &mut Fields, name: &str) -> String {
    let words = form.maybe_paragraphs(name, MOST_WORDS);
    if words.is_empty() {
        form.refuse(name, Refusal::new("refused-empty"));
    }
    words
}

/// What a moderator decides, from a page or a program.
pub fn read_decision(form: &mut Fields) -> Option<Decision> {
    let decided = form.parsed("decision", Decided::parse);
    let words = read_words(form, "reason");
    decided.filter(|_| form.is_good()).map(|decided| Decision { decided, words })
}
