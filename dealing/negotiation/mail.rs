//! What conversations write to those who have not read them.

use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

/// To either side: something was said an hour ago and is still unread.
pub struct MessagesUnread {
    /// Of the shop, or the buyer.
    pub from: Name,
    /// The beginning of the newest message; empty when it has no words.
    pub words: String,
    pub unread: i64,
    pub path: String,
    /// The shop that is written to; none when it is the buyer.
    pub shop: Option<String>,
}

impl Mail for MessagesUnread {
    fn kind(&self) -> &'static str {
        "negotiation.unread"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let words = match self.words.is_empty() {
            true => sheet.t("mail-unread-look").to_owned(),
            false => format!("“{}”", self.words),
        };
        let because = match &self.shop {
            Some(shop) => selling::orders::mail::to_seller(sheet, shop),
            None => sheet.t("mail-because-talk").to_owned(),
        };
        Letter {
            subject: Said::new("mail-unread-subject").name("from", &self.from),
            parts: vec![
                Part::Words(sheet.n("mail-unread-words", self.unread)),
                Part::Words(words),
                Part::Call { words: sheet.t("mail-unread-call").to_owned(), url: sheet.link(&self.path) },
            ],
            because,
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples() -> Vec<Box<dyn Mail>> {
    let from = Name::new(Lang::Chinese, "贺兰皮雕", "Helan Leather");
    let words = "加长十厘米没问题。The strap can be ten centimetres longer.".to_owned();
    let path = "/conversations".to_owned();
    vec![Box::new(MessagesUnread { from, words, unread: 3, path, shop: None })]
}
