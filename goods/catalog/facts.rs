use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// What is true of a listing because of its kind; kept as JSON beside it, and nothing that is not known is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Made to order: days from payment until it leaves the workshop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<i64>,
    /// Harvest: the field it grew on, in the shop's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plot: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plot_en: String,
    /// Harvest: first and last month in which it is picked, 1 to 12; the last may lie in the next year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_month: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_month: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shelf_life_days: Option<i64>,
    /// Sold before it is picked; it leaves the field on or after this day. Of a ticket, the end of the last day on which it
    /// admits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<Timestamp>,
}

impl Facts {
    /// Whether it is picked in this month.
    pub fn is_in_season(&self, month: i64) -> bool {
        match (self.from_month, self.to_month) {
            (Some(from), Some(to)) if from <= to => (from..=to).contains(&month),
            (Some(from), Some(to)) => month >= from || month <= to,
            (Some(only), None) | (None, Some(only)) => month == only,
            (None, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_may_run_over_the_new_year() {
        let citrus = Facts { from_month: Some(11), to_month: Some(2), ..Facts::default() };
        let in_season: Vec<i64> = (1..=12).filter(|month| citrus.is_in_season(*month)).collect();
        assert_eq!(in_season, [1, 2, 11, 12]);
        assert!(!Facts::default().is_in_season(6));
    }

    #[test]
    fn only_what_is_known_is_kept() {
        assert_eq!(serde_json::to_string(&Facts::default()).unwrap(), "{}");
        let facts: Facts = serde_json::from_str(r#"{"lead_days": 30, "unheard_of": 1}"#).unwrap();
        assert_eq!(facts.lead_days, Some(30));
    }
}
