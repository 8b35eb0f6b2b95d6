//! What tokens may do with designs.

use people::scope::{Grant, Scope};

/// Put designs down and stand up for them.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("designs:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
