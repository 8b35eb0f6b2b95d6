//! What orders write about a piece that is made for one buyer.

use kernel::{Money, Timestamp};
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{
    Deposit, PurchaseId,
    mail::{Mentioned, to_buyer, to_seller},
};

/// To the buyer: the deposit is held, and the shop begins.
pub struct DepositPaid {
    pub order: Mentioned,
    pub deposit: Deposit,
    pub ready_by: Timestamp,
}

impl Mail for DepositPaid {
    fn kind(&self) -> &'static str {
        "orders.deposit_paid"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (amount, due) = (sheet.money(&self.deposit.amount), sheet.money(&self.deposit.due));
        let by = sheet.day(&self.ready_by);
        Letter {
            subject: Said::new("mail-deposit-subject").money("amount", self.deposit.amount),
            parts: vec![
                Part::Words(sheet.say("mail-deposit-words", &[("amount", &amount), ("due", &due)])),
                Part::Words(sheet.say("mail-deposit-by", &[("day", &by)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the buyer: the piece is made, the rest is to be paid.
pub struct PieceReady {
    pub order: Mentioned,
    pub deposit: Deposit,
    pub rest: PurchaseId,
    pub rest_by: Timestamp,
}

impl Mail for PieceReady {
    fn kind(&self) -> &'static str {
        "orders.ready"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (amount, due) = (sheet.money(&self.deposit.amount), sheet.money(&self.deposit.due));
        let by = sheet.day(&self.rest_by);
        let words = sheet.say("mail-ready-call", &[("due", &due)]);
        let url = sheet.link(&format!("/purchases/{}", self.rest));
        Letter {
            subject: Said::new("mail-ready-subject").money("due", self.deposit.due),
            parts: vec![
                Part::Words(sheet.say("mail-ready-words", &[("shop", &self.order.shop), ("due", &due)])),
                Part::Words(sheet.say("mail-ready-by", &[("day", &by), ("amount", &amount)])),
                Part::Facts(self.order.facts(sheet)),
                Part::Call { words, url },
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the buyer: the rest was not paid, and the deposit is the shop's.
pub struct DepositForfeited {
    pub order: Mentioned,
    pub amount: Money,
}

impl Mail for DepositForfeited {
    fn kind(&self) -> &'static str {
        "orders.deposit_forfeited"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let amount = sheet.money(&self.amount);
        Letter {
            subject: Said::new("mail-forfeited-subject").money("amount", self.amount),
            parts: vec![
                Part::Words(sheet.say("mail-forfeited-words", &[("amount", &amount)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the seller: the deposit is held, and the piece is to be made.
pub struct PieceToMake {
    pub order: Mentioned,
    pub deposit: Deposit,
    pub ready_by: Timestamp,
}

impl Mail for PieceToMake {
    fn kind(&self) -> &'static str {
        "orders.to_make"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let by = sheet.day(&self.ready_by);
        let subject = Said::new("mail-to-make-subject").money("amount", self.deposit.amount);
        Letter {
            subject: subject.day("day", self.ready_by),
            parts: vec![
                Part::Words(sheet.say("mail-to-make-words", &[("day", &by)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.desk_call(sheet),
            ],
            because: to_seller(sheet, &self.order.shop),
        }
    }
}

/// To the seller: the rest was not paid, and the deposit is theirs.
pub struct DepositKept {
    pub order: Mentioned,
    pub amount: Money,
    /// What is left of it after the commission.
    pub kept: Money,
}

impl Mail for DepositKept {
    fn kind(&self) -> &'static str {
        "orders.deposit_kept"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (amount, kept) = (sheet.money(&self.amount), sheet.money(&self.kept));
        Letter {
            subject: Said::new("mail-kept-subject").money("amount", self.amount),
            parts: vec![
                Part::Words(sheet.say("mail-kept-words", &[("amount", &amount), ("kept", &kept)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.desk_call(sheet),
            ],
            because: to_seller(sheet, &self.order.shop),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (order, soon) = (Mentioned::sample(sheet), sheet.now + kernel::days(14));
    let part = |minor| Money::new(minor, kernel::Currency::CNY);
    let rest = PurchaseId::new(sheet.now.micros());
    let deposit = Deposit { amount: part(38_000), due: part(80_000), rest: Some(rest) };
    vec![
        Box::new(DepositPaid { order: order.clone(), deposit, ready_by: soon }),
        Box::new(PieceReady { order: order.clone(), deposit, rest, rest_by: soon }),
        Box::new(DepositForfeited { order: order.clone(), amount: deposit.amount }),
        Box::new(PieceToMake { order: order.clone(), deposit, ready_by: soon }),
        Box::new(DepositKept { order, amount: deposit.amount, kept: part(36_100) }),
    ]
}
