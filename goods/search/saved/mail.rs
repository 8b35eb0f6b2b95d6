//! What is written to those who saved a search.

use std::sync::Arc;

use kernel::{Currency, Timestamp};
use people::capability::Brought;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{SavedId, SavedSearch};
use crate::catalog::Card;

/// To somebody who saved searches: what is new.
pub struct FoundMail {
    /// At least one.
    pub found: Vec<FoundSearch>,
    /// Of the link that ends these mails.
    pub token: String,
    pub capabilities: Arc<[Brought]>,
    pub home: Currency,
}

/// A search with the first of what is new, and how much that is.
pub struct FoundSearch {
    pub search: SavedSearch,
    pub first: Vec<Card>,
    pub all: i64,
}

impl Mail for FoundMail {
    fn kind(&self) -> &'static str {
        "search.saved"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let name = |found: &FoundSearch| found.search.name(sheet, &self.capabilities, self.home);
        let (subject, path) = match self.found.as_slice() {
            [only] => (Said::new("mail-saved-subject-one").text("search", name(only)), only.search.newest()),
            several => (Said::count("mail-saved-subject", several.len()), "/searches".to_owned()),
        };
        let facts = |found: &FoundSearch| {
            let lang = sheet.text.lang();
            let titles = found.first.iter().map(|card| card.title_in(&lang).to_owned());
            let count = sheet.n("mail-saved-things", found.all);
            (name(found), std::iter::once(count).chain(titles).collect::<Vec<_>>().join(" · "))
        };
        let end = sheet.link(&format!("/searches/end/{}", self.token));
        Letter {
            subject,
            parts: vec![
                Part::Words(sheet.t("mail-saved-words").to_owned()),
                Part::Facts(self.found.iter().map(facts).collect()),
                Part::Call { words: sheet.t("mail-saved-call").to_owned(), url: sheet.link(&path) },
                Part::Words(sheet.say("mail-saved-end", &[("link", &end)])),
            ],
            because: sheet.t("mail-saved-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let found = |query: &str, all| FoundSearch {
        search: SavedSearch {
            id: SavedId::new(1),
            query: query.to_owned(),
            has_alerts: true,
            saved_at: Timestamp::from_micros(0),
        },
        first: Vec::new(),
        all,
    };
    let words = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", sheet.t("mail-saved-sample-words"))
        .finish();
    let mail = |found| {
        let token = "5f3kq0w8z1".to_owned();
        Box::new(FoundMail { found, token, capabilities: Arc::new([]), home: Currency::CNY })
    };
    vec![mail(vec![found(&words, 3)]), mail(vec![found(&words, 3), found("craft=leather&price_to=300", 1)])]
}
