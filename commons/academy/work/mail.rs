//! What is written to a learner of a mark.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

/// To a learner: their work was marked, and what was said of it.
pub struct MarkMail {
    /// Of the lesson.
    pub title: String,
    pub is_good: bool,
    /// Empty when nothing was said.
    pub words: String,
    pub path: String,
}

impl Mail for MarkMail {
    fn kind(&self) -> &'static str {
        "academy.mark"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject =
            if self.is_good { "mail-academy-mark-good-subject" } else { "mail-academy-mark-again-subject" };
        let words =
            if self.is_good { "mail-academy-mark-good-words" } else { "mail-academy-mark-again-words" };
        let mut parts = vec![Part::Words(sheet.t(words).to_owned())];
        if !self.words.is_empty() {
            parts.push(Part::Words(self.words.clone()));
        }
        let call = sheet.t("mail-academy-mark-call").to_owned();
        parts.push(Part::Call { words: call, url: sheet.link(&self.path) });
        Letter {
            subject: Said::new(subject).text("lesson", &self.title),
            parts,
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let one = |is_good: bool, words: &str| {
        let title = sheet.t("academy-sample-course").to_owned();
        let path = "/academy/0000000000001/lessons/0000000000002".to_owned();
        Box::new(MarkMail { title, is_good, words: words.to_owned(), path }) as Box<dyn Mail>
    };
    vec![one(true, ""), one(false, sheet.t("academy-sample-mark"))]
}
