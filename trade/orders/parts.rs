use kernel::{Money, MoneyError};

use super::{Deposit, Order};

/// An amount of an order, its goods and its shipping apart: the market's commission is on the goods alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub goods: Money,
    pub shipping: Money,
}

impl Parts {
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

impl Order {
    /// What has been paid once the order is paid at all: everything, or the deposit while the rest is due.
    pub fn paid(&self) -> Parts {
        match self.deposit {
            Some(Deposit { amount, due, .. }) if due.is_positive() => {
                Parts { goods: amount, shipping: Money::zero(amount.currency()) }
            }
            Some(_) | None => Parts { goods: self.items, shipping: self.shipping },
        }
    }

    /// What was paid and has not been given back.
    pub fn left(&self) -> Result<Parts, MoneyError> {
        let paid = self.paid();
        Ok(Parts {
            goods: paid.goods.checked_sub(self.refunded.goods)?,
            shipping: paid.shipping.checked_sub(self.refunded.shipping)?,
        })
    }

    /// The commission on the goods that were paid and not given back, by the rate of the day of the order.
    ///
    /// It is a share of the whole commission and not a new percentage, so that whatever is given back in whatever
    /// steps, the commissions that go back add up to the one that was taken.
    pub fn commission_kept(&self) -> Result<Money, MoneyError> {
        if self.items.is_zero() {
            return Ok(self.commission);
        }
        let weight = |part: Money| u64::try_from(part.minor()).unwrap_or_default();
        let kept = self.left()?.goods;
        let weights = [weight(kept), weight(self.items.checked_sub(kept)?)];
        Ok(self.commission.split(&weights)?.first().copied().unwrap_or(self.commission))
    }

    /// Whether nothing of it is left that could be given back.
    pub fn is_given_back(&self) -> bool {
        self.left().and_then(Parts::total).is_ok_and(|left| !left.is_positive())
    }

    /// What the shop gets for it in the end: what is left, less the commission on it.
    pub fn payout(&self) -> Result<Money, MoneyError> {
        self.left()?.total()?.checked_sub(self.commission_kept()?)
    }

    /// The same order after some of it was given back, and the commission that goes back with it.
    pub fn give_back(&self, parts: Parts) -> Result<(Self, Money), MoneyError> {
        let after = Self { refunded: self.refunded.plus(parts)?, ..self.clone() };
        let commission = self.commission_kept()?.checked_sub(after.commission_kept()?)?;
        Ok((after, commission))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use kernel::{AccountId, BasisPoints, Country, Currency, Rounding, ShopId, Timestamp};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        accounts::Address,
        orders::{OrderId, OrderState, PurchaseId, Receipt},
    };

    pub fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    /// A completed order of so many fen of goods, at a commission of 5 %.
    pub fn order(goods: i64, shipping: i64) -> Order {
        let at = Timestamp::from_micros(0);
        Order {
            id: OrderId::new(ShopId::new(1), 2),
            purchase: PurchaseId::new(3),
            buyer: AccountId::new(4),
            state: OrderState::Completed { at, receipt: Receipt::Confirmed },
            items: yuan(goods),
            shipping: yuan(shipping),
            total: yuan(goods + shipping),
            commission: yuan(goods).rate(BasisPoints::new(500), Rounding::HalfEven).unwrap(),
            deposit: None,
            make_days: 0,
            refunded: Parts { goods: yuan(0), shipping: yuan(0) },
            ship_to: Address {
                name: String::new(),
                phone: String::new(),
                country: Country::CN,
                region: String::new(),
                city: String::new(),
                line1: String::new(),
                line2: String::new(),
                postal_code: String::new(),
            },
            note: String::new(),
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn commission_goes_back_in_proportion() {
        let whole = order(9_999, 500);
        assert_eq!(whole.commission, yuan(500));
        let (half, back) = whole.give_back(Parts { goods: yuan(5_000), shipping: yuan(500) }).unwrap();
        assert_eq!((back, half.commission_kept()), (yuan(250), Ok(yuan(250))));
        assert_eq!(half.left().unwrap(), Parts { goods: yuan(4_999), shipping: yuan(0) });
        let (_, nothing) = whole.give_back(Parts { goods: yuan(0), shipping: yuan(500) }).unwrap();
        assert_eq!(nothing, yuan(0));
        assert_eq!(order(0, 500).commission_kept(), Ok(yuan(0)));
    }

    #[test]
    fn a_deposit_is_all_that_is_left_until_the_rest_is_paid() {
        let due = |fen| Some(Deposit { amount: yuan(3_000), due: yuan(fen), rest: None });
        let open = Order { deposit: due(7_500), ..order(10_000, 500) };
        assert_eq!(open.left().unwrap(), Parts { goods: yuan(3_000), shipping: yuan(0) });
        assert_eq!((open.commission_kept(), open.payout()), (Ok(yuan(150)), Ok(yuan(2_850))));
        let whole = Order { deposit: due(0), ..open };
        assert_eq!(whole.left().unwrap(), Parts { goods: yuan(10_000), shipping: yuan(500) });
        assert_eq!((whole.commission_kept(), whole.payout()), (Ok(yuan(500)), Ok(yuan(10_000))));
    }

    proptest! {
        #[test]
        fn whatever_is_given_back_in_whatever_steps_the_commissions_add_up(
            goods in 0..50_000_000_i64,
            cuts in proptest::collection::vec(0..=1_000_i64, 0..12),
        ) {
            let mut order = order(goods, 0);
            let mut back = yuan(0);
            for cut in cuts {
                let part = order.left().unwrap().goods.minor() * cut / 1_000;
                let (after, commission) =
                    order.give_back(Parts { goods: yuan(part), shipping: yuan(0) }).unwrap();
                prop_assert!(!commission.is_negative() && commission.minor() <= part);
                back = back.checked_add(commission).unwrap();
                order = after;
            }
            prop_assert_eq!(back.checked_add(order.commission_kept().unwrap()).unwrap(), order.commission);
            let rest = Parts { goods: order.left().unwrap().goods, shipping: yuan(0) };
            let (_, last) = order.give_back(rest).unwrap();
            prop_assert_eq!(back.checked_add(last).unwrap(), order.commission);
        }
    }
}
