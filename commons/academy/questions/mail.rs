//! What is written to who has asked.

use people::kind::Kind;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

pub const ANSWER: Kind = Kind::optional("academy.answer", "academy");

/// To a learner: the lecturer has answered.
pub struct AnswerMail {
    pub title: String,
    pub answer: String,
    pub path: String,
}

impl Mail for AnswerMail {
    fn kind(&self) -> &'static str {
        ANSWER.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-academy-answer-subject").text("course", &self.title),
            parts: vec![
                Part::Words(self.answer.clone()),
                Part::Call {
                    words: sheet.t("mail-academy-answer-call").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> Box<dyn Mail> {
    Box::new(AnswerMail {
        title: sheet.t("academy-sample-course").to_owned(),
        answer: sheet.t("academy-sample-answer").to_owned(),
        path: "/academy/000000000000z/questions".to_owned(),
    })
}
