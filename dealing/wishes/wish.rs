use goods::catalog::{ListingId, ListingState};
use kernel::{Money, Timestamp, days, id};
use people::shops::ShopState;

/// Wishes of one holder.
pub const MOST_WISHES: i64 = 500;
/// So long it is said of a thing that it is there again.
const BACK_DAYS: u64 = 7;

id!(
    /// A wish, by when it was kept: the newest is the largest.
    WishId
);

/// A listing that somebody keeps.
#[derive(Clone, Debug)]
pub struct Wish {
    pub id: WishId,
    pub listing: ListingId,
    /// Of the listing, in the shop's own words and in English.
    pub title: String,
    pub title_en: String,
    pub is_on_sale: bool,
    pub kept_at: Timestamp,
    pub lately: Lately,
}

/// How a thing was and is: what is said of it beside the wish.
#[derive(Clone, Debug)]
pub struct Lately {
    /// Its lowest price, and the one when it was kept.
    pub price: Money,
    pub kept: Option<Money>,
    /// Whether some of it can be bought.
    pub is_there: bool,
    /// Whether none could be when it was looked at last, and when some could be again.
    pub was_out: bool,
    pub back_at: Option<Timestamp>,
}

/// What is said of a wish that is on sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// By so much, since it was kept.
    Cheaper(Money),
    Back,
    SoldOut,
}

impl Wish {
    /// What is said of it, the most welcome first.
    pub fn notes(&self, now: Timestamp) -> Vec<Note> {
        if self.is_on_sale { self.lately.notes(now) } else { Vec::new() }
    }
}

impl Lately {
    fn notes(&self, now: Timestamp) -> Vec<Note> {
        if !self.is_there {
            return vec![Note::SoldOut];
        }
        let less = self.kept.and_then(|kept| kept.checked_sub(self.price).ok());
        let cheaper = less.filter(|less| less.is_positive()).map(Note::Cheaper);
        let is_back = self.was_out || self.back_at.is_some_and(|at| now < at + days(BACK_DAYS));
        cheaper.into_iter().chain(is_back.then_some(Note::Back)).collect()
    }
}

/// Whether everybody may see a listing, and so keep it. A shop on holiday shows what it has.
pub fn is_shown(listing: ListingState, shop: ShopState) -> bool {
    listing == ListingState::Active && shop == ShopState::Open
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    #[test]
    fn what_is_cheaper_or_there_again_is_said_and_what_is_sold_out_before_all() {
        let (now, yuan) =
            (Timestamp::from_micros(0) + days(30), |yuan: i64| Money::new(100 * yuan, Currency::CNY));
        let lately =
            Lately { price: yuan(80), kept: Some(yuan(100)), is_there: true, was_out: false, back_at: None };
        assert_eq!(lately.notes(now), [Note::Cheaper(yuan(20))]);
        for kept in [None, Some(yuan(80)), Some(yuan(50)), Some(Money::new(900_000, Currency::JPY))] {
            assert_eq!(Lately { kept, ..lately.clone() }.notes(now), []);
        }
        assert_eq!(
            Lately { was_out: true, ..lately.clone() }.notes(now),
            [Note::Cheaper(yuan(20)), Note::Back]
        );
        let back = |ago| Lately { kept: None, back_at: Some(now - days(ago)), ..lately.clone() }.notes(now);
        assert_eq!((back(6), back(7)), (vec![Note::Back], vec![]));
        assert_eq!(Lately { is_there: false, was_out: true, ..lately }.notes(now), [Note::SoldOut]);
    }
}
