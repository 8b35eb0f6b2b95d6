use kernel::{AccountId, Timestamp};

/// Somebody who says nothing in the rooms of a shop.
#[derive(Clone, Debug)]
pub struct Silenced {
    pub account: AccountId,
    pub name: String,
    pub until: Timestamp,
}

impl Silenced {
    /// Whether it is for good.
    pub fn is_banned(&self) -> bool {
        self.until == Timestamp::MAX
    }
}
