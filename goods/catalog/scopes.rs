//! What tokens may do with listings.

use people::scope::{Grant, Scope};

/// Keep listings and their stock.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("catalog:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
