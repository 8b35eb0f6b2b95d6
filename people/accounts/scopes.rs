//! What tokens may do with an account. The desks of the market's own are opened by the operator's and the moderator's.

use crate::scope::{Grant, Holders, Scope};

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

/// Run the market.
pub struct Operate;

impl Grant for Operate {
    const SCOPE: Scope = Scope::of("operator", Holders::Operators);
}

/// Settle disputes and look after what is said and shown.
pub struct Moderate;

impl Grant for Moderate {
    const SCOPE: Scope = Scope::of("moderator", Holders::Moderators);
}

pub const SCOPES: &[Scope] = &[Read::SCOPE, Write::SCOPE, Operate::SCOPE, Moderate::SCOPE];
