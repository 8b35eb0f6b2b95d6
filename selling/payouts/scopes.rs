//! What tokens may do with a shop's payouts.

use people::scope::{Grant, Scope};

/// Ask for a shop's payouts.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("payouts:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
