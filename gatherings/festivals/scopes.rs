//! What tokens may do with festivals.

use people::scope::{Grant, Scope};

/// Organise festivals for a shop, apply for booths, reserve seats, and hold tickets.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("festivals:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
