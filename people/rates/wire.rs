//! About how much an amount is, as programs are told it.

use kernel::{Conversion, Money};
use serde::Serialize;
use utoipa::ToSchema;

use crate::one_of::CurrencyCode;

/// About how much an amount is in the currency that the caller asked for, which nobody pays.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AboutOut {
    #[schema(example = "12.30")]
    pub amount: String,
    #[schema(value_type = CurrencyCode, example = "USD")]
    pub currency: &'static str,
    /// The day of the rate.
    #[schema(example = "2026-11-30")]
    pub rate_day: String,
}

impl AboutOut {
    /// An amount by a rate; none when it is too large.
    pub fn by(amount: Money, way: Conversion) -> Option<Self> {
        let about = way.of(amount).ok()?;
        let (currency, rate_day) = (about.currency().code(), way.day.to_string());
        Some(Self { amount: about.decimal(), currency, rate_day })
    }
}
