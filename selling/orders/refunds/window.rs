use goods::catalog;
use kernel::Timestamp;
use people::rules::Rules;

use super::{Kind, Reason};
use crate::{
    orders::numbers,
    orders::{Order, OrderState},
};

/// Until when an order's buyer may ask for money back.
///
/// The days of a no-reason return are counted in the buyer's own time zone, the one in which their account shows
/// every deadline, so that the last day is the day that they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Not shipped yet, or nothing is held any more.
    Shut,
    /// Shipped and not yet received: as long as the days to object run.
    Open,
    /// Received.
    Until { no_reason: Timestamp, any_reason: Timestamp },
}

impl Window {
    pub fn of(order: &Order, rules: &Rules, zone: &str) -> Self {
        match &order.state {
            OrderState::Unpaid { .. }
            | OrderState::Unaddressed { .. }
            | OrderState::Deposited { .. }
            | OrderState::Due { .. }
            | OrderState::Paid { .. }
            | OrderState::Closed { .. }
            | OrderState::Refunded { .. } => Self::Shut,
            OrderState::Shipped { .. } | OrderState::Objected { .. } => Self::Open,
            OrderState::Completed { at, .. } => {
                let days = rules.count(numbers::NO_REASON_RETURN);
                // The day after receipt is the first; the last one is over when the next begins.
                let end = at.day_after(days.saturating_add(1), zone);
                let in_utc = *at + kernel::days(u64::from(days) + 1);
                Self::Until {
                    no_reason: end.unwrap_or(in_utc),
                    any_reason: *at + rules.time(numbers::AFTER_SALES),
                }
            }
        }
    }

    /// Whether this reason may still be given.
    pub fn takes(&self, reason: Reason, now: Timestamp) -> bool {
        let is_in_time = match self {
            Self::Shut => false,
            Self::Open => true,
            Self::Until { no_reason, .. } if reason == Reason::ChangedMind => now < *no_reason,
            Self::Until { any_reason, .. } => now < *any_reason,
        };
        is_in_time && reason.is_buyers()
    }

    /// Whether any reason may still be given.
    pub fn is_open(&self, now: Timestamp) -> bool {
        Reason::ALL.iter().any(|reason| self.takes(*reason, now))
    }
}

impl Reason {
    /// Whether a buyer may give it: goodwill is the shop's.
    pub fn is_buyers(self) -> bool {
        self != Self::Goodwill
    }

    /// Whether it can be given for what is asked: a change of mind sends the goods back, and what never came cannot
    /// be sent back.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Self::ChangedMind => kind == Kind::Return,
            Self::NotArrived | Self::Missing => kind == Kind::Refund,
            Self::Damaged | Self::NotAsDescribed | Self::WrongGoods | Self::Other => true,
            Self::Goodwill => false,
        }
    }

    /// Whether it can be given for goods of this kind: what was made to order or spoils comes back for a reason only.
    pub fn fits_goods(self, kind: catalog::Kind) -> bool {
        self != Self::ChangedMind || kind == catalog::Kind::Stock
    }
}

#[cfg(test)]
mod tests {
    use kernel::{days, hours};

    use super::*;
    use crate::orders::{Receipt, proration::tests::order};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn seven_days_are_counted_from_the_day_after_receipt_in_the_buyers_zone() {
        let rules = Rules::default();
        let received = at("2026-11-22T20:00:00Z");
        let mut order = order(100, 0);
        order.state = OrderState::Completed { at: received, receipt: Receipt::Silence, parcel: None };
        // In China it is the morning of the 23rd, in New York the afternoon of the 22nd.
        for (zone, end) in [
            ("Asia/Shanghai", "2026-12-01T00:00:00+08:00"),
            ("America/New_York", "2026-11-30T00:00:00-05:00"),
            ("Nowhere", "2026-11-30T20:00:00Z"),
        ] {
            let window = Window::of(&order, &rules, zone);
            let end = at(end);
            assert_eq!(window, Window::Until { no_reason: end, any_reason: received + days(15) }, "{zone}");
            assert!(window.takes(Reason::ChangedMind, end - hours(1)));
            assert!(!window.takes(Reason::ChangedMind, end));
            assert!(window.takes(Reason::Damaged, end));
            assert!(!window.is_open(received + days(15)));
        }
    }

    #[test]
    fn reasons_fit_what_is_asked() {
        for &reason in Reason::ALL {
            assert_eq!(Kind::ALL.iter().any(|kind| reason.fits(*kind)), reason.is_buyers(), "{reason:?}");
            assert_eq!(Window::Open.takes(reason, Timestamp::from_micros(0)), reason.is_buyers());
        }
        assert!(!Reason::ChangedMind.fits(Kind::Refund) && !Reason::NotArrived.fits(Kind::Return));
        assert!(!Reason::ChangedMind.fits_goods(catalog::Kind::Harvest));
        assert!(Reason::Damaged.fits_goods(catalog::Kind::Harvest));
    }
}
