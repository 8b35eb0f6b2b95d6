//! What tokens may do with live shows.

use people::scope::{Grant, Scope};

/// Plan and give shows for a shop.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("live:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
