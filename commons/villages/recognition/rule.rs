use kernel::words;
use serde::{Deserialize, Serialize};

/// The thresholds by which places are recognised. The base rule is version 1; a market may adopt its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Revenue of a period at least, in fen.
    pub revenue_minor: i64,
    /// And active shops at least.
    pub active_shops: i64,
    /// Or households with a shop, of ten thousand.
    pub household_basis_points: i64,
    /// A shop is active when it has been open so long, and has sold so much of late.
    pub open_days: i64,
    pub months: i64,
    pub orders_a_month: i64,
    /// Recognised villages that make a town.
    pub town_villages: i64,
    /// Whether what shops declare of other platforms counts for the revenue.
    pub counts_declared: bool,
    /// Jobs for each active shop, in tenths.
    pub jobs_tenths: i64,
    /// A place is near when it has so much of each threshold, in hundredths.
    pub near_percent: i64,
}

/// The rule by which villages have been counted in China since 2013; the first version of every market.
pub const BASE: Rule = Rule {
    // Ten million yuan.
    revenue_minor: 1_000_000_000,
    active_shops: 100,
    household_basis_points: 1_000,
    open_days: 30,
    months: 3,
    orders_a_month: 1,
    town_villages: 3,
    counts_declared: false,
    jobs_tenths: 25,
    near_percent: 80,
};

/// Every number that a verdict looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Revenue less refunds, in fen.
    pub revenue_minor: i64,
    /// Payments that are in no sum, since no rate is known.
    pub unrated: i64,
    /// What shops declare of other platforms, apart.
    pub declared_minor: i64,
    pub shops: i64,
    pub active_shops: i64,
    /// With a shop, as the shops have named them; those that have not are counted apart.
    pub households_with_shop: i64,
    pub shops_without_household: i64,
    /// Of the village, with its year; none while nobody has entered it.
    pub households: Option<i64>,
    pub households_year: Option<i64>,
    /// Of a township: its recognised villages.
    pub villages: i64,
}

words! {
    /// What a verdict says of a place: recognised by its shops, by its households, or as a town; or not.
    Outcome { Shops = "shops", Households = "households", Villages = "villages", Near = "near", No = "no" }
}

impl Outcome {
    pub fn is_recognised(self) -> bool {
        matches!(self, Self::Shops | Self::Households | Self::Villages)
    }
}

impl Inputs {
    /// Of ten thousand households, those with a shop; none where nobody knows how many there are.
    pub fn household_basis_points(&self) -> Option<i64> {
        let all = self.households.filter(|all| *all > 0)?;
        self.households_with_shop.checked_mul(10_000).map(|with| with / all)
    }

    /// What the rule counts as revenue.
    pub fn counted(&self, rule: &Rule) -> i64 {
        self.revenue_minor + if rule.counts_declared { self.declared_minor } else { 0 }
    }

    /// Active shops that are still missing.
    pub fn missing_shops(&self, rule: &Rule) -> i64 {
        (rule.active_shops - self.active_shops).max(0)
    }

    pub fn missing_revenue(&self, rule: &Rule) -> i64 {
        (rule.revenue_minor - self.counted(rule)).max(0)
    }
}

impl Rule {
    /// What a village is by its numbers.
    pub fn village(&self, inputs: &Inputs) -> Outcome {
        let of =
            |has: i64, of: i64, percent: i64| i128::from(has) * 100 >= i128::from(of) * i128::from(percent);
        let share = inputs.household_basis_points().unwrap_or(0);
        let sells = |percent| of(inputs.counted(self), self.revenue_minor, percent);
        let shops = |percent| of(inputs.active_shops, self.active_shops, percent);
        let households = |percent| of(share, self.household_basis_points, percent);
        if sells(100) && shops(100) {
            Outcome::Shops
        } else if sells(100) && households(100) {
            Outcome::Households
        } else if sells(self.near_percent) && (shops(self.near_percent) || households(self.near_percent)) {
            Outcome::Near
        } else {
            Outcome::No
        }
    }

    /// What a township is by its recognised villages.
    pub fn town(&self, villages: i64) -> Outcome {
        if villages >= self.town_villages { Outcome::Villages } else { Outcome::No }
    }

    /// Jobs at so many active shops.
    pub fn jobs(&self, active_shops: i64) -> i64 {
        active_shops * self.jobs_tenths / 10
    }

    /// Whether the numbers make sense together.
    pub fn is_sound(&self) -> bool {
        let counts = [self.revenue_minor, self.active_shops, self.household_basis_points, self.town_villages];
        counts.iter().all(|count| *count > 0)
            && self.household_basis_points <= 10_000
            && (0..=3_650).contains(&self.open_days)
            && (1..=12).contains(&self.months)
            && (1..=1_000).contains(&self.orders_a_month)
            && (0..=1_000).contains(&self.jobs_tenths)
            && (1..=100).contains(&self.near_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(revenue_yuan: i64, active: i64, with: i64, households: Option<i64>) -> Inputs {
        let revenue_minor = revenue_yuan * 100;
        Inputs {
            revenue_minor,
            active_shops: active,
            households_with_shop: with,
            households,
            ..Inputs::default()
        }
    }

    #[test]
    fn the_base_rule_asks_for_revenue_and_for_shops_or_households() {
        assert!(BASE.is_sound());
        for (revenue, active, with, households, outcome) in [
            (10_000_000, 100, 0, None, Outcome::Shops),
            (9_999_999, 100, 0, None, Outcome::Near),
            (11_204_300, 83, 52, Some(500), Outcome::Households),
            (11_204_300, 83, 49, Some(500), Outcome::Near),
            (11_204_300, 79, 39, Some(500), Outcome::No),
            (11_204_300, 79, 50, None, Outcome::No),
            (11_204_300, 79, 50, Some(0), Outcome::No),
            (7_999_999, 500, 500, Some(500), Outcome::No),
            (-5, 0, 0, None, Outcome::No),
        ] {
            assert_eq!(
                BASE.village(&inputs(revenue, active, with, households)),
                outcome,
                "{revenue} {active} {with}"
            );
        }
        assert_eq!((BASE.town(2), BASE.town(3)), (Outcome::No, Outcome::Villages));
        assert_eq!(BASE.jobs(83), 207);
        assert_eq!(inputs(11_204_300, 83, 52, Some(500)).missing_shops(&BASE), 17);
    }

    #[test]
    fn what_is_declared_counts_only_where_the_rule_says_so() {
        let declared = Inputs { declared_minor: 200_000_000, ..inputs(9_000_000, 120, 0, None) };
        assert_eq!(BASE.village(&declared), Outcome::Near);
        let own = Rule { counts_declared: true, ..BASE };
        assert_eq!(own.village(&declared), Outcome::Shops);
    }
}
