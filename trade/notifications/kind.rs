use kernel::words;

words! {
    /// What a kind is about, for the page on which one chooses.
    Topic { Purchases = "purchases", Sales = "sales", Refunds = "refunds", Reviews = "reviews", Talk = "talk" }
}

/// Whether one can do without a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It can be switched off.
    Optional,
    /// Money or a deadline depends on it.
    Required,
}

/// One sort of notification; its name is that of the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    pub topic: Topic,
    pub delivery: Delivery,
}

const fn kind(name: &'static str, topic: Topic, delivery: Delivery) -> Kind {
    Kind { name, topic, delivery }
}

/// Every kind there is, in the order in which they are chosen from.
pub const KINDS: &[Kind] = &[
    kind("orders.paid", Topic::Purchases, Delivery::Required),
    kind("orders.shipped", Topic::Purchases, Delivery::Optional),
    kind("orders.release_near", Topic::Purchases, Delivery::Required),
    kind("orders.refunded", Topic::Purchases, Delivery::Required),
    kind("orders.closed", Topic::Purchases, Delivery::Optional),
    kind("orders.deposit_paid", Topic::Purchases, Delivery::Required),
    kind("orders.ready", Topic::Purchases, Delivery::Required),
    kind("orders.deposit_forfeited", Topic::Purchases, Delivery::Required),
    kind("gifts.paid", Topic::Purchases, Delivery::Required),
    kind("gifts.addressed", Topic::Purchases, Delivery::Optional),
    kind("gifts.thanked", Topic::Purchases, Delivery::Optional),
    kind("orders.to_ship", Topic::Sales, Delivery::Required),
    kind("orders.ship_reminder", Topic::Sales, Delivery::Optional),
    kind("orders.to_make", Topic::Sales, Delivery::Required),
    kind("orders.deposit_kept", Topic::Sales, Delivery::Optional),
    kind("refunds.asked", Topic::Refunds, Delivery::Required),
    kind("refunds.refused", Topic::Refunds, Delivery::Required),
    kind("refunds.address_needed", Topic::Refunds, Delivery::Required),
    kind("refunds.return_awaited", Topic::Refunds, Delivery::Required),
    kind("refunds.posted", Topic::Refunds, Delivery::Required),
    kind("refunds.disputed", Topic::Refunds, Delivery::Required),
    kind("refunds.evidence", Topic::Refunds, Delivery::Optional),
    kind("refunds.repaid", Topic::Refunds, Delivery::Required),
    kind("refunds.ruled", Topic::Refunds, Delivery::Required),
    kind("refunds.closed", Topic::Refunds, Delivery::Optional),
    kind("reviews.reminder", Topic::Reviews, Delivery::Optional),
    kind("reviews.published", Topic::Reviews, Delivery::Optional),
    kind("reviews.replied", Topic::Reviews, Delivery::Optional),
    kind("negotiation.unread", Topic::Talk, Delivery::Optional),
    kind("negotiation.report_ruled", Topic::Talk, Delivery::Optional),
    kind("negotiation.warned", Topic::Talk, Delivery::Required),
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
        if self.kind.delivery == Delivery::Required { Self::usual(self.kind) } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_arrive_cannot_be_switched_off() {
        for kind in KINDS {
            let off = Preference { kind: *kind, mail: false, list: false }.in_force();
            assert_eq!(off.mail && off.list, kind.delivery == Delivery::Required);
            assert_eq!(Kind::find(kind.name), Some(*kind));
        }
    }
}
