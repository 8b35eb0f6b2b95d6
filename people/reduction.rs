//! What is taken off a price, as whoever takes it says so to the one engine that works prices out.
//!
//! A later capability brings a kind of its own by saying what it takes off, and never how that is counted: `selling::prices`
//! does that for all of them, in one order.

use kernel::{AccountId, BasisPoints, Money, MoneyError, Rounding, ShopId, Timestamp, words};
use platform::{
    Later,
    db::{DbError, Tx},
};
use serde::{Deserialize, Serialize};

use crate::rules::{Number, Rules};

words! {
    /// When a reduction has its turn: each begins with what those before it have left.
    Stage {
        /// Two have agreed on a price: nothing else is taken off.
        Agreed = "agreed",
        /// A piece costs less when many are bought.
        Quantity = "quantity",
        /// A piece costs less for a time: in a campaign, in a room, in a flash sale.
        Price = "price",
        /// Several things cost less together.
        Bundle = "bundle",
        /// The goods come to so much that something is taken off.
        Threshold = "threshold",
        /// Somebody has a code.
        Code = "code",
    }
}

words! {
    /// Who gives what is taken off.
    Funder {
        /// The shop sells for less.
        Shop = "shop",
        /// The market pays the shop what the buyer does not.
        Market = "market",
    }
}

/// A sort of reduction: its word, its turn, and beside which others it may stand.
#[derive(Debug)]
pub struct Kind {
    /// Its word in the API, and the end of the key of its text, `price-deduction-…`.
    pub name: &'static str,
    pub stage: Stage,
    /// Other kinds, each with the number that says whether the two may stand together on the same pieces: 1 if they may. Of
    /// two that say nothing of each other both stand.
    pub beside: &'static [(&'static str, Number)],
}

impl Kind {
    /// Whether both may be taken off the same pieces.
    pub fn stands_beside(&self, other: &Self, rules: &Rules) -> bool {
        let said =
            |one: &Self, of: &str| one.beside.iter().find(|(name, _)| *name == of).map(|(_, number)| *number);
        let number = said(self, other.name).or_else(|| said(other, self.name));
        number.is_none_or(|number| rules.count(number) > 0)
    }
}

/// What is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// So much.
    Amount(Money),
    /// Whatever is above this.
    To(Money),
    /// A share, and no more than the cap.
    Share { rate: BasisPoints, cap: Option<Money> },
}

impl Off {
    /// What it takes off this much, which is never more than all of it; a share is rounded down.
    pub fn of(self, price: Money) -> Result<Money, MoneyError> {
        let off = match self {
            Self::Amount(amount) => amount,
            Self::To(left) => price.checked_sub(left)?,
            Self::Share { rate, cap } => {
                let share = price.rate(rate, Rounding::Down)?;
                cap.filter(|cap| cap.minor() < share.minor()).unwrap_or(share)
            }
        };
        Ok(Money::new(off.minor().clamp(0, price.minor().max(0)), price.currency()))
    }
}

/// How much of a variant is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Pieces(i64),
    Grams(i64),
}

/// One step of prices that fall with the quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    pub from: Reach,
    /// Of each piece.
    pub off: Off,
}

/// So many pieces of a variant of the owner, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub variant: i64,
    pub pieces: i64,
}

/// How it is taken off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Of each piece of a variant, when enough of it is bought.
    Tiers(Vec<Tier>),
    /// Of each piece.
    Piece(Off),
    /// Of each set of things that are bought together.
    Set { parts: Vec<Part>, off: Off },
    /// Of the goods together, when they come to this much or more.
    Goods { least: Money, off: Off },
}

/// What it is taken off: all things of its owner, which for the market are those of every shop, or some, each as its shop
/// and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    Everything,
    Listings(Vec<(ShopId, i64)>),
    Variants(Vec<(ShopId, i64)>),
}

/// Something that is taken off prices.
#[derive(Clone, Debug)]
pub struct Reduction {
    pub kind: &'static Kind,
    /// Whose it is: a shop's, or the market's.
    pub owner: ShopId,
    /// Its number among those of its kind and owner.
    pub id: i64,
    pub name: String,
    /// The same in English; empty when there is none.
    pub name_en: String,
    pub funded_by: Funder,
    pub over: Over,
    pub rule: Rule,
    /// Where it applies, its shop gives away no more than leaves this much of each piece.
    pub floor: Option<Money>,
}

/// What one piece of a variant costs everybody now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceNow {
    pub shop: ShopId,
    pub listing: i64,
    pub variant: i64,
    /// Before anything is taken off.
    pub list: Money,
    /// The same where nothing is.
    pub now: Money,
    /// The lowest of the thirty days before it was reduced; none where it was not on sale then.
    pub lowest: Option<Money>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// What is taken off is called so by its owner.
    pub owner: ShopId,
    pub name: String,
    pub name_en: String,
}

impl PriceNow {
    pub fn is_reduced(&self) -> bool {
        self.now.minor() < self.list.minor()
    }
}

/// For whom and for what reductions are looked for: things of one currency, each as its shop and the number of its listing.
pub struct Asked<'a> {
    pub now: Timestamp,
    pub buyer: Option<AccountId>,
    pub things: &'a [(ShopId, i64)],
}

/// Where a capability keeps reductions of its own.
pub type Source = for<'a> fn(&'a mut Tx, &'a Asked<'a>) -> Later<'a, Result<Vec<Reduction>, DbError>>;

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    #[test]
    fn a_share_is_rounded_down_and_stops_at_its_cap() {
        let share = Off::Share { rate: BasisPoints::new(1_250), cap: Some(yuan(1_000)) };
        assert_eq!(share.of(yuan(999)), Ok(yuan(124)));
        assert_eq!(share.of(yuan(1_000_000)), Ok(yuan(1_000)));
    }

    #[test]
    fn no_more_is_taken_off_than_there_is() {
        assert_eq!(Off::Amount(yuan(500)).of(yuan(100)), Ok(yuan(100)));
        assert_eq!(Off::To(yuan(80)).of(yuan(100)), Ok(yuan(20)));
        assert_eq!(Off::To(yuan(120)).of(yuan(100)), Ok(yuan(0)));
    }

    #[test]
    fn two_kinds_stand_together_unless_a_number_says_no() {
        const APART: Number = Number::new("one_beside_other", 0, 0, 1);
        let one = Kind { name: "one", stage: Stage::Price, beside: &[("other", APART)] };
        let other = Kind { name: "other", stage: Stage::Bundle, beside: &[] };
        let third = Kind { name: "third", stage: Stage::Code, beside: &[] };
        let rules = Rules::default();
        assert!(!one.stands_beside(&other, &rules) && !other.stands_beside(&one, &rules));
        assert!(one.stands_beside(&third, &rules) && third.stands_beside(&other, &rules));
        let rules = Rules::from_settings(vec![(APART.name.to_owned(), "1".to_owned())]);
        assert!(other.stands_beside(&one, &rules));
    }
}
