use kernel::{Money, MoneyError};

/// An amount of an order, its goods and its shipping apart: the market's commission is on the goods alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderAmount {
    pub goods: Money,
    pub shipping: Money,
}

impl OrderAmount {
    pub fn total(self) -> Result<Money, MoneyError> {
        self.goods.checked_add(self.shipping)
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            goods: self.goods.checked_add(other.goods)?,
            shipping: self.shipping.checked_add(other.shipping)?,
        })
    }
}
