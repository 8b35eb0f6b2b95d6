use kernel::Timestamp;

use crate::orders::PurchaseId;

/// What the buyer says with a gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapping {
    pub receiver: String,
    pub words: String,
}

/// A purchase whose receiver gives the address.
#[derive(Clone, Debug)]
pub struct Gift {
    pub purchase: PurchaseId,
    pub wrapping: Wrapping,
    /// The secret of its link; empty when its buyer has to make one.
    pub token: String,
    pub addressed_at: Option<Timestamp>,
    pub thanks: String,
    pub thanked_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Gift {
    /// The address of its receiver's page in the market at `origin`; none before its buyer has made it.
    pub fn url(&self, origin: &str) -> Option<String> {
        (!self.token.is_empty()).then(|| format!("{}/gifts/{}", origin.trim_end_matches('/'), self.token))
    }
}
