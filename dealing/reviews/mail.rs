//! What reviews write to buyers and shops.

use kernel::Timestamp;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};
use selling::orders::mail::{Mentioned, to_buyer, to_seller};

use super::Verdict;

/// To the side that it is about: a review was published.
pub struct ReviewPublished {
    pub order: Mentioned,
    pub verdict: Verdict,
    pub to_buyer: bool,
}

impl Mail for ReviewPublished {
    fn kind(&self) -> &'static str {
        "reviews.published"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let words = if self.to_buyer {
            sheet.say("mail-review-words-buyer", &[("shop", &self.order.shop)])
        } else {
            sheet.t("mail-review-words-seller").to_owned()
        };
        Letter {
            subject: Said::new(format!("mail-review-subject-{}", self.verdict.name().replace('_', "-"))),
            parts: vec![
                Part::Words(words),
                Part::Facts(self.order.facts(sheet)),
                look(sheet, &self.order, self.to_buyer),
            ],
            because: because(sheet, &self.order, self.to_buyer),
        }
    }
}

/// To the author: the other side has answered.
pub struct ReviewReplied {
    pub order: Mentioned,
    pub words: String,
    pub to_buyer: bool,
}

impl Mail for ReviewReplied {
    fn kind(&self) -> &'static str {
        "reviews.replied"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = if self.to_buyer {
            Said::new("mail-reply-subject").name("shop", &self.order.name)
        } else {
            Said::new("mail-reply-subject-seller")
        };
        Letter {
            subject,
            parts: vec![
                Part::Words(self.words.clone()),
                Part::Facts(self.order.facts(sheet)),
                look(sheet, &self.order, self.to_buyer),
            ],
            because: because(sheet, &self.order, self.to_buyer),
        }
    }
}

/// To the buyer: how was it?
pub struct ReviewReminder {
    pub order: Mentioned,
    pub until: Timestamp,
}

impl Mail for ReviewReminder {
    fn kind(&self) -> &'static str {
        "reviews.reminder"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let url = sheet.link(&format!("/orders/{}/review", self.order.id));
        Letter {
            subject: Said::new("mail-ask-review-subject").name("shop", &self.order.name),
            parts: vec![
                Part::Words(sheet.say("mail-ask-review-words", &[("day", &sheet.day(&self.until))])),
                Part::Facts(self.order.facts(sheet)),
                Part::Call { words: sheet.t("mail-ask-review-call").to_owned(), url },
            ],
            because: to_buyer(sheet),
        }
    }
}

fn look(sheet: &Sheet, order: &Mentioned, is_buyer: bool) -> Part {
    let path = if is_buyer {
        format!("/orders/{}", order.id)
    } else {
        format!("/desk/{}/orders/{}", order.handle, order.id)
    };
    Part::Call { words: sheet.t("mail-review-look").to_owned(), url: sheet.link(&path) }
}

fn because(sheet: &Sheet, order: &Mentioned, is_buyer: bool) -> String {
    if is_buyer { to_buyer(sheet) } else { to_seller(sheet, &order.shop) }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let order = Mentioned::sample(sheet);
    let words = sheet.t("mail-sample-reply").to_owned();
    vec![
        Box::new(ReviewPublished { order: order.clone(), verdict: Verdict::Good, to_buyer: false }),
        Box::new(ReviewReplied { order: order.clone(), words, to_buyer: true }),
        Box::new(ReviewReminder { order, until: sheet.now + kernel::days(10) }),
    ]
}
