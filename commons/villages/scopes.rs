//! What tokens may do with villages.

use people::scope::{Grant, Scope};

/// See and change a shop's village, and what a steward looks after.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("villages:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
