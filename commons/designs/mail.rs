//! What designs write to makers and sellers.

use kernel::Timestamp;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{
    ClaimState,
    notices::{NoticeNews, Outcome},
};

/// To a seller: a picture of theirs is like one of a maker's record.
pub struct PictureAlike {
    /// What the listing is called.
    pub listing: String,
    /// What the record is called, and its page.
    pub record: String,
    pub url: String,
    /// The form of the listing.
    pub path: String,
}

impl Mail for PictureAlike {
    fn kind(&self) -> &'static str {
        "designs.likeness"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let facts = vec![
            (sheet.t("design-fact-listing").to_owned(), self.listing.clone()),
            (sheet.t("design-fact-record").to_owned(), format!("{} · {}", self.record, self.url)),
        ];
        Letter {
            subject: Said::new("mail-design-likeness-subject").text("listing", &self.listing),
            parts: vec![
                Part::Words(sheet.t("mail-design-likeness-words").to_owned()),
                Part::Facts(facts),
                Part::Call {
                    words: sheet.t("mail-design-likeness-look").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-because-design").to_owned(),
        }
    }
}

/// To a maker who is asked, or to the shop that asked.
pub struct ClaimNews {
    pub state: ClaimState,
    pub shop: String,
    pub listing: String,
    pub record: String,
    pub path: String,
}

impl Mail for ClaimNews {
    fn kind(&self) -> &'static str {
        "designs.claim"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let facts = vec![
            (sheet.t("design-fact-shop").to_owned(), self.shop.clone()),
            (sheet.t("design-fact-listing").to_owned(), self.listing.clone()),
            (sheet.t("design-fact-record").to_owned(), self.record.clone()),
        ];
        let state = self.state.name();
        Letter {
            subject: Said::new(format!("mail-design-claim-subject-{state}")).text("shop", &self.shop),
            parts: vec![
                Part::Words(sheet.of("mail-design-claim-words", state)),
                Part::Facts(facts),
                Part::Call { words: sheet.t("mail-design-look").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-because-design").to_owned(),
        }
    }
}

/// To one of the two sides: a notice was given, answered, ruled …
pub struct NoticeMail {
    pub news: NoticeNews,
    pub to_maker: bool,
    pub listing: String,
    pub record: String,
    pub outcome: Option<Outcome>,
    /// Of the ruling.
    pub reason: String,
    /// By when something may or must be done.
    pub until: Option<Timestamp>,
    pub path: String,
}

impl Mail for NoticeMail {
    fn kind(&self) -> &'static str {
        "designs.notice"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut facts = vec![
            (sheet.t("design-fact-listing").to_owned(), self.listing.clone()),
            (sheet.t("design-fact-record").to_owned(), self.record.clone()),
        ];
        if let Some(outcome) = self.outcome {
            facts.push((
                sheet.t("design-fact-outcome").to_owned(),
                sheet.of("design-outcome", outcome.name()),
            ));
            facts.push((sheet.t("design-fact-reason").to_owned(), self.reason.clone()));
        }
        if let Some(until) = self.until {
            facts.push((sheet.t("design-fact-until").to_owned(), sheet.day(&until)));
        }
        let words = match (self.news, self.to_maker) {
            (NoticeNews::Lapsed, true) => sheet.t("mail-design-notice-words-lapsed-maker").to_owned(),
            (news, _) => sheet.of("mail-design-notice-words", news.name()),
        };
        let subject = format!("mail-design-notice-subject-{}", self.news.name());
        Letter {
            subject: Said::new(subject).text("listing", &self.listing),
            parts: vec![
                Part::Words(words),
                Part::Facts(facts),
                Part::Call { words: sheet.t("mail-design-look").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-because-design").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (listing, record) = (sheet.t("mail-sample-design-listing"), sheet.t("mail-sample-design"));
    let (listing, record) = (listing.to_owned(), record.to_owned());
    let url = sheet.link("/designs");
    let path = "/desk".to_owned();
    let claim = |state| ClaimNews {
        state,
        shop: sheet.t("mail-sample-design-shop").to_owned(),
        listing: listing.clone(),
        record: record.clone(),
        path: path.clone(),
    };
    let notice = |news| NoticeMail {
        news,
        to_maker: news == NoticeNews::Answered,
        listing: listing.clone(),
        record: record.clone(),
        outcome: (news == NoticeNews::Ruled).then_some(Outcome::FolkPattern),
        reason: sheet.t("mail-sample-design-reason").to_owned(),
        until: Some(sheet.now + kernel::days(7)),
        path: path.clone(),
    };
    let alike = PictureAlike { listing: listing.clone(), record: record.clone(), url, path: path.clone() };
    let mut all: Vec<Box<dyn Mail>> = vec![Box::new(alike)];
    for state in [ClaimState::Asked, ClaimState::Granted, ClaimState::Refused] {
        all.push(Box::new(claim(state)));
    }
    for news in NoticeNews::ALL.iter().copied() {
        all.push(Box::new(notice(news)));
    }
    all
}
