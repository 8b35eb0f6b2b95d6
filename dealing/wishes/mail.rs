//! What is written to those who keep things.

use goods::catalog::{Card, Face, Facts, Kind, ListingId};
use kernel::{Currency, Money, ShopId};
use platform::{
    i18n::{Lang, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::{Note, note_words};

/// To somebody whose wishes are cheaper, or there again.
pub struct WishMail {
    /// At least one.
    pub news: Vec<News>,
}

/// A thing that somebody keeps, with what is said of it.
pub struct News {
    pub card: Card,
    /// What its cheapest piece costs everybody now.
    pub price: Money,
    pub notes: Vec<Note>,
}

impl Mail for WishMail {
    fn kind(&self) -> &'static str {
        "wishes.news"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let lang = sheet.text.lang();
        let (subject, path) = match self.news.as_slice() {
            [only] => {
                let is_back = only.notes.first() == Some(&Note::Back);
                let key = if is_back { "mail-wish-subject-back" } else { "mail-wish-subject-cheaper" };
                (Said::new(key).name("thing", &only.card.called()), only.card.url())
            }
            several => (Said::count("mail-wish-subject", several.len()), "/wishes".to_owned()),
        };
        let facts = |news: &News| {
            let notes = news.notes.iter().map(|note| note_words(sheet, *note));
            let words = std::iter::once(sheet.money(&news.price)).chain(notes).collect::<Vec<_>>();
            (news.card.title_in(&lang).to_owned(), words.join(" · "))
        };
        Letter {
            subject,
            parts: vec![
                Part::Words(sheet.t("mail-wish-words").to_owned()),
                Part::Facts(self.news.iter().map(facts).collect()),
                Part::Call { words: sheet.t("mail-wish-call").to_owned(), url: sheet.link(&path) },
            ],
            because: sheet.t("mail-wish-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let yuan = |yuan: i64| Money::new(100 * yuan, Currency::CNY);
    let news = |key: &str, notes: Vec<Note>| News {
        card: Card {
            id: ListingId::new(ShopId::new(1), 1),
            handle: "sample".to_owned(),
            kind: Kind::Stock,
            title: sheet.t(key).to_owned(),
            title_en: String::new(),
            cover: String::new(),
            low: yuan(380),
            high: yuan(380),
            facts: Facts::default(),
            shop: Face {
                handle: "helan-leather".to_owned(),
                name: String::new(),
                name_en: String::new(),
                language: Lang::English,
                region: String::new(),
                city: String::new(),
                place_en: String::new(),
                seal: String::new(),
                band: String::new(),
                zone: "UTC".to_owned(),
            },
        },
        price: yuan(380),
        notes,
    };
    let cheaper = || news("mail-wish-sample-thing", vec![Note::Cheaper(yuan(40))]);
    let back = || news("mail-wish-sample-other", vec![Note::Back]);
    let mail = |news| -> Box<dyn Mail> { Box::new(WishMail { news }) };
    vec![mail(vec![cheaper()]), mail(vec![back()]), mail(vec![cheaper(), back()])]
}
