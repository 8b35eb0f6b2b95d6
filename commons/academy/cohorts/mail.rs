//! What is written to the learners of a cohort.

use kernel::{Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

pub const SESSION: Kind = Kind::optional("academy.session", "academy");
pub const COHORT: Kind = Kind::optional("academy.cohort", "academy");

/// To a learner: a session is tomorrow.
pub struct SessionMail {
    pub cohort: String,
    pub title: String,
    pub place: String,
    pub begins_at: Timestamp,
    pub path: String,
}

impl Mail for SessionMail {
    fn kind(&self) -> &'static str {
        SESSION.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let at = sheet.moment(&self.begins_at);
        let mut parts = vec![Part::Words(
            sheet.say("mail-academy-session-words", &[("at", &at), ("title", &self.title)]),
        )];
        if !self.place.is_empty() {
            parts.push(Part::Words(sheet.say("mail-academy-session-place", &[("place", &self.place)])));
        }
        parts.push(Part::Call {
            words: sheet.t("mail-academy-session-call").to_owned(),
            url: sheet.link(&self.path),
        });
        Letter {
            subject: Said::new("mail-academy-session-subject").text("cohort", &self.cohort),
            parts,
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// What has become of a cohort or of one of its sessions.
pub enum News {
    CalledOff,
    Moved { title: String, begins_at: Timestamp },
    Dropped,
}

/// To a learner: the cohort is called off, or a session has another moment.
pub struct CohortMail {
    pub cohort: String,
    pub news: News,
    pub path: String,
}

impl Mail for CohortMail {
    fn kind(&self) -> &'static str {
        COHORT.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (subject, words) = match &self.news {
            News::CalledOff => {
                ("mail-academy-called-off-subject", sheet.t("mail-academy-called-off-words").to_owned())
            }
            News::Moved { title, begins_at } => {
                let at = sheet.moment(begins_at);
                let words = sheet.say("mail-academy-moved-words", &[("title", title), ("at", &at)]);
                ("mail-academy-moved-subject", words)
            }
            News::Dropped => ("mail-academy-moved-subject", sheet.t("mail-academy-dropped-words").to_owned()),
        };
        Letter {
            subject: Said::new(subject).text("cohort", &self.cohort),
            parts: vec![
                Part::Words(words),
                Part::Call {
                    words: sheet.t("mail-academy-session-call").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let cohort = || sheet.t("academy-sample-cohort").to_owned();
    let title = || sheet.t("academy-sample-course").to_owned();
    let (begins_at, path) = (sheet.now + days(1), "/academy/cohorts/000000000000z".to_owned());
    let told = |news: News| CohortMail { cohort: cohort(), news, path: path.clone() };
    vec![
        Box::new(told(News::CalledOff)),
        Box::new(told(News::Moved { title: title(), begins_at })),
        Box::new(told(News::Dropped)),
        Box::new(SessionMail {
            cohort: cohort(),
            title: title(),
            place: sheet.t("academy-sample-place").to_owned(),
            begins_at,
            path: path.clone(),
        }),
    ]
}
