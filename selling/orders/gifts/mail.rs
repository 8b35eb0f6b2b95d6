//! What gifts write to their buyers.

use kernel::{Money, Timestamp};
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use crate::orders::{
    PurchaseId,
    mail::{Mentioned, to_buyer},
};

/// To the buyer: the money is held, and the link is to be handed on.
pub struct GiftPaid {
    pub purchase: PurchaseId,
    pub orders: Vec<Mentioned>,
    pub total: Money,
    pub address_by: Timestamp,
}

impl Mail for GiftPaid {
    fn kind(&self) -> &'static str {
        "gifts.paid"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let total = sheet.money(&self.total);
        let until = sheet.moment(&self.address_by);
        let mut parts = vec![
            Part::Words(sheet.say("mail-paid-words", &[("total", &total)])),
            Part::Words(sheet.say("mail-gift-paid-words", &[("moment", &until)])),
        ];
        parts.extend(self.orders.iter().map(|order| Part::Facts(order.facts(sheet))));
        let url = sheet.link(&format!("/purchases/{}", self.purchase));
        parts.push(Part::Call { words: sheet.t("mail-gift-make-link").to_owned(), url });
        let subject = Said::new("mail-gift-paid-subject").money("total", self.total);
        Letter { subject, parts, because: to_buyer(sheet) }
    }
}

/// To the buyer: the receiver has said where it goes.
pub struct GiftAddressed {
    pub order: Mentioned,
    pub receiver: String,
}

impl Mail for GiftAddressed {
    fn kind(&self) -> &'static str {
        "gifts.addressed"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-gift-addressed-subject").text("receiver", &self.receiver),
            parts: vec![
                Part::Words(sheet.t("mail-gift-addressed-words").to_owned()),
                Part::Facts(self.order.facts(sheet)),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the buyer: the receiver says thank you.
pub struct GiftThanked {
    pub order: Mentioned,
    pub receiver: String,
    pub words: String,
}

impl Mail for GiftThanked {
    fn kind(&self) -> &'static str {
        "gifts.thanked"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-gift-thanked-subject").text("receiver", &self.receiver),
            parts: vec![
                Part::Words(sheet.say("mail-refund-quote", &[("words", &self.words)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let order = Mentioned::sample(sheet);
    let receiver = sheet.t("mail-sample-receiver").to_owned();
    let words = sheet.t("mail-sample-thanks").to_owned();
    vec![
        Box::new(GiftPaid {
            purchase: PurchaseId::new(sheet.now.micros()),
            orders: vec![order.clone()],
            total: order.total,
            address_by: sheet.now + kernel::days(1),
        }),
        Box::new(GiftAddressed { order: order.clone(), receiver: receiver.clone() }),
        Box::new(GiftThanked { order, receiver, words }),
    ]
}
