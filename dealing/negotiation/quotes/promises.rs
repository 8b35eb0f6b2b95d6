use platform::jobs::Promise;
use serde::{Deserialize, Serialize};

use super::QuoteId;

/// End a quote whose time has run out. One that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndQuoteTurn {
    pub quote: QuoteId,
}

impl Promise for EndQuoteTurn {
    const KIND: &'static str = "negotiation.end_quote_turn";
}
