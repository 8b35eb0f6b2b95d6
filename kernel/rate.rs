//! Shares of an amount: commissions, taxes, discounts in percent.

use crate::{Money, MoneyError};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A share in hundredths of a percent: 250 is 2.5 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(u32);

/// What becomes of the part that is smaller than the smallest coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, and from the exact middle to the even neighbour, so that many roundings cancel out.
    HalfEven,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

impl BasisPoints {
    /// The whole amount.
    pub const ALL: BasisPoints = BasisPoints(10_000);

    pub const fn new(hundredths_of_percent: u32) -> BasisPoints {
        BasisPoints(hundredths_of_percent)
    }

    pub const fn get(self) -> u32 {
        self.0
    }
}

/// One whole number by another, above zero, rounded as it is told.
pub(crate) fn divided(exact: i128, whole: i128, rounding: Rounding) -> i128 {
    let (toward_zero, left_over) = (exact / whole, (exact % whole).abs());
    let away = match rounding {
        Rounding::Down => false,
        Rounding::Up => left_over != 0,
        Rounding::HalfEven => match left_over.cmp(&(whole - left_over)) {
            Ordering::Less => false,
            Ordering::Equal => toward_zero % 2 != 0,
            Ordering::Greater => true,
        },
    };
    if away { toward_zero + exact.signum() } else { toward_zero }
}

impl Money {
    /// A share of the amount, such as a commission.
    pub fn rate(self, share: BasisPoints, rounding: Rounding) -> Result<Money, MoneyError> {
        let whole = i128::from(BasisPoints::ALL.0);
        let exact = i128::from(self.minor()) * i128::from(share.0);
        self.with(i64::try_from(divided(exact, whole, rounding)).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    #[test]
    fn a_rate_rounds_as_it_is_told() {
        use Rounding::{Down, HalfEven, Up};
        let table = [
            (250, 500, 12, 12, 13),
            (350, 500, 18, 17, 18),
            (251, 500, 13, 12, 13),
            (249, 500, 12, 12, 13),
            (-250, 500, -12, -12, -13),
            (-350, 500, -18, -17, -18),
            (0, 500, 0, 0, 0),
            (200, 500, 10, 10, 10),
            (99, 10_000, 99, 99, 99),
        ];
        for (fen, points, half_even, down, up) in table {
            let share = |rounding| yuan(fen).rate(BasisPoints::new(points), rounding).map(Money::minor);
            assert_eq!([share(HalfEven), share(Down), share(Up)], [Ok(half_even), Ok(down), Ok(up)], "{fen}");
        }
    }

    #[test]
    fn more_than_the_whole_may_be_too_much() {
        let share = BasisPoints::new(10_001);
        assert_eq!(yuan(10_000).rate(share, Rounding::Down), Ok(yuan(10_001)));
        assert_eq!(yuan(i64::MAX).rate(share, Rounding::Down), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn a_share_and_the_rest_lie_within_the_amount(fen in 0..i64::MAX, points in 0..=10_000u32) {
            let share = |rounding| yuan(fen).rate(BasisPoints::new(points), rounding).unwrap().minor();
            let (down, near, up) = (share(Rounding::Down), share(Rounding::HalfEven), share(Rounding::Up));
            prop_assert!(0 <= down && down <= near && near <= up && up <= fen && up - down <= 1);
        }
    }
}
