use kernel::{AccountId, ShopRole, Timestamp};

/// Somebody who works in a shop.
#[derive(Clone, Debug)]
pub struct Member {
    pub account: AccountId,
    pub name: String,
    pub role: ShopRole,
    pub since: Timestamp,
}

impl Member {
    pub fn role_name(&self) -> &'static str {
        self.role.name()
    }
}
