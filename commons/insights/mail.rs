//! What insights write to shops.

use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{crowd::Crowd, segments::mail::ShopNote, word::Word};

/// To a shop, once a week: what many look for and do not find, near to what it makes.
pub struct MakeNext {
    /// Its page of it.
    pub path: String,
    /// At least one.
    pub words: Vec<Word>,
}

impl Mail for MakeNext {
    fn kind(&self) -> &'static str {
        "insights.next"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let fact = |word: &Word| (word.text.clone(), evidence(sheet, word));
        let first = self.words.first().map(|word| word.text.clone()).unwrap_or_default();
        Letter {
            subject: Said::new("mail-insights-next-subject").text("words", first),
            parts: vec![
                Part::Words(sheet.t("mail-insights-next-words").to_owned()),
                Part::Facts(self.words.iter().map(fact).collect()),
                Part::Call {
                    words: sheet.t("mail-insights-next-look").to_owned(),
                    url: sheet.link(&self.path),
                },
            ],
            because: sheet.t("mail-insights-because").to_owned(),
        }
    }
}

fn evidence(sheet: &Sheet, word: &Word) -> String {
    let people = sheet.n("insights-people-least", word.people.get());
    let found = sheet.n("insights-finds", word.found);
    format!("{people} · {found}")
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let word = |key: &str, people: i64, found: i64| Word {
        lang: sheet.text.lang().code().to_owned(),
        text: sheet.t(key).to_owned(),
        people: Crowd::kept(people),
        before: Crowd::default(),
        found,
    };
    let words = vec![word("mail-insights-sample", 60, 0), word("mail-insights-sample-other", 20, 2)];
    let note = ShopNote {
        shop: sheet.t("mail-insights-sample-shop").to_owned(),
        handle: "sample".to_owned(),
        subject: sheet.t("mail-insights-sample-other").to_owned(),
        words: sheet.t("mail-insights-sample-words").to_owned(),
        code: "SPRING".to_owned(),
    };
    vec![Box::new(MakeNext { path: "/desk/sample/insights/words".to_owned(), words }), Box::new(note)]
}
