//! What was paid of an order, what is left of it, and what goes back with a part of it.

use kernel::{Money, MoneyError};

use super::{Deposit, Order, OrderAmount};

/// What goes back with a part of an order that is given back to its buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proration {
    /// From the market to the shop.
    pub commission: Money,
    /// From the shop to the market, which had paid it for the buyer.
    pub market: Money,
    /// From the host to the shop, for which they had sold it.
    pub host: Money,
}

impl Order {
    /// What the goods cost the buyer.
    pub fn goods(&self) -> Result<Money, MoneyError> {
        self.items.checked_sub(self.discount.total()?)
    }

    /// What has been paid once the order is paid at all: everything, or the deposit while the rest is due.
    pub fn paid(&self) -> Result<OrderAmount, MoneyError> {
        Ok(match self.deposit {
            Some(Deposit { amount, due, .. }) if due.is_positive() => {
                OrderAmount { goods: amount, shipping: Money::zero(amount.currency()) }
            }
            Some(_) | None => OrderAmount { goods: self.goods()?, shipping: self.shipping },
        })
    }

    /// What was paid and has not been given back.
    pub fn left(&self) -> Result<OrderAmount, MoneyError> {
        let paid = self.paid()?;
        Ok(OrderAmount {
            goods: paid.goods.checked_sub(self.refunded.goods)?,
            shipping: paid.shipping.checked_sub(self.refunded.shipping)?,
        })
    }

    /// The commission on the goods that were paid and not given back, by the rate of the day of the order.
    ///
    /// It is a share of the whole commission and not a new percentage, so that whatever is given back in whatever
    /// steps, the commissions that go back add up to the one that was taken.
    pub fn commission_kept(&self) -> Result<Money, MoneyError> {
        self.kept(self.commission)
    }

    /// What of the goods that were not given back is the host's, by the same rule.
    pub fn host_kept(&self) -> Result<Money, MoneyError> {
        match self.host {
            Some(host) => self.kept(host.amount),
            None => Ok(Money::zero(self.items.currency())),
        }
    }

    /// The market's share of the discount that stays with the shop, by the same rule: when everything that the buyer
    /// paid for the goods is given back, the market has its share back.
    pub fn market_share_kept(&self) -> Result<Money, MoneyError> {
        self.kept(self.discount.market)
    }

    /// The part of a whole that belongs to the goods that were not given back.
    fn kept(&self, whole: Money) -> Result<Money, MoneyError> {
        if self.goods()?.is_zero() {
            return Ok(whole);
        }
        let weight = |part: Money| u64::try_from(part.minor()).unwrap_or_default();
        let kept = self.left()?.goods;
        let weights = [weight(kept), weight(self.goods()?.checked_sub(kept)?)];
        Ok(whole.split(&weights)?.first().copied().unwrap_or(whole))
    }

    /// What escrow holds for it before completion, and what the shop and the market share then: what the buyer paid
    /// and did not get back, and what the market pays of it.
    pub fn held(&self) -> Result<Money, MoneyError> {
        self.left()?.total()?.checked_add(self.market_share_kept()?)
    }

    /// Whether nothing of it is left that could be given back.
    pub fn is_given_back(&self) -> bool {
        self.left().and_then(OrderAmount::total).is_ok_and(|left| !left.is_positive())
    }

    /// What the shop gets for it in the end: what is held, less the commission on it and what is the host's.
    pub fn payout(&self) -> Result<Money, MoneyError> {
        self.held()?.checked_sub(self.commission_kept()?)?.checked_sub(self.host_kept()?)
    }

    /// The same order after some of it was given back, and what goes back with it between shop and market.
    pub fn give_back(&self, parts: OrderAmount) -> Result<(Self, Proration), MoneyError> {
        let mut after = Self { refunded: self.refunded.plus(parts)?, ..self.clone() };
        let commission = self.commission_kept()?.checked_sub(after.commission_kept()?)?;
        let market = self.market_share_kept()?.checked_sub(after.market_share_kept()?)?;
        let host = self.host_kept()?.checked_sub(after.host_kept()?)?;
        after.market_back = self.market_back.checked_add(market)?;
        Ok((after, Proration { commission, market, host }))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use goods::catalog::LeadTime;
    use kernel::{AccountId, BasisPoints, Country, Currency, Rounding, ShopId, Timestamp};
    use people::accounts::Address;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        orders::{Channel, HostShare, OrderId, OrderState, PurchaseId, Receipt},
        prices::Shares,
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
            state: OrderState::Completed { at, receipt: Receipt::Confirmed, parcel: None },
            items: yuan(goods),
            shipping: yuan(shipping),
            discount: Shares::none(Currency::CNY),
            market_back: yuan(0),
            total: yuan(goods + shipping),
            commission: yuan(goods).rate(BasisPoints::new(500), Rounding::HalfEven).unwrap(),
            host: None,
            tax: None,
            deposit: None,
            make_days: 0,
            lead: LeadTime::default(),
            short: String::new(),
            channel: Channel::Listing,
            refunded: OrderAmount { goods: yuan(0), shipping: yuan(0) },
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
        let (half, back) = whole.give_back(OrderAmount { goods: yuan(5_000), shipping: yuan(500) }).unwrap();
        assert_eq!((back.commission, half.commission_kept()), (yuan(250), Ok(yuan(250))));
        assert_eq!(half.left().unwrap(), OrderAmount { goods: yuan(4_999), shipping: yuan(0) });
        let (_, nothing) = whole.give_back(OrderAmount { goods: yuan(0), shipping: yuan(500) }).unwrap();
        assert_eq!(nothing, Proration { commission: yuan(0), market: yuan(0), host: yuan(0) });
        assert_eq!(order(0, 500).commission_kept(), Ok(yuan(0)));
    }

    #[test]
    fn a_deposit_is_all_that_is_left_until_the_rest_is_paid() {
        let due = |fen| Some(Deposit { amount: yuan(3_000), due: yuan(fen), rest: None });
        let open = Order { deposit: due(7_500), ..order(10_000, 500) };
        assert_eq!(open.left().unwrap(), OrderAmount { goods: yuan(3_000), shipping: yuan(0) });
        assert_eq!((open.commission_kept(), open.payout()), (Ok(yuan(150)), Ok(yuan(2_850))));
        let whole = Order { deposit: due(0), ..open };
        assert_eq!(whole.left().unwrap(), OrderAmount { goods: yuan(10_000), shipping: yuan(500) });
        assert_eq!((whole.commission_kept(), whole.payout()), (Ok(yuan(500)), Ok(yuan(10_000))));
    }

    /// The same with coupons: so much off by the shop, so much by the market.
    fn with_coupons(goods: i64, shop: i64, market: i64) -> Order {
        let plain = order(goods, 700);
        Order {
            discount: Shares { shop: yuan(shop), market: yuan(market) },
            total: yuan(goods - shop - market + 700),
            commission: yuan(goods - shop).rate(BasisPoints::new(500), Rounding::HalfEven).unwrap(),
            ..plain
        }
    }

    #[test]
    fn a_shop_is_paid_in_full_for_the_markets_coupon_and_less_for_its_own() {
        let sold = with_coupons(10_000, 1_000, 2_000);
        assert_eq!(sold.goods(), Ok(yuan(7_000)));
        assert_eq!(sold.held(), Ok(yuan(9_700)));
        assert_eq!(sold.commission, yuan(450));
        assert_eq!(sold.payout(), Ok(yuan(9_250)));
        let (half, back) = sold.give_back(OrderAmount { goods: yuan(3_500), shipping: yuan(0) }).unwrap();
        assert_eq!(back, Proration { commission: yuan(225), market: yuan(1_000), host: yuan(0) });
        assert_eq!(half.held(), Ok(yuan(5_200)));
        let (none, back) = half.give_back(OrderAmount { goods: yuan(3_500), shipping: yuan(700) }).unwrap();
        assert_eq!(back, Proration { commission: yuan(225), market: yuan(1_000), host: yuan(0) });
        assert_eq!((none.held(), none.payout()), (Ok(yuan(0)), Ok(yuan(0))));
    }

    #[test]
    fn a_host_gives_back_in_proportion_and_the_last_refund_takes_the_rest() {
        let host = HostShare { shop: ShopId::new(9), amount: yuan(1_001) };
        let sold = Order { host: Some(host), ..order(10_000, 500) };
        assert_eq!(sold.payout(), Ok(yuan(10_500 - 500 - 1_001)));
        let third =
            |order: &Order| order.give_back(OrderAmount { goods: yuan(3_333), shipping: yuan(0) }).unwrap();
        let (one, first) = third(&sold);
        let (two, second) = third(&one);
        let (none, last) = two.give_back(OrderAmount { goods: yuan(3_334), shipping: yuan(500) }).unwrap();
        let back = [first, second, last].map(|back| back.host.minor());
        assert_eq!((back.iter().sum::<i64>(), none.host_kept()), (1_001, Ok(yuan(0))));
        assert!(back.iter().all(|back| (333..=335).contains(back)), "{back:?}");
    }

    proptest! {
        #[test]
        fn whatever_is_given_back_in_whatever_steps_everything_ends_at_nothing(
            goods in 1..50_000_000_i64,
            shop in 0..1_000_i64,
            market in 0..1_000_i64,
            cuts in proptest::collection::vec(0..=1_000_i64, 0..12),
        ) {
            // At least one minor unit of the goods is left to pay.
            let shop = (goods - 1) * shop / 1_000;
            let market = (goods - 1 - shop) * market / 1_000;
            let sold = with_coupons(goods, shop, market);
            let mut order = sold.clone();
            let (mut commission, mut to_market, mut buyer) = (yuan(0), yuan(0), yuan(0));
            let rest = [OrderAmount { goods: yuan(-1), shipping: yuan(0) }];
            let cuts = cuts.iter().map(|cut| OrderAmount { goods: yuan(*cut), shipping: yuan(*cut) }).chain(rest);
            for cut in cuts {
                let left = order.left().unwrap();
                let part = |of: Money| match cut.goods.minor() {
                    -1 => of,
                    share => yuan(of.minor() * share / 1_000),
                };
                let parts = OrderAmount { goods: part(left.goods), shipping: part(left.shipping) };
                let (after, back) = order.give_back(parts).unwrap();
                prop_assert!(!back.commission.is_negative() && !back.market.is_negative());
                commission = commission.checked_add(back.commission).unwrap();
                to_market = to_market.checked_add(back.market).unwrap();
                buyer = buyer.checked_add(parts.total().unwrap()).unwrap();
                // Escrow holds what came in less what went out, at every moment.
                let came_in = sold.total.checked_add(sold.discount.market).unwrap();
                let went_out = buyer.checked_add(to_market).unwrap();
                prop_assert_eq!(after.held().unwrap(), came_in.checked_sub(went_out).unwrap());
                prop_assert_eq!(after.market_back, to_market);
                order = after;
            }
            prop_assert_eq!(commission, sold.commission);
            prop_assert_eq!(to_market, sold.discount.market);
            prop_assert_eq!(buyer, sold.total);
            prop_assert_eq!((order.held().unwrap(), order.payout().unwrap()), (yuan(0), yuan(0)));
        }

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
                    order.give_back(OrderAmount { goods: yuan(part), shipping: yuan(0) }).unwrap();
                prop_assert!(!commission.commission.is_negative() && commission.commission.minor() <= part);
                back = back.checked_add(commission.commission).unwrap();
                order = after;
            }
            prop_assert_eq!(back.checked_add(order.commission_kept().unwrap()).unwrap(), order.commission);
            let rest = OrderAmount { goods: order.left().unwrap().goods, shipping: yuan(0) };
            let (_, last) = order.give_back(rest).unwrap();
            prop_assert_eq!(back.checked_add(last.commission).unwrap(), order.commission);
        }
    }
}
