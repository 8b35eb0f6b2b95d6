use kernel::words;

words! {
    /// What a kind is about, for the page on which one chooses.
    Topic { Purchases = "purchases", Sales = "sales", Refunds = "refunds", Reviews = "reviews", Talk = "talk" }
}

/// Whether a kind can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// It can.
    May,
    /// Money or a deadline depends on it.
    Must,
}

/// One sort of notification; its name is that of the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    pub topic: Topic,
    pub must: Must,
}

const fn kind(name: &'static str, topic: Topic, must: Must) -> Kind {
    Kind { name, topic, must }
}

/// Every kind there is, in the order in which they are chosen from.
pub const KINDS: &[Kind] = &[
    kind("orders.paid", Topic::Purchases, Must::Must),
    kind("orders.shipped", Topic::Purchases, Must::May),
    kind("orders.release_near", Topic::Purchases, Must::Must),
    kind("orders.refunded", Topic::Purchases, Must::Must),
    kind("orders.closed", Topic::Purchases, Must::May),
    kind("orders.deposit_paid", Topic::Purchases, Must::Must),
    kind("orders.ready", Topic::Purchases, Must::Must),
    kind("orders.deposit_forfeited", Topic::Purchases, Must::Must),
    kind("gifts.paid", Topic::Purchases, Must::Must),
    kind("gifts.addressed", Topic::Purchases, Must::May),
    kind("gifts.thanked", Topic::Purchases, Must::May),
    kind("orders.to_ship", Topic::Sales, Must::Must),
    kind("orders.ship_reminder", Topic::Sales, Must::May),
    kind("orders.to_make", Topic::Sales, Must::Must),
    kind("orders.deposit_kept", Topic::Sales, Must::May),
    kind("refunds.asked", Topic::Refunds, Must::Must),
    kind("refunds.refused", Topic::Refunds, Must::Must),
    kind("refunds.address_needed", Topic::Refunds, Must::Must),
    kind("refunds.return_awaited", Topic::Refunds, Must::Must),
    kind("refunds.posted", Topic::Refunds, Must::Must),
    kind("refunds.disputed", Topic::Refunds, Must::Must),
    kind("refunds.evidence", Topic::Refunds, Must::May),
    kind("refunds.repaid", Topic::Refunds, Must::Must),
    kind("refunds.ruled", Topic::Refunds, Must::Must),
    kind("refunds.closed", Topic::Refunds, Must::May),
    kind("reviews.reminder", Topic::Reviews, Must::May),
    kind("reviews.published", Topic::Reviews, Must::May),
    kind("reviews.replied", Topic::Reviews, Must::May),
    kind("negotiation.unread", Topic::Talk, Must::May),
    kind("negotiation.report_ruled", Topic::Talk, Must::May),
    kind("negotiation.warned", Topic::Talk, Must::Must),
];

impl Kind {
    pub fn find(name: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.name == name)
    }

    /// Its place in a form and the last part of the keys of its texts.
    pub fn key(&self) -> String {
        self.name.replace(['.', '_'], "-")
    }
}

/// Where a kind arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference {
    pub kind: Kind,
    pub mail: bool,
    pub list: bool,
}

impl Preference {
    /// Everything arrives everywhere until somebody says otherwise.
    pub fn usual(kind: Kind) -> Self {
        Self { kind, mail: true, list: true }
    }

    /// The same choice, but what must arrive does.
    pub fn in_force(self) -> Self {
        if self.kind.must == Must::Must { Self::usual(self.kind) } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_arrive_cannot_be_switched_off() {
        for kind in KINDS {
            let off = Preference { kind: *kind, mail: false, list: false }.in_force();
            assert_eq!(off.mail && off.list, kind.must == Must::Must);
            assert_eq!(Kind::find(kind.name), Some(*kind));
        }
    }
}
