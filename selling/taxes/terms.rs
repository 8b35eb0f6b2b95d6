use kernel::{Day, Timestamp, shop_id};

use crate::prices::ShopTax;

shop_id!(
    /// What a shop states of its tax from one day on.
    TermsId
);

/// What a shop states of its tax from one day on.
#[derive(Clone, Debug)]
pub struct TaxTerms {
    pub id: TermsId,
    pub from: Day,
    /// None when it states none from then on.
    pub stated: Option<ShopTax>,
    pub created_at: Timestamp,
}

/// The day of a moment on the calendar of a place.
pub fn calendar_day(at: Timestamp, zone: &str) -> Day {
    let there = at.in_zone(zone).and_then(|there| Day::parse(&there.date().to_string()).ok());
    there.unwrap_or_else(|| Day::of(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_where_the_shop_is() {
        let at = Timestamp::parse_rfc3339("2026-11-30T18:00:00Z").unwrap();
        assert_eq!(calendar_day(at, "Asia/Shanghai").to_string(), "2026-12-01");
        assert_eq!(calendar_day(at, "America/New_York").to_string(), "2026-11-30");
    }
}
