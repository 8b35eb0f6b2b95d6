//! What accounts write to people.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{Purpose, code};

/// Six digits that prove who reads this address.
pub struct CodeMail {
    pub purpose: Purpose,
    pub code: String,
}

impl Mail for CodeMail {
    fn kind(&self) -> &'static str {
        match self.purpose {
            Purpose::SignIn => "accounts.sign_in_code",
            Purpose::Password => "accounts.password_code",
            Purpose::NewPhone => "accounts.new_phone_code",
        }
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let purpose = self.purpose.name();
        Letter {
            subject: Said::new(format!("mail-code-subject-{}", purpose.replace('_', "-")))
                .text("code", &self.code)
                .text("market", &sheet.market),
            parts: vec![
                Part::Words(sheet.of("mail-code-words", purpose)),
                Part::Code(self.code.clone()),
                Part::Words(sheet.n("mail-code-minutes", code::MINUTES)),
                Part::Words(sheet.t("mail-code-warning").to_owned()),
            ],
            because: sheet.t("mail-code-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples() -> Vec<Box<dyn Mail>> {
    let code = |purpose| -> Box<dyn Mail> { Box::new(CodeMail { purpose, code: "204816".into() }) };
    // A code for a new number goes by text alone.
    [Purpose::SignIn, Purpose::Password].into_iter().map(code).collect()
}
