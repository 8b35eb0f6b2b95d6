//! What is written to those who are in a cohort.

use kernel::{Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::promises::News;

pub const SESSION: Kind = Kind::optional("academy.session", "academy");
pub const COHORT: Kind = Kind::required("academy.cohort", "academy");
pub const ANSWER: Kind = Kind::optional("academy.answer", "academy");

fn call(sheet: &Sheet, key: &'static str, path: &str) -> Part {
    Part::Call { words: sheet.t(key).to_owned(), url: sheet.link(path) }
}

/// To a learner: a session is tomorrow.
pub struct SessionMail {
    pub cohort: String,
    pub title: String,
    /// Empty when there is none.
    pub place: String,
    pub begins_at: Timestamp,
    pub path: String,
}

impl Mail for SessionMail {
    fn kind(&self) -> &'static str {
        SESSION.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut facts = vec![
            (sheet.t("cohort-session").to_owned(), self.title.clone()),
            (sheet.t("cohort-begins").to_owned(), sheet.moment(&self.begins_at)),
        ];
        if !self.place.is_empty() {
            facts.push((sheet.t("cohort-place").to_owned(), self.place.clone()));
        }
        Letter {
            subject: Said::new("mail-academy-session-subject").text("cohort", &self.cohort),
            parts: vec![Part::Facts(facts), call(sheet, "mail-academy-cohort-call", &self.path)],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// To a learner: their cohort is called off, or its dates were changed.
pub struct CohortMail {
    pub news: News,
    pub cohort: String,
    pub path: String,
}

impl Mail for CohortMail {
    fn kind(&self) -> &'static str {
        COHORT.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (subject, words) = match self.news {
            News::CalledOff => ("mail-academy-called-off-subject", "mail-academy-called-off-words"),
            News::Moved => ("mail-academy-moved-subject", "mail-academy-moved-words"),
        };
        Letter {
            subject: Said::new(subject).text("cohort", &self.cohort),
            parts: vec![
                Part::Words(sheet.t(words).to_owned()),
                call(sheet, "mail-academy-cohort-call", &self.path),
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// To a learner: the lecturer has answered.
pub struct AnswerMail {
    pub words: String,
    pub answer: String,
    pub path: String,
}

impl Mail for AnswerMail {
    fn kind(&self) -> &'static str {
        ANSWER.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-academy-answer-subject"),
            parts: vec![
                Part::Facts(vec![
                    (sheet.t("question-yours").to_owned(), self.words.clone()),
                    (sheet.t("question-answer").to_owned(), self.answer.clone()),
                ]),
                call(sheet, "mail-academy-answer-call", &self.path),
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let cohort = sheet.t("cohort-sample-name").to_owned();
    let path = "/academy/cohorts/0000000000001".to_owned();
    let news = |news| {
        let (cohort, path) = (cohort.clone(), path.clone());
        Box::new(CohortMail { news, cohort, path })
    };
    vec![
        Box::new(SessionMail {
            cohort: cohort.clone(),
            title: sheet.t("academy-sample-course").to_owned(),
            place: sheet.t("cohort-sample-place").to_owned(),
            begins_at: sheet.now + days(1),
            path: path.clone(),
        }),
        news(News::CalledOff),
        news(News::Moved),
        Box::new(AnswerMail {
            words: sheet.t("question-sample").to_owned(),
            answer: sheet.t("question-sample-answer").to_owned(),
            path,
        }),
    ]
}
