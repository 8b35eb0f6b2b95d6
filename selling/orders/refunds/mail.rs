//! What refund requests write to buyers and shops: one mail for each step that somebody waits for.

use kernel::{Money, Side, Timestamp};
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

use super::{Given, Kind, Reason, RequestId, Ruling};
use crate::orders::{
    Parcel,
    mail::{Mentioned, to_buyer, to_seller},
};

/// What has happened to a request, as far as a mail tells it.
#[derive(Clone, Debug)]
pub enum RefundEvent {
    /// The shop is to answer.
    Asked { answer_by: Timestamp },
    /// The shop has refused, and the buyer may call the market in.
    Refused { words: String, call_by: Timestamp },
    /// The shop offers less than was asked for, and the buyer is to say whether that will do.
    Offered { words: String, amount: Money, call_by: Timestamp },
    /// Nobody answered in time, and the shop is to say where the goods go.
    AddressNeeded { address_by: Timestamp },
    /// The goods are to be sent back.
    ReturnAwaited { send_to: String, post_by: Timestamp },
    /// The market wants the goods sent back first: to this address, or once the shop has said where to.
    ReturnOrdered { words: String, send_to: Option<String>, due: Timestamp },
    /// They are on their way to the shop.
    Posted { parcel: Parcel, confirm_by: Timestamp },
    /// The market was called in.
    Disputed { rule_by: Timestamp },
    /// Another side has said or shown something.
    Evidence { by: Side, words: String },
    /// Money goes back.
    Repaid { cause: Given, amount: Money },
    /// The market has decided.
    Ruled { ruling: Ruling, words: String, amount: Money },
    /// It has ended without money.
    Closed { cause: &'static str },
}

/// To one side of a refund request.
#[derive(Clone, Debug)]
pub struct RefundMail {
    pub request: RequestId,
    pub order: Mentioned,
    pub kind: Kind,
    pub reason: Reason,
    /// What the buyer wrote.
    pub asked_with: String,
    pub asked: Money,
    pub told: RefundEvent,
    /// Who reads it.
    pub to: Side,
}

impl RefundEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "asked",
            Self::Refused { .. } => "refused",
            Self::Offered { .. } => "offered",
            Self::AddressNeeded { .. } => "address_needed",
            Self::ReturnAwaited { .. } => "return_awaited",
            Self::ReturnOrdered { .. } => "return_ordered",
            Self::Posted { .. } => "posted",
            Self::Disputed { .. } => "disputed",
            Self::Evidence { .. } => "evidence",
            Self::Repaid { .. } => "repaid",
            Self::Ruled { .. } => "ruled",
            Self::Closed { .. } => "closed",
        }
    }

    /// Until when somebody has time.
    fn due(&self) -> Option<Timestamp> {
        match self {
            Self::Asked { answer_by: due }
            | Self::Offered { call_by: due, .. }
            | Self::Refused { call_by: due, .. }
            | Self::ReturnOrdered { due, .. }
            | Self::AddressNeeded { address_by: due }
            | Self::ReturnAwaited { post_by: due, .. }
            | Self::Posted { confirm_by: due, .. }
            | Self::Disputed { rule_by: due } => Some(*due),
            Self::Evidence { .. } | Self::Repaid { .. } | Self::Ruled { .. } | Self::Closed { .. } => None,
        }
    }
}

impl RefundMail {
    fn is_to_buyer(&self) -> bool {
        self.to == Side::Buyer
    }

    /// The amount that it is about: what is given back, or what is asked for.
    fn amount(&self) -> Money {
        match &self.told {
            RefundEvent::Offered { amount, .. }
            | RefundEvent::Repaid { amount, .. }
            | RefundEvent::Ruled { amount, .. } => *amount,
            RefundEvent::Asked { .. }
            | RefundEvent::Refused { .. }
            | RefundEvent::AddressNeeded { .. }
            | RefundEvent::ReturnAwaited { .. }
            | RefundEvent::ReturnOrdered { .. }
            | RefundEvent::Posted { .. }
            | RefundEvent::Disputed { .. }
            | RefundEvent::Evidence { .. }
            | RefundEvent::Closed { .. } => self.asked,
        }
    }

    /// What has happened and what follows, in a sentence or two.
    fn words(&self, sheet: &Sheet) -> String {
        match &self.told {
            RefundEvent::Repaid { cause, .. } => sheet.of("mail-refund-repaid-why", cause.name()),
            RefundEvent::Ruled { ruling, .. } => sheet.of("mail-refund-ruled-how", ruling.name()),
            RefundEvent::Closed { cause } => sheet.of("mail-refund-closed-why", cause),
            RefundEvent::Evidence { by, .. } => sheet.of("mail-refund-evidence-by", by.name()),
            RefundEvent::ReturnOrdered { send_to, due, .. } => {
                let key = if send_to.is_some() { "known" } else { "unknown" };
                let key = format!("mail-refund-ordered-{}-{key}", self.to.name());
                sheet.say(&key, &[("when", &sheet.moment(due)), ("shop", &self.order.shop)])
            }
            told @ (RefundEvent::Asked { .. }
            | RefundEvent::Offered { .. }
            | RefundEvent::Refused { .. }
            | RefundEvent::AddressNeeded { .. }
            | RefundEvent::ReturnAwaited { .. }
            | RefundEvent::Posted { .. }
            | RefundEvent::Disputed { .. }) => {
                let when = told.due().map(|due| sheet.moment(&due)).unwrap_or_default();
                let key = format!("mail-refund-words-{}", told.name().replace('_', "-"));
                sheet.say(&key, &[("when", &when), ("shop", &self.order.shop)])
            }
        }
    }

    /// What somebody wrote about it.
    fn quote(&self) -> &str {
        match &self.told {
            RefundEvent::Asked { .. } | RefundEvent::Repaid { cause: Given::Goodwill, .. } => {
                &self.asked_with
            }
            RefundEvent::Offered { words, .. }
            | RefundEvent::Refused { words, .. }
            | RefundEvent::ReturnOrdered { words, .. }
            | RefundEvent::Evidence { words, .. }
            | RefundEvent::Ruled { words, .. } => words,
            RefundEvent::AddressNeeded { .. }
            | RefundEvent::ReturnAwaited { .. }
            | RefundEvent::Posted { .. }
            | RefundEvent::Disputed { .. }
            | RefundEvent::Repaid { .. }
            | RefundEvent::Closed { .. } => "",
        }
    }

    fn facts(&self, sheet: &Sheet) -> Vec<(String, String)> {
        let mut facts = self.order.facts(sheet);
        let mut add = |key: &str, value: String| facts.push((sheet.t(key).to_owned(), value));
        add("refund-way", sheet.of("refund-kind", self.kind.name()));
        add("refund-reason", sheet.of("refund-reason", self.reason.name()));
        if self.reason != Reason::Goodwill {
            add("refund-asked", sheet.money(&self.asked));
        }
        match &self.told {
            RefundEvent::Offered { amount, .. } => add("refund-offered", sheet.money(amount)),
            RefundEvent::ReturnAwaited { send_to, .. }
            | RefundEvent::ReturnOrdered { send_to: Some(send_to), .. } => {
                add("return-send-to", send_to.clone());
            }
            RefundEvent::Posted { parcel, .. } => {
                for (key, value) in [("mail-carrier", &parcel.carrier), ("mail-tracking", &parcel.tracking)] {
                    if !value.is_empty() {
                        add(key, value.clone());
                    }
                }
            }
            RefundEvent::Repaid { amount, .. } | RefundEvent::Ruled { amount, .. } => {
                add("refund-given-back", sheet.money(amount));
            }
            RefundEvent::Asked { .. }
            | RefundEvent::Refused { .. }
            | RefundEvent::AddressNeeded { .. }
            | RefundEvent::ReturnOrdered { send_to: None, .. }
            | RefundEvent::Disputed { .. }
            | RefundEvent::Evidence { .. }
            | RefundEvent::Closed { .. } => {}
        }
        facts
    }
}

impl Mail for RefundMail {
    fn kind(&self) -> &'static str {
        match self.told {
            RefundEvent::Asked { .. } => "refunds.asked",
            RefundEvent::Refused { .. } => "refunds.refused",
            RefundEvent::Offered { .. } => "refunds.offered",
            RefundEvent::AddressNeeded { .. } => "refunds.address_needed",
            RefundEvent::ReturnAwaited { .. } => "refunds.return_awaited",
            RefundEvent::ReturnOrdered { .. } => "refunds.return_ordered",
            RefundEvent::Posted { .. } => "refunds.posted",
            RefundEvent::Disputed { .. } => "refunds.disputed",
            RefundEvent::Evidence { .. } => "refunds.evidence",
            RefundEvent::Repaid { .. } => "refunds.repaid",
            RefundEvent::Ruled { .. } => "refunds.ruled",
            RefundEvent::Closed { .. } => "refunds.closed",
        }
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = Said::new(format!("mail-refund-subject-{}", self.told.name().replace('_', "-")));
        let mut parts = vec![Part::Words(self.words(sheet))];
        if !self.quote().is_empty() {
            parts.push(Part::Words(sheet.say("mail-refund-quote", &[("words", self.quote())])));
        }
        let path = if self.is_to_buyer() {
            format!("/refunds/{}", self.request)
        } else {
            format!("/desk/{}/refunds/{}", self.order.handle, self.request)
        };
        parts.push(Part::Facts(self.facts(sheet)));
        parts.push(Part::Call { words: sheet.t("mail-refund-look").to_owned(), url: sheet.link(&path) });
        Letter {
            subject: subject.money("amount", self.amount()).name("shop", &self.order.name),
            parts,
            because: if self.is_to_buyer() { to_buyer(sheet) } else { to_seller(sheet, &self.order.shop) },
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let order = Mentioned::sample(sheet);
    let (due, amount) = (sheet.now + kernel::days(2), order.total);
    let words = sheet.t("mail-sample-words").to_owned();
    let mail = |kind, to, told| -> Box<dyn Mail> {
        Box::new(RefundMail {
            request: RequestId::new(order.id.shop(), sheet.now.micros()),
            order: order.clone(),
            kind,
            reason: Reason::Damaged,
            asked_with: words.clone(),
            asked: amount,
            told,
            to,
        })
    };
    let parcel = Parcel { carrier: "SF Express".into(), tracking: "SF1398204816".into() };
    let send_to = sheet.t("mail-sample-address").to_owned();
    let ordered = |send_to| RefundEvent::ReturnOrdered { words: words.clone(), send_to, due };
    let offered = amount.split(&[1, 3]).ok().and_then(|parts| parts.first().copied()).unwrap_or(amount);
    vec![
        mail(Kind::Refund, Side::Seller, RefundEvent::Asked { answer_by: due }),
        mail(
            Kind::Return,
            Side::Buyer,
            RefundEvent::Offered { words: words.clone(), amount: offered, call_by: due },
        ),
        mail(Kind::Return, Side::Buyer, ordered(Some(send_to.clone()))),
        mail(Kind::Return, Side::Seller, ordered(None)),
        mail(Kind::Refund, Side::Buyer, RefundEvent::Refused { words: words.clone(), call_by: due }),
        mail(Kind::Return, Side::Seller, RefundEvent::AddressNeeded { address_by: due }),
        mail(Kind::Return, Side::Buyer, RefundEvent::ReturnAwaited { send_to, post_by: due }),
        mail(Kind::Return, Side::Seller, RefundEvent::Posted { parcel, confirm_by: due }),
        mail(Kind::Refund, Side::Seller, RefundEvent::Disputed { rule_by: due }),
        mail(Kind::Refund, Side::Buyer, RefundEvent::Evidence { by: Side::Market, words: words.clone() }),
        mail(Kind::Refund, Side::Buyer, RefundEvent::Repaid { cause: Given::Unanswered, amount }),
        mail(
            Kind::Refund,
            Side::Buyer,
            RefundEvent::Ruled { ruling: Ruling::Partial, words: words.clone(), amount },
        ),
        mail(Kind::Return, Side::Seller, RefundEvent::Closed { cause: "not-posted" }),
    ]
}
