//! What a shop writes to many.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

/// A shop's note, as one of many gets it.
pub struct ShopNote {
    pub shop: String,
    pub handle: String,
    pub subject: String,
    pub words: String,
    /// Of a coupon; empty for none.
    pub code: String,
}

impl Mail for ShopNote {
    fn kind(&self) -> &'static str {
        "insights.note"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut parts = vec![Part::Words(self.words.clone())];
        if !self.code.is_empty() {
            parts.push(Part::Facts(vec![(sheet.t("insights-note-code").to_owned(), self.code.clone())]));
        }
        parts.push(Part::Call {
            words: sheet.t("mail-insights-note-look").to_owned(),
            url: sheet.link(&format!("/shops/{}", self.handle)),
        });
        Letter {
            subject: Said::new("mail-insights-note-subject")
                .text("shop", &self.shop)
                .text("subject", &self.subject),
            parts,
            because: sheet.t("mail-insights-note-because").to_owned(),
        }
    }
}
