use std::collections::BTreeMap;

use kernel::{Currency, Day, Money, MoneyError, Ratio, ShopId};

/// The currency in which villages are compared.
pub const COUNTED_IN: Currency = Currency::CNY;

/// Money that came into escrow for an order by one transfer, and what of it went back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    pub shop: ShopId,
    pub transfer: i64,
    pub order: i64,
    /// The shop's own day.
    pub day: Day,
    pub amount: Money,
    pub back: Money,
    /// None while no rate of its day is known.
    pub rate: Option<Rated>,
}

/// The rate by which a sale is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    pub rate: Ratio,
    pub day: Day,
}

impl Sale {
    /// What came in, in the one currency; nothing while no rate is known.
    pub fn counted(&self) -> Result<i64, MoneyError> {
        self.count(self.amount)
    }

    /// What of that went back: what came in less what stays, so that a sale that went back whole leaves nothing.
    pub fn counted_back(&self) -> Result<i64, MoneyError> {
        Ok(self.counted()? - self.count(self.amount.checked_sub(self.back)?)?)
    }

    fn count(&self, amount: Money) -> Result<i64, MoneyError> {
        match self.rate {
            _ if amount.currency() == COUNTED_IN => Ok(amount.minor()),
            Some(rated) => Ok(amount.exchange(rated.rate, COUNTED_IN)?.minor()),
            None => Ok(0),
        }
    }

    fn is_unrated(&self) -> bool {
        self.rate.is_none() && self.amount.currency() != COUNTED_IN
    }
}

/// Share what an order gave back out over its sales, in the order of their transfers: the latest is emptied first, as
/// the payments are.
pub fn allot(sales: &mut [Sale], refunds: &[Money]) -> Result<(), MoneyError> {
    let Some(currency) = sales.first().map(|sale| sale.amount.currency()) else { return Ok(()) };
    let mut left = Money::sum(refunds.iter().copied(), currency)?.minor();
    for sale in sales.iter_mut().rev() {
        let back = left.clamp(0, sale.amount.minor().max(0));
        sale.back = Money::new(back, currency);
        left -= back;
    }
    Ok(())
}

/// What a day came to, of a shop or of a village.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub orders: i64,
    /// Of the orders, those that were given back whole.
    pub undone: i64,
    pub revenue: i64,
    pub refunded: i64,
    /// Payments that are in no sum, since no rate is known.
    pub unrated: i64,
}

impl Sums {
    pub fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.undone += other.undone;
        self.revenue += other.revenue;
        self.refunded += other.refunded;
        self.unrated += other.unrated;
    }

    pub fn negate(self) -> Self {
        Self {
            orders: -self.orders,
            undone: -self.undone,
            revenue: -self.revenue,
            refunded: -self.refunded,
            unrated: -self.unrated,
        }
    }

    /// What stays.
    pub fn net(self) -> i64 {
        self.revenue - self.refunded
    }

    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

pub type Days = BTreeMap<Day, Sums>;

/// The sums of the sales of one order by day, in the order of their transfers.
pub fn days(sales: &[Sale]) -> Result<Days, MoneyError> {
    let mut days = Days::new();
    for sale in sales {
        days.entry(sale.day).or_default().add(Sums {
            revenue: sale.counted()?,
            refunded: sale.counted_back()?,
            unrated: i64::from(sale.is_unrated()),
            ..Sums::default()
        });
    }
    if let Some(first) = sales.first() {
        let is_undone = sales.iter().all(|sale| sale.back == sale.amount);
        let first = days.entry(first.day).or_default();
        first.orders += 1;
        first.undone += i64::from(is_undone);
    }
    Ok(days)
}

/// What has to be added to days so that they come to others.
pub fn difference(before: &Days, after: &Days) -> Days {
    let mut days = after.clone();
    for (day, sums) in before {
        days.entry(*day).or_default().add(sums.negate());
    }
    days.retain(|_, sums| !sums.is_nothing());
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(transfer: i64, day: i64, minor: i64, currency: Currency, rate: Option<&str>) -> Sale {
        let day = Day::from_number(day);
        Sale {
            shop: ShopId::new(1),
            transfer,
            order: 7,
            day,
            amount: Money::new(minor, currency),
            back: Money::zero(currency),
            rate: rate.map(|rate| Rated { rate: Ratio::parse(rate).unwrap(), day }),
        }
    }

    #[test]
    fn what_goes_back_empties_the_latest_payment_first_and_leaves_nothing_behind() {
        let jpy = Currency::JPY;
        let mut sales = [sale(1, 10, 1_000, jpy, Some("1/21")), sale(2, 40, 999, jpy, Some("1/21"))];
        let before = days(&sales).unwrap();
        assert_eq!(before[&Day::from_number(10)].orders, 1);
        assert_eq!(before[&Day::from_number(40)].orders, 0);
        allot(&mut sales, &[Money::new(1_000, jpy), Money::new(500, jpy)]).unwrap();
        assert_eq!(sales.each_ref().map(|sale| sale.back.minor()), [501, 999]);
        assert_eq!(days(&sales).unwrap()[&Day::from_number(40)].net(), 0);
        allot(&mut sales, &[Money::new(1_999, jpy)]).unwrap();
        let undone = days(&sales).unwrap();
        assert!(undone.values().all(|sums| sums.net() == 0), "{undone:?}");
        assert_eq!(undone[&Day::from_number(10)].undone, 1);
        let change = difference(&before, &undone);
        assert_eq!(change[&Day::from_number(10)].refunded, before[&Day::from_number(10)].revenue);
        assert!(difference(&undone, &undone).is_empty());
    }

    #[test]
    fn what_has_no_rate_is_in_no_sum_and_said() {
        let sums = days(&[sale(1, 10, 1_000, Currency::JPY, None)]).unwrap()[&Day::from_number(10)];
        assert_eq!((sums.revenue, sums.unrated, sums.orders), (0, 1, 1));
        let sums = days(&[sale(1, 10, 1_000, Currency::CNY, None)]).unwrap()[&Day::from_number(10)];
        assert_eq!((sums.revenue, sums.unrated), (1_000, 0));
        assert!(days(&[]).unwrap().is_empty());
    }
}
