//! What the reviews of a shop come to, by sums that anybody can follow.

use kernel::{Timestamp, words};

use super::review::day;

/// Days of the scores and of shipping on time: half a year.
pub const WINDOW_DAYS: i64 = 183;

words! {
    /// What stands for so many points.
    Rank { Heart = "heart", Diamond = "diamond", Crown = "crown", GoldCrown = "gold-crown" }
}

/// The points from which on a shop has one, two … five of each: hearts to 250, diamonds to 10,000, crowns to 500,000.
const LEVELS: [(Rank, [i64; 5]); 4] = [
    (Rank::Heart, [4, 11, 41, 91, 151]),
    (Rank::Diamond, [251, 501, 1_001, 2_001, 5_001]),
    (Rank::Crown, [10_001, 20_001, 50_001, 100_001, 200_001]),
    (Rank::GoldCrown, [500_001, 1_000_001, 2_000_001, 5_000_001, 10_000_001]),
];

/// A rank and how many of its signs, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    pub rank: Rank,
    pub count: usize,
}

/// How many said what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    pub good: i64,
    pub fair: i64,
    pub poor: i64,
}

impl Credit {
    /// One for every good review, one less for every poor one.
    pub fn points(&self) -> i64 {
        self.good - self.poor
    }

    pub fn all(&self) -> i64 {
        self.good + self.fair + self.poor
    }

    /// None below four points.
    pub fn level(&self) -> Option<Level> {
        let steps = LEVELS.iter().flat_map(|(rank, from)| (1..).zip(from).map(move |step| (*rank, step)));
        let reached = steps.filter(|(_, (_, from))| self.points() >= **from).last();
        reached.map(|(rank, (count, _))| Level { rank, count })
    }

    /// The share of good reviews in hundredths.
    pub fn good_percent(&self) -> Option<i64> {
        percent(self.good, self.all())
    }
}

/// What the days of a window sum up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    pub reviews: i64,
    pub described: i64,
    pub service: i64,
    pub delivery: i64,
    pub sent: i64,
    pub on_time: i64,
}

impl Recent {
    /// The mean of a sum of scores in tenths.
    pub fn tenths(&self, sum: i64) -> Option<i64> {
        tenths(sum, self.reviews)
    }

    pub fn on_time_percent(&self) -> Option<i64> {
        percent(self.on_time, self.sent)
    }
}

/// What a shop's page says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reputation {
    pub credit: Credit,
    pub recent: Recent,
}

/// What the reviews of a listing come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    pub reviews: i64,
    pub described: i64,
}

impl Rating {
    pub fn tenths(&self) -> Option<i64> {
        tenths(self.described, self.reviews)
    }
}

/// The first day of the window that ends today.
pub fn first_day(now: Timestamp) -> i64 {
    day(now) - WINDOW_DAYS + 1
}

/// Nearest, and the middle upwards.
fn tenths(sum: i64, count: i64) -> Option<i64> {
    (count > 0).then(|| (sum * 20 + count) / (2 * count))
}

/// Nearest, and the middle downwards: what was late once is never all.
fn percent(part: i64, all: i64) -> Option<i64> {
    if all <= 0 {
        return None;
    }
    Some(if part < all { (part * 100 / all).min(99) } else { 100 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_change_where_the_published_sums_say() {
        let level = |points| Credit { good: points, ..Credit::default() }.level();
        let at = |rank, count| Some(Level { rank, count });
        assert_eq!(level(3), None);
        assert_eq!(level(4), at(Rank::Heart, 1));
        assert_eq!(level(250), at(Rank::Heart, 5));
        assert_eq!(level(251), at(Rank::Diamond, 1));
        assert_eq!(level(10_000), at(Rank::Diamond, 5));
        assert_eq!(level(10_001), at(Rank::Crown, 1));
        assert_eq!(level(500_000), at(Rank::Crown, 5));
        assert_eq!(level(500_001), at(Rank::GoldCrown, 1));
        assert_eq!(level(i64::MAX), at(Rank::GoldCrown, 5));
        assert_eq!(Credit { good: 10, fair: 3, poor: 7 }.level(), None);
    }

    #[test]
    fn shares_are_rounded_and_never_made_whole() {
        assert_eq!(Recent { reviews: 3, ..Recent::default() }.tenths(14), Some(47));
        assert_eq!(Recent { reviews: 4, ..Recent::default() }.tenths(19), Some(48));
        assert_eq!(Recent::default().tenths(0), None);
        assert_eq!(Recent { sent: 1_000, on_time: 999, ..Recent::default() }.on_time_percent(), Some(99));
        assert_eq!(Recent { sent: 7, on_time: 7, ..Recent::default() }.on_time_percent(), Some(100));
        assert_eq!(Credit { good: 1, fair: 1, poor: 1 }.good_percent(), Some(33));
    }
}
