use serde::Serialize;
use utoipa::ToSchema;

use super::figures::Told;

/// One number of a report.
#[derive(Serialize, ToSchema)]
pub struct FigureOut {
    #[schema(example = "rural-sales")]
    measure: String,
    /// What it is split by; empty for the whole.
    part: String,
    /// Money in minor units of the report's currency; people in steps of twenty. None where it is withheld.
    number: Option<i64>,
    /// The same a year before.
    before: Option<i64>,
    /// In percent, against the year before.
    growth: Option<i64>,
}

impl From<Told> for FigureOut {
    fn from(it: Told) -> Self {
        let growth = it.growth();
        Self { measure: it.measure, part: it.key, number: it.value, before: it.before, growth }
    }
}
