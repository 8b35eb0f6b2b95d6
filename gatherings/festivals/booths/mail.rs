//! What is written of applications, to the shop and to the organiser.

use kernel::{Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::{ApplicationStage, promises::News};

/// A booth that is not paid in time is lost, and a fee goes back.
pub const APPLICATION: Kind = Kind::required("festivals.application", "festivals");

/// To the owner of one side: where an application stands.
pub struct ApplicationMail {
    pub news: News,
    pub stage: ApplicationStage,
    pub festival: Name,
    /// The other side's.
    pub shop: Name,
    pub booth: Option<i64>,
    pub pay_until: Option<Timestamp>,
    /// Why it was declined; empty of others.
    pub reason: String,
    pub path: String,
}

impl ApplicationMail {
    fn subject(&self) -> Said {
        let key = match (self.news, self.stage) {
            (News::ToApplicant, ApplicationStage::Applied | ApplicationStage::Waiting) => {
                "mail-festivals-waiting-subject"
            }
            (News::ToApplicant, ApplicationStage::Accepted) => "mail-festivals-accepted-subject",
            (News::ToApplicant, ApplicationStage::Confirmed) => "mail-festivals-confirmed-subject",
            (News::ToApplicant, ApplicationStage::Declined) => "mail-festivals-declined-subject",
            (News::ToApplicant, ApplicationStage::Withdrawn | ApplicationStage::Lapsed) => {
                "mail-festivals-lost-subject"
            }
            (News::ToApplicant, ApplicationStage::CalledOff) => "mail-festivals-called-off-subject",
            (News::ToOrganiser, ApplicationStage::Applied) => "mail-festivals-applied-subject",
            (News::ToOrganiser, ApplicationStage::Confirmed) => "mail-festivals-paid-subject",
            (
                News::ToOrganiser,
                ApplicationStage::Waiting
                | ApplicationStage::Accepted
                | ApplicationStage::Declined
                | ApplicationStage::Withdrawn
                | ApplicationStage::Lapsed
                | ApplicationStage::CalledOff,
            ) => "mail-festivals-given-back-subject",
        };
        Said::new(key).name("festival", &self.festival).name("shop", &self.shop)
    }
}

impl Mail for ApplicationMail {
    fn kind(&self) -> &'static str {
        APPLICATION.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut parts = Vec::new();
        if let Some(booth) = self.booth {
            let words = sheet.say("mail-festivals-booth", &[("booth", &booth.to_string())]);
            parts.push(Part::Words(words));
        }
        if let (Some(until), News::ToApplicant) = (&self.pay_until, self.news) {
            parts.push(Part::Words(sheet.say("mail-festivals-pay-until", &[("at", &sheet.moment(until))])));
        }
        if !self.reason.is_empty() {
            parts.push(Part::Words(sheet.say("mail-festivals-reason", &[("reason", &self.reason)])));
        }
        if parts.is_empty() {
            parts.push(Part::Words(sheet.t("mail-festivals-look").to_owned()));
        }
        parts.push(Part::Call {
            words: sheet.t("mail-festivals-call").to_owned(),
            url: sheet.link(&self.path),
        });
        Letter { subject: self.subject(), parts, because: sheet.t("mail-festivals-because").to_owned() }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> ApplicationMail {
    ApplicationMail {
        news: News::ToApplicant,
        stage: ApplicationStage::Accepted,
        festival: Name::new(Lang::English, sheet.t("mail-festivals-sample-festival"), ""),
        shop: Name::new(Lang::English, sheet.t("mail-festivals-sample-shop"), ""),
        booth: Some(12),
        pay_until: Some(sheet.now + days(7)),
        reason: String::new(),
        path: "/festivals".into(),
    }
}
