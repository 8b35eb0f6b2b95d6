use kernel::{Currency, Money, MoneyError};
use people::reduction::Funder;

use super::Deduction;

/// What is taken off an amount of goods, by who pays for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The shop sells for so much less.
    pub shop: Money,
    /// The market pays the shop so much.
    pub market: Money,
}

impl Shares {
    pub const fn none(currency: Currency) -> Self {
        Self { shop: Money::zero(currency), market: Money::zero(currency) }
    }

    /// What some deductions take off together.
    pub fn of(deductions: &[Deduction], currency: Currency) -> Result<Self, MoneyError> {
        deductions.iter().try_fold(Self::none(currency), |sum, deduction| match deduction.funded_by {
            Funder::Shop => Ok(Self { shop: sum.shop.checked_add(deduction.amount)?, ..sum }),
            Funder::Market => Ok(Self { market: sum.market.checked_add(deduction.amount)?, ..sum }),
        })
    }

    pub fn total(self) -> Result<Money, MoneyError> {
        self.shop.checked_add(self.market)
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self { shop: self.shop.checked_add(other.shop)?, market: self.market.checked_add(other.market)? })
    }

    pub fn is_none(self) -> bool {
        self.shop.is_zero() && self.market.is_zero()
    }

    /// Whether neither part is below nothing.
    pub fn is_sound(self) -> bool {
        !self.shop.is_negative() && !self.market.is_negative()
    }
}
