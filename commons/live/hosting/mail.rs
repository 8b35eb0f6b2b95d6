//! What is written to the two shops of an agreement.

use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::{AgreementStage, percent};

pub const HOSTING: Kind = Kind::required("live.hosting", "live");

/// To the owner of one of the two shops.
pub struct AgreementMail {
    /// Of the shop that is written to.
    pub handle: String,
    /// The other shop.
    pub other: Name,
    pub stage: AgreementStage,
    pub basis_points: u32,
    pub words: String,
}

impl Mail for AgreementMail {
    fn kind(&self) -> &'static str {
        HOSTING.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = Said::new(format!("mail-live-hosting-{}", self.stage.name()));
        let mut facts = vec![(sheet.t("mail-live-hosting-share").to_owned(), percent(self.basis_points))];
        if self.stage == AgreementStage::Asked && !self.words.is_empty() {
            facts.push((sheet.t("mail-live-hosting-words").to_owned(), self.words.clone()));
        }
        Letter {
            subject: subject.name("shop", &self.other),
            parts: vec![
                Part::Facts(facts),
                Part::Call {
                    words: sheet.t("mail-live-hosting-call").to_owned(),
                    url: sheet.link(&format!("/desk/{}/live/hosting", self.handle)),
                },
            ],
            because: sheet.t("mail-live-hosting-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> Box<dyn Mail> {
    Box::new(AgreementMail {
        handle: "zhongning-goji".to_owned(),
        other: Name::new(Lang::English, sheet.t("mail-live-sample-shop"), ""),
        stage: AgreementStage::Asked,
        basis_points: 1_000,
        words: sheet.t("mail-live-hosting-sample").to_owned(),
    })
}
