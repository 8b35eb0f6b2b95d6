use kernel::Timestamp;

use super::{Scope, TokenId};

/// A key for programs, as its owner sees it: the key itself is shown once.
#[derive(Clone, Debug)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    /// Written at most once an hour.
    pub used_at: Option<Timestamp>,
}
