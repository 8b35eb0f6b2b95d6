//! What drives write to those whom helpers ask.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

/// To somebody who has given a helper their address or number.
pub struct InvitationMail {
    pub drive: String,
    pub helper: String,
    pub path: String,
}

impl Mail for InvitationMail {
    fn kind(&self) -> &'static str {
        "drives.invitation"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let facts = vec![
            (sheet.t("drive-fact-drive").to_owned(), self.drive.clone()),
            (sheet.t("drive-fact-helper").to_owned(), self.helper.clone()),
        ];
        Letter {
            subject: Said::new("mail-drive-invitation-subject").text("drive", &self.drive),
            parts: vec![
                Part::Words(sheet.t("mail-drive-invitation-words").to_owned()),
                Part::Facts(facts),
                Part::Call {
                    words: sheet.t("mail-drive-invitation-call").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-because-drive").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (drive, helper) =
        (sheet.t("drive-sample-name").to_owned(), sheet.t("drive-sample-helper").to_owned());
    vec![Box::new(InvitationMail {
        drive,
        helper,
        path: "/drives/0000000000001/invitations/0000000000002".to_owned(),
    })]
}
