use kernel::{Timestamp, days};

use super::{Facts, Kind};

/// How long something takes before it can leave its shop, as the listing promises it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeadTime {
    /// Days in which it is made.
    pub days: i64,
    /// The day on which the harvest is ripe, on no earlier one it leaves; or the end of the day on which a ticket admits.
    pub not_before: Option<Timestamp>,
}

impl LeadTime {
    pub fn of(kind: Kind, facts: &Facts) -> Self {
        match kind {
            Kind::Stock => Self::default(),
            Kind::MadeToOrder => Self { days: facts.lead_days.unwrap_or(0), not_before: None },
            Kind::Harvest | Kind::Ticket => Self { days: 0, not_before: facts.ready_at },
        }
    }

    /// What takes as long as the slowest of the two.
    pub fn slowest(self, other: Self) -> Self {
        Self { days: self.days.max(other.days), not_before: self.not_before.max(other.not_before) }
    }

    /// When it is ready, if it was begun then.
    pub fn ready_at(self, begun: Timestamp) -> Timestamp {
        let made = begun + days(u64::try_from(self.days).unwrap_or(0));
        self.not_before.map_or(made, |ripe| made.max(ripe))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_ready_when_the_slowest_of_it_is() {
        let begun = Timestamp::from_micros(0);
        let facts = Facts { lead_days: Some(60), ready_at: Some(begun + days(150)), ..Facts::default() };
        let of = |kind| LeadTime::of(kind, &facts);
        assert_eq!(of(Kind::Stock).ready_at(begun), begun);
        assert_eq!(of(Kind::MadeToOrder).ready_at(begun), begun + days(60));
        assert_eq!(of(Kind::Harvest).ready_at(begun), begun + days(150));
        assert_eq!(of(Kind::Ticket).ready_at(begun), begun + days(150));
        assert_eq!(of(Kind::Harvest).ready_at(begun + days(200)), begun + days(200), "ripe already");
        let all = of(Kind::Stock).slowest(of(Kind::MadeToOrder)).slowest(of(Kind::Harvest));
        assert_eq!(all.ready_at(begun), begun + days(150));
        assert_eq!(all.ready_at(begun + days(100)), begun + days(160));
    }
}
