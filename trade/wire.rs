//! What the JSON of several capabilities shares.

use kernel::Money;
use serde::Serialize;
use utoipa::ToSchema;

/// An amount on the wire: decimal text, so that no reader rounds it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Amount {
    #[schema(example = "12.50")]
    pub amount: String,
    #[schema(example = "CNY")]
    pub currency: &'static str,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { amount: money.decimal(), currency: money.currency().code() }
    }
}
