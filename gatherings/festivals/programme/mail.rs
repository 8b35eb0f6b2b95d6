//! What is written to those who have a seat.

use kernel::{Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

pub const PROGRAMME: Kind = Kind::optional("festivals.programme", "festivals");

/// What has become of a thing at which somebody has a seat.
pub enum News {
    Moved { begins_at: Timestamp, stage: String },
    Dropped,
    CalledOff,
}

pub struct ProgrammeMail {
    pub festival: Name,
    pub title: String,
    pub news: News,
    pub path: String,
}

impl Mail for ProgrammeMail {
    fn kind(&self) -> &'static str {
        PROGRAMME.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (subject, words) = match &self.news {
            News::Moved { begins_at, stage } => {
                let at = sheet.moment(begins_at);
                let told: [(&str, &str); 3] = [("at", &at), ("stage", stage), ("title", &self.title)];
                ("mail-festivals-moved-subject", sheet.say("mail-festivals-moved-words", &told))
            }
            News::Dropped => {
                let words = sheet.say("mail-festivals-dropped-words", &[("title", &self.title)]);
                ("mail-festivals-dropped-subject", words)
            }
            News::CalledOff => {
                let words = sheet.say("mail-festivals-off-words", &[("title", &self.title)]);
                ("mail-festivals-off-subject", words)
            }
        };
        Letter {
            subject: Said::new(subject).name("festival", &self.festival).text("title", &self.title),
            parts: vec![
                Part::Words(words),
                Part::Call { words: sheet.t("mail-festivals-call").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-festivals-seat-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> ProgrammeMail {
    ProgrammeMail {
        festival: Name::new(Lang::English, sheet.t("mail-festivals-sample-festival"), ""),
        title: sheet.t("mail-festivals-sample-title").to_owned(),
        news: News::Moved {
            begins_at: sheet.now + days(3),
            stage: sheet.t("mail-festivals-sample-stage").to_owned(),
        },
        path: "/festivals".into(),
    }
}
