use platform::jobs::Promise;
use serde::{Deserialize, Serialize};

use super::ReductionId;

/// Tell whoever keeps an index that the listings of a reduction cost something else.
#[derive(Serialize, Deserialize)]
pub struct TellOfPrices {
    pub reduction: ReductionId,
}

impl Promise for TellOfPrices {
    const KIND: &'static str = "promotions.tell_of_prices";
}
