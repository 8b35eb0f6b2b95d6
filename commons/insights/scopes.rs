//! What tokens may do with insights.

use people::scope::{Grant, Scope};

/// Read what a shop is told of itself.
pub struct Read;

impl Grant for Read {
    const SCOPE: Scope = Scope::new("insights:read");
}

/// Tell of a shop what the figures of the market ask, and write to its crowds.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("insights:write");
}

pub const SCOPES: &[Scope] = &[Read::SCOPE, Write::SCOPE];
