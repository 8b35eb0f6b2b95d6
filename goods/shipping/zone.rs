use kernel::{Country, Currency, Money, MoneyError};

use super::ZoneId;
use crate::regions;

/// Where a shop ships to, and for how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub name: String,
    /// Empty means everywhere.
    pub countries: Vec<Country>,
    /// Provinces, states or prefectures; empty means the whole country.
    pub regions: Vec<String>,
    pub first_grams: i64,
    pub first_minor: i64,
    pub next_grams: i64,
    pub next_minor: i64,
    /// Goods of this much or more travel free.
    pub free_from_minor: Option<i64>,
    /// Days on the way.
    pub days_low: i64,
    pub days_high: i64,
}

/// What one parcel costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    pub zone: String,
    pub price: Money,
    /// Goods of this much or more travel free; what coupons take off does not count.
    pub free_from: Option<Money>,
    pub days_low: i64,
    pub days_high: i64,
}

impl Rate {
    /// What is not sent costs nothing to send, and is there at once.
    pub fn nothing(currency: Currency) -> Self {
        Self { zone: String::new(), price: Money::zero(currency), free_from: None, days_low: 0, days_high: 0 }
    }
}

impl Zone {
    pub fn fits(&self, country: Country, region: &str) -> bool {
        let in_country = self.countries.is_empty() || self.countries.contains(&country);
        let region = region.trim().to_lowercase();
        let known = regions::find(country, &region);
        let in_region = self.regions.is_empty()
            || self.regions.iter().any(|name| match known.zip(regions::find(country, name)) {
                // Whichever of its names was typed: Zhejiang is 浙江省.
                Some((here, there)) => here == there,
                // "宁夏" stands for "宁夏回族自治区" and the other way round.
                None => {
                    let name = name.to_lowercase();
                    !region.is_empty() && (region.starts_with(&name) || name.starts_with(&region))
                }
            });
        in_country && in_region
    }

    /// Whether goods of so much travel free, however heavy they are.
    pub fn is_free(&self, goods: Money) -> bool {
        let costs_nothing = self.first_minor == 0 && self.next_minor == 0;
        costs_nothing || self.free_from_minor.is_some_and(|from| goods.minor() >= from)
    }

    /// The price of a parcel: first weight, then each started next weight.
    pub fn rate(&self, grams: i64, goods: Money) -> Result<Rate, MoneyError> {
        let currency: Currency = goods.currency();
        let is_free = self.free_from_minor.is_some_and(|from| goods.minor() >= from);
        let price = if is_free || grams == 0 {
            Money::zero(currency)
        } else {
            let beyond = (grams - self.first_grams).max(0);
            let step = self.next_grams.max(1);
            let steps = beyond / step + i64::from(beyond % step > 0);
            let next = Money::new(self.next_minor, currency).times(steps)?;
            Money::new(self.first_minor, currency).checked_add(next)?
        };
        let free_from = self.free_from_minor.map(|from| Money::new(from, currency));
        let (days_low, days_high) = (self.days_low, self.days_high);
        Ok(Rate { zone: self.name.clone(), price, free_from, days_low, days_high })
    }
}

/// A zone as it stands in a shop's list.
#[derive(Clone, Debug)]
pub struct KeptZone {
    pub id: ZoneId,
    pub zone: Zone,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> Zone {
        Zone {
            name: "home".into(),
            countries: vec![Country::parse("CN").unwrap()],
            regions: vec!["宁夏".into()],
            first_grams: 1000,
            first_minor: 800,
            next_grams: 500,
            next_minor: 200,
            free_from_minor: Some(19_900),
            days_low: 2,
            days_high: 4,
        }
    }

    #[test]
    fn each_started_weight_is_paid() {
        let goods = Money::new(100, Currency::CNY);
        let price = |grams| zone().rate(grams, goods).unwrap().price.minor();
        assert_eq!([0, 1, 1000, 1001, 1500, 1501].map(price), [0, 800, 800, 1000, 1000, 1200]);
        assert_eq!(zone().rate(9000, Money::new(19_900, Currency::CNY)).unwrap().price.minor(), 0);
        assert!(Zone { next_minor: i64::MAX, ..zone() }.rate(9000, goods).is_err());
    }

    #[test]
    fn a_region_fits_by_its_short_or_long_name() {
        let china = Country::parse("CN").unwrap();
        assert!(zone().fits(china, "宁夏回族自治区"));
        assert!(zone().fits(china, " 宁夏"));
        assert!(zone().fits(china, "Ningxia"));
        assert!(!zone().fits(china, "甘肃"));
        assert!(!zone().fits(china, ""));
        assert!(!zone().fits(Country::parse("JP").unwrap(), "宁夏"));
    }
}
