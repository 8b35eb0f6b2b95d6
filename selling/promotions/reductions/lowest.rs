//! The lowest price of the thirty days before a price was reduced, which stands beside every reduced price.

use kernel::{Money, MoneyError, Timestamp, days};
use people::reduction::Off;

/// How far one looks back.
const DAYS: u64 = 30;

/// What a variant cost, from when: rows of its history, the oldest first.
pub type History = [(Timestamp, Money)];

/// A campaign that made it cheaper between two moments.
#[derive(Clone, Copy, Debug)]
pub struct Lowest {
    pub from: Timestamp,
    pub until: Timestamp,
    pub off: Off,
}

/// What a variant cost least in the thirty days before `begin`, campaigns of those days included; nothing when it was
/// not yet on sale then.
pub fn lowest(
    history: &History,
    campaigns: &[Lowest],
    begin: Timestamp,
) -> Result<Option<Money>, MoneyError> {
    let first = begin - days(DAYS);
    let mut least: Option<Money> = None;
    let mut note = |price: Money| {
        if least.is_none_or(|least| price.minor() < least.minor()) {
            least = Some(price);
        }
    };
    for (at, (since, price)) in history.iter().enumerate() {
        let until = history.get(at + 1).map_or(begin, |(next, _)| (*next).min(begin));
        let since = (*since).max(first);
        if since >= until {
            continue;
        }
        note(*price);
        for campaign in campaigns.iter().filter(|one| one.from < until && one.until > since) {
            note(price.checked_sub(campaign.off.of(*price)?)?);
        }
    }
    Ok(least)
}

#[cfg(test)]
mod tests {
    use kernel::{BasisPoints, Currency};

    use super::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    fn day(day: u64) -> Timestamp {
        Timestamp::from_micros(0) + days(day)
    }

    #[test]
    fn the_lowest_of_thirty_days_is_of_what_was_in_force_then() {
        let history = [(day(0), yuan(80)), (day(10), yuan(120)), (day(50), yuan(100))];
        let of = |begin| lowest(&history, &[], begin).unwrap();
        assert_eq!(of(day(60)), Some(yuan(100)));
        assert_eq!(of(day(45)), Some(yuan(120)));
        assert_eq!(of(day(39)), Some(yuan(80)));
        // It was raised forty days before: what it cost earlier counts no more.
        assert_eq!(of(day(50)), Some(yuan(120)));
        assert_eq!(of(day(0)), None);
        assert_eq!(lowest(&[], &[], day(9)), Ok(None));
    }

    #[test]
    fn a_campaign_of_those_days_counts_and_the_one_that_begins_does_not() {
        let history = [(day(0), yuan(100))];
        let off = Off::Share { rate: BasisPoints::new(2_000), cap: None };
        let campaigns = [
            Lowest { from: day(40), until: day(45), off },
            Lowest { from: day(60), until: day(70), off: Off::To(yuan(50)) },
        ];
        assert_eq!(lowest(&history, &campaigns, day(60)), Ok(Some(yuan(80))));
        assert_eq!(lowest(&history, &campaigns, day(90)), Ok(Some(yuan(50))));
        assert_eq!(lowest(&history, &campaigns, day(110)), Ok(Some(yuan(100))));
    }
}
