//! What a shop sold, as its sums say it.

use goods::catalog::{ListingId, VariantId};

/// Orders of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub orders: i64,
    /// Of buyers who had bought from the shop before.
    pub again: i64,
    /// Given back whole.
    pub undone: i64,
    pub minor: i64,
    pub back_minor: i64,
}

impl Sum {
    /// What was sold and not given back.
    pub fn kept_minor(&self) -> i64 {
        self.minor.saturating_sub(self.back_minor)
    }

    /// Orders that were not given back.
    pub fn kept(&self) -> i64 {
        self.orders - self.undone
    }

    /// What an order came to, if there was one.
    pub fn average(&self) -> Option<i64> {
        self.minor.checked_div(self.orders)
    }

    /// Of a hundred orders, those of buyers who came again.
    pub fn again_percent(&self) -> Option<i64> {
        self.again.saturating_mul(100).checked_div(self.orders)
    }

    pub fn plus(self, other: &Self) -> Self {
        Self {
            orders: self.orders.saturating_add(other.orders),
            again: self.again.saturating_add(other.again),
            undone: self.undone.saturating_add(other.undone),
            minor: self.minor.saturating_add(other.minor),
            back_minor: self.back_minor.saturating_add(other.back_minor),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySum {
    pub day: i64,
    pub sum: Sum,
}

/// Days put together: each stretch begins at its place and is so many days long; stretches without sales are there too.
pub fn stretches(days: &[DaySum], first: i64, length: i64, count: i64) -> Vec<DaySum> {
    let stretch = |at: i64| {
        let begin = first + at * length;
        let within = days.iter().filter(|one| (begin..begin + length).contains(&one.day));
        DaySum { day: begin, sum: within.fold(Sum::default(), |sum, one| sum.plus(&one.sum)) }
    };
    (0..count).map(stretch).collect()
}

/// Where buyers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyersOf {
    pub country: String,
    pub region: String,
    pub orders: i64,
}

/// A variant that sells.
#[derive(Clone, Debug)]
pub struct Selling {
    pub listing: ListingId,
    pub variant: VariantId,
    pub title: String,
    pub title_en: String,
    pub choices: Vec<String>,
    pub pieces: i64,
    pub minor: i64,
    /// Whether it ends when its stock does.
    pub is_counted: bool,
    pub is_on_sale: bool,
    pub available: i64,
}

impl Selling {
    /// In how many days its stock ends, if it sells as it did over so many days.
    pub fn days_left(&self, over: i64) -> Option<i64> {
        if !self.is_counted || !self.is_on_sale {
            return None;
        }
        self.available.saturating_mul(over).checked_div(self.pieces)
    }

    /// What a piece came to.
    pub fn price(&self) -> Option<i64> {
        self.minor.checked_div(self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    #[test]
    fn weeks_without_sales_are_there_and_days_outside_are_not() {
        let one = |day, orders| DaySum { day, sum: Sum { orders, minor: orders * 10, ..Sum::default() } };
        let weeks = stretches(&[one(9, 1), one(10, 2), one(16, 4), one(24, 8), one(31, 16)], 10, 7, 3);
        let orders: Vec<i64> = weeks.iter().map(|week| week.sum.orders).collect();
        assert_eq!((orders, weeks[2].day), (vec![6, 0, 8], 24));
    }

    #[test]
    fn stock_that_is_not_counted_or_does_not_sell_has_no_end() {
        let shop = ShopId::new(1);
        let selling = |pieces, available| Selling {
            listing: ListingId::new(shop, 1),
            variant: VariantId::new(shop, 2),
            title: String::new(),
            title_en: String::new(),
            choices: Vec::new(),
            pieces,
            minor: 0,
            is_counted: true,
            is_on_sale: true,
            available,
        };
        assert_eq!(selling(14, 5).days_left(28), Some(10));
        assert_eq!(selling(14, 0).days_left(28), Some(0));
        assert_eq!(selling(0, 5).days_left(28), None);
        assert_eq!(Selling { is_counted: false, ..selling(14, 5) }.days_left(28), None);
        assert_eq!(Sum::default().average(), None);
    }
}
