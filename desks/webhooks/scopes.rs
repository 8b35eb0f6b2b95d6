//! What tokens may do with webhooks.

use people::scope::{Grant, Scope};

/// Say which programs of a shop are told of what happens, and read their secrets.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("webhooks:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
