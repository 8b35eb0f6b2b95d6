//! What is written about a reported conversation when it is decided.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::Ruling;

/// To whoever reported it.
pub struct ReportRuled {
    pub ruling: Ruling,
    /// The moderator's reason.
    pub words: String,
    pub path: String,
}

impl Mail for ReportRuled {
    fn kind(&self) -> &'static str {
        "negotiation.report_ruled"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-report-subject"),
            parts: vec![
                Part::Words(sheet.of("mail-report-words", self.ruling.name())),
                Part::Facts(vec![(sheet.t("mail-report-reason").to_owned(), self.words.clone())]),
                Part::Call { words: sheet.t("mail-report-look").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-because-report").to_owned(),
        }
    }
}

/// To whoever wrote it: a warning, or a pause.
pub struct WriterWarned {
    /// The last day of a pause; empty when it is a warning.
    pub until: String,
    pub words: String,
    pub path: String,
}

impl Mail for WriterWarned {
    fn kind(&self) -> &'static str {
        "negotiation.warned"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (subject, words) = match self.until.is_empty() {
            true => (Said::new("mail-warned-subject"), sheet.t("mail-warned-words").to_owned()),
            false => {
                (Said::new("mail-paused-subject"), sheet.say("mail-paused-words", &[("day", &self.until)]))
            }
        };
        Letter {
            subject,
            parts: vec![
                Part::Words(words),
                Part::Facts(vec![(sheet.t("mail-report-reason").to_owned(), self.words.clone())]),
                Part::Call { words: sheet.t("mail-report-look").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-because-warned").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let words = sheet.t("mail-sample-ruling").to_owned();
    let path = "/conversations".to_owned();
    let until = sheet.day(&(sheet.now + kernel::days(7)));
    vec![
        Box::new(ReportRuled { ruling: Ruling::Warn, words: words.clone(), path: path.clone() }),
        Box::new(WriterWarned { until: String::new(), words: words.clone(), path: path.clone() }),
        Box::new(WriterWarned { until, words, path }),
    ]
}
