//! What tokens may do with an account. Every desk of the market's own is opened by the operator's.

use crate::scope::{Grant, Scope};

/// See the account: profile, addresses, sessions, tokens, notifications.
pub struct Read;

impl Grant for Read {
    const SCOPE: Scope = Scope::new("account:read");
}

/// Change the account, and follow shops.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("account:write");
}

/// Run the market and settle its disputes.
pub struct Operate;

impl Grant for Operate {
    const SCOPE: Scope = Scope::for_operators("operator");
}

pub const SCOPES: &[Scope] = &[Read::SCOPE, Write::SCOPE, Operate::SCOPE];
