//! What is written to those who follow shops.

use platform::{
    i18n::{Lang, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::fresh_store::FreshShop;

/// To a follower: what the shops have put out since yesterday.
pub struct FreshMail {
    /// At least one.
    pub shops: Vec<FreshShop>,
}

impl Mail for FreshMail {
    fn kind(&self) -> &'static str {
        "catalog.fresh"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let name = |shop: &FreshShop| shop.name_in(sheet.text.lang()).to_owned();
        let (subject, path) = match self.shops.as_slice() {
            [only] => (
                Said::new("mail-fresh-subject-one").name("shop", &only.called()),
                format!("/shops/{}", only.handle),
            ),
            several => (Said::count("mail-fresh-subject", several.len()), "/following".to_owned()),
        };
        let things = |shop: &FreshShop| (name(shop), sheet.n("mail-fresh-things", shop.listings));
        Letter {
            subject,
            parts: vec![
                Part::Words(sheet.t("mail-fresh-words").to_owned()),
                Part::Facts(self.shops.iter().map(things).collect()),
                Part::Call { words: sheet.t("mail-fresh-call").to_owned(), url: sheet.link(&path) },
            ],
            because: sheet.t("mail-fresh-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let shop = |key: &str, listings| FreshShop {
        handle: "helan-leather".into(),
        name: sheet.t(key).to_owned(),
        name_en: String::new(),
        language: Lang::English,
        listings,
    };
    vec![
        Box::new(FreshMail { shops: vec![shop("mail-fresh-sample-shop", 3)] }),
        Box::new(FreshMail {
            shops: vec![shop("mail-fresh-sample-shop", 3), shop("mail-fresh-sample-other", 1)],
        }),
    ]
}
