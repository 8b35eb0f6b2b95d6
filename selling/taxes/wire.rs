//! How a shop's tax terms look to programs.

use people::{one_of::maybe_word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::TaxTerms;
use crate::prices::ExportRule;

/// What a shop states of its tax from one day on.
#[derive(Serialize, ToSchema)]
pub struct TaxTermsOut {
    id: String,
    /// The first day, on the shop's calendar.
    #[schema(example = "2027-01-01")]
    from: String,
    /// Whether it states a tax from then on; without, nothing else is said.
    stated: bool,
    #[schema(example = "VAT")]
    name: Option<String>,
    /// In hundredths of a percent.
    standard: Option<u32>,
    /// None where reduced goods are taxed as the others are.
    reduced: Option<u32>,
    /// `zero`: goods that leave the shop's country have a rate of nothing.
    #[schema(schema_with = maybe_word_of::<ExportRule>)]
    export: Option<&'static str>,
    created_at: String,
}

impl From<TaxTerms> for TaxTermsOut {
    fn from(terms: TaxTerms) -> Self {
        let stated = terms.stated;
        Self {
            id: terms.id.to_string(),
            from: terms.from.to_string(),
            stated: stated.is_some(),
            standard: stated.as_ref().map(|stated| stated.standard.get()),
            reduced: stated.as_ref().and_then(|stated| stated.reduced).map(kernel::BasisPoints::get),
            export: stated.as_ref().map(|stated| stated.export.name()),
            name: stated.map(|stated| stated.name),
            created_at: time(terms.created_at),
        }
    }
}
