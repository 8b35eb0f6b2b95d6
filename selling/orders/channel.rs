//! By which door an order was sold.

use std::collections::BTreeMap;

use kernel::{Money, words};

words! {
    /// By which door an order was sold: a snapshot that it carries from its terms on.
    Channel {
        /// The page of a listing, or a cart that was filled from there.
        Listing = "listing",
        /// A listing that was found by words.
        Search = "search",
        /// A price that was bargained for.
        Offer = "offer",
        /// Made for one buyer.
        Quote = "quote",
        /// A room while it was on air.
        Live = "live",
        /// The recording of a room.
        Replay = "replay",
        /// A short film.
        Video = "video",
        /// A booth of a festival.
        Festival = "festival",
    }
}

impl Channel {
    /// Those that a page with a form of its own may say of itself when something is put into a cart. The others are
    /// known here and not told.
    pub const SAID: &[Self] = &[Self::Live, Self::Replay, Self::Video, Self::Festival];

    /// What a page or a program says of itself.
    pub fn said(word: &str) -> Option<Self> {
        Self::parse(word).filter(|channel| Self::SAID.contains(channel))
    }

    /// The one of several things together: by which most of their price came; of two that brought the same, the later
    /// in the list, which says more than that a page was opened.
    pub fn of(parts: impl IntoIterator<Item = (Self, Money)>) -> Self {
        let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
        for (channel, amount) in parts {
            let place = Self::ALL.iter().position(|other| *other == channel).unwrap_or_default();
            let sum = sums.entry(place).or_default();
            *sum = sum.saturating_add(amount.minor());
        }
        let most = sums.into_iter().max_by_key(|(place, sum)| (*sum, *place));
        most.and_then(|(place, _)| Self::ALL.get(place).copied()).unwrap_or(Self::Listing)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    #[test]
    fn several_things_together_came_by_the_door_of_most_of_their_price() {
        let yuan = |yuan: i64| Money::new(100 * yuan, Currency::CNY);
        let of = |parts: &[(Channel, i64)]| Channel::of(parts.iter().map(|(by, price)| (*by, yuan(*price))));
        assert_eq!(of(&[]), Channel::Listing);
        assert_eq!(
            of(&[(Channel::Search, 3), (Channel::Listing, 2), (Channel::Listing, 2)]),
            Channel::Listing
        );
        assert_eq!(of(&[(Channel::Live, 5), (Channel::Search, 4)]), Channel::Live);
        assert_eq!(of(&[(Channel::Listing, 4), (Channel::Search, 4)]), Channel::Search);
        assert_eq!(of(&[(Channel::Listing, 0), (Channel::Replay, 0)]), Channel::Replay);
    }

    #[test]
    fn a_page_says_nothing_of_itself_that_is_known_here() {
        assert_eq!(Channel::said("live"), Some(Channel::Live));
        for word in ["search", "offer", "quote", "listing", "", "Live", "radio"] {
            assert_eq!(Channel::said(word), None, "{word}");
        }
    }
}
