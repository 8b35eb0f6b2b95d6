use kernel::{Timestamp, days, words};

use crate::insights::crowd::Crowd;

words! {
    /// A group of the people around a shop.
    Segment {
        /// Who bought something within a year.
        Buyers = "buyers",
        /// Of them, who bought more than once.
        Again = "again",
        /// Of them, who bought nothing for half a year.
        Lapsed = "lapsed",
        /// Who follows the shop.
        Followers = "followers",
        /// Who keeps something of it among their wishes.
        Keepers = "keepers",
    }
}

words! {
    /// All of a segment, or those of it of whom one thing is true. Two are never asked for together.
    Share {
        All = "",
        /// Who bought something within a year, of those who need not have.
        Bought = "bought",
        /// Who wants notes.
        Notes = "notes",
    }
}

impl Share {
    /// What is counted of a segment.
    pub fn of_segment(segment: Segment) -> Vec<Self> {
        match segment {
            Segment::Buyers | Segment::Again | Segment::Lapsed => vec![Self::All, Self::Notes],
            Segment::Followers | Segment::Keepers => vec![Self::All, Self::Bought, Self::Notes],
        }
    }
}

words! {
    /// How much of a crowd a part of it is, by quarters.
    Band {
        Few = "few",
        Some = "some",
        Many = "many",
        Most = "most",
    }
}

impl Band {
    /// By two numbers that may both be told, and so no more than they tell; nothing where either is nobody.
    pub fn of(part: Crowd, all: Crowd) -> Option<Self> {
        let (part, all) = (part.least()?, all.least()?);
        Option::Some(match part.saturating_mul(4).checked_div(all)? {
            0 => Self::Few,
            1 => Self::Some,
            2 => Self::Many,
            _ => Self::Most,
        })
    }
}

/// From when on a purchase counts, and before when it is long ago.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub since: Timestamp,
    pub long_ago: Timestamp,
}

impl Span {
    pub fn of(now: Timestamp) -> Self {
        Self { since: now - days(365), long_ago: now - days(182) }
    }
}

/// A segment as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub segment: Segment,
    pub people: Crowd,
    /// How much of it bought something within a year, and wants notes: none where they are no crowd.
    pub bought: Option<Band>,
    pub notes: Option<Band>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_tells_no_more_than_two_crowds() {
        let band = |part: i64, all: i64| Band::of(Crowd::kept(part), Crowd::kept(all));
        assert_eq!((band(19, 400), band(400, 0)), (None, None));
        assert_eq!(band(20, 100), Some(Band::Few));
        assert_eq!(band(25, 99), band(20, 80));
        assert_eq!(
            (band(40, 100), band(60, 100), band(80, 100)),
            (Some(Band::Some), Some(Band::Many), Some(Band::Most))
        );
        // Where a part's number has stayed and its whole has fallen.
        assert_eq!((band(60, 40), band(i64::MAX, 20)), (Some(Band::Most), Some(Band::Most)));
    }
}
