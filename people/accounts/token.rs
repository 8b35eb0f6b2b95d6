use kernel::Timestamp;

use super::TokenId;

/// A key for programs, as its owner sees it: the key itself is shown once.
#[derive(Clone, Debug)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    /// Names of scopes, some of which may be none any more.
    pub scopes: Vec<String>,
    pub created_at: Timestamp,
    /// Written at most once an hour.
    pub used_at: Option<Timestamp>,
}
