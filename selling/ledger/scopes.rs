//! What tokens may see of a shop's money.

use people::scope::{Grant, Scope};

/// See a shop's money and its payouts.
pub struct Read;

impl Grant for Read {
    const SCOPE: Scope = Scope::new("ledger:read");
}

pub const SCOPES: &[Scope] = &[Read::SCOPE];
