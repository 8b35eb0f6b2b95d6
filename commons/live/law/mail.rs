//! What is written about bans and passages.

use kernel::{ShopId, Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{Ban, BanId, BanState, Passage, PassageId, PassageState};
use crate::live::RoomId;

pub const BAN: Kind = Kind::required("live.ban", "live");
pub const PASSAGE: Kind = Kind::required("live.passage", "live");

/// To the owner of a shop that may give no shows, or may again.
pub struct BanMail {
    pub handle: String,
    pub ban: Ban,
}

impl Mail for BanMail {
    fn kind(&self) -> &'static str {
        BAN.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = match self.ban.state.name() {
            "lifted" => "mail-live-ban-lifted",
            "appealed" => "mail-live-ban-appealed",
            "upheld" => "mail-live-ban-upheld",
            _ => "mail-live-ban-standing",
        };
        let mut facts = vec![
            (sheet.t("live-ban-reason").to_owned(), self.ban.reason.clone()),
            (sheet.t("live-ban-until").to_owned(), sheet.moment(&self.ban.until)),
        ];
        if !self.ban.answer().is_empty() {
            facts.push((sheet.t("live-ban-answer").to_owned(), self.ban.answer().to_owned()));
        }
        Letter {
            subject: Said::new(subject),
            parts: vec![
                Part::Facts(facts),
                Part::Call {
                    words: sheet.t("mail-live-ban-call").to_owned(),
                    url: sheet.link(&format!("/desk/{}/live/law", self.handle)),
                },
            ],
            because: sheet.t("mail-live-ban-because").to_owned(),
        }
    }
}

/// Who is written to about a passage.
pub enum Side {
    /// The shop, by its handle.
    Shop(String),
    Asker,
}

/// To those whom a passage concerns.
pub struct PassageMail {
    pub passage: Passage,
    pub title: String,
    pub side: Side,
}

impl Mail for PassageMail {
    fn kind(&self) -> &'static str {
        PASSAGE.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = Said::new(format!("mail-live-passage-{}", self.passage.state.name()));
        let path = match &self.side {
            Side::Shop(handle) => format!("/desk/{handle}/live/passages"),
            Side::Asker => "/live/passages".to_owned(),
        };
        let mut facts = vec![(sheet.t("live-passage-what").to_owned(), self.passage.words.clone())];
        if !self.passage.answer().is_empty() {
            facts.push((sheet.t("live-ban-answer").to_owned(), self.passage.answer().to_owned()));
        }
        if let Some(due) = self.passage.due_at() {
            facts.push((sheet.t("live-passage-due").to_owned(), sheet.moment(&due)));
        }
        Letter {
            subject: subject.text("title", &self.title),
            parts: vec![
                Part::Facts(facts),
                Part::Call { words: sheet.t("mail-live-passage-call").to_owned(), url: sheet.link(&path) },
            ],
            because: sheet.t("mail-live-passage-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (shop, now): (ShopId, Timestamp) = (ShopId::new(1), sheet.now);
    let said = |key: &str| sheet.t(key).to_owned();
    let ban = Ban {
        id: BanId::new(shop, 1),
        reason: said("mail-live-ban-sample"),
        until: now + days(30),
        state: BanState::Standing,
        created_at: now,
        updated_at: now,
    };
    let passage = Passage {
        id: PassageId::new(shop, 1),
        room: RoomId::new(shop, 1),
        account: None,
        from: now,
        to: now,
        words: said("mail-live-passage-sample"),
        state: PassageState::Asked { answer_by: now + days(7) },
        created_at: now,
        updated_at: now,
    };
    let handle = || "helan-leather".to_owned();
    vec![
        Box::new(BanMail { handle: handle(), ban }),
        Box::new(PassageMail { passage, title: said("mail-live-sample-title"), side: Side::Shop(handle()) }),
    ]
}
