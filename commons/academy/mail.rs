//! What the academy writes to learners and lecturers.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{cohorts, questions};

/// To a learner: the course is complete, and this is the certificate.
pub struct CertificateMail {
    pub title: String,
    pub path: String,
}

impl Mail for CertificateMail {
    fn kind(&self) -> &'static str {
        "academy.certificate"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-academy-certificate-subject").text("course", &self.title),
            parts: vec![
                Part::Words(sheet.t("mail-academy-certificate-words").to_owned()),
                Part::Call {
                    words: sheet.t("mail-academy-certificate-call").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// To a learner: the market has withdrawn a certificate, and why.
pub struct WithdrawnMail {
    pub title: String,
    pub reason: String,
    pub path: String,
}

impl Mail for WithdrawnMail {
    fn kind(&self) -> &'static str {
        "academy.withdrawn"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-academy-withdrawn-subject").text("course", &self.title),
            parts: vec![
                Part::Words(sheet.say("mail-academy-withdrawn-words", &[("reason", &self.reason)])),
                Part::Call {
                    words: sheet.t("mail-academy-certificate-call").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-academy-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let title = sheet.t("academy-sample-course").to_owned();
    let path = "/certificates/0123456789abcdef".to_owned();
    let mut all: Vec<Box<dyn Mail>> =
        vec![Box::new(CertificateMail { title: title.clone(), path: path.clone() })];
    let reason = sheet.t("academy-sample-reason").to_owned();
    all.push(Box::new(WithdrawnMail { title, reason, path }));
    all.extend(cohorts::mail::samples(sheet));
    all.push(questions::mail::sample(sheet));
    all.extend(super::work::mail::samples(sheet));
    all
}
