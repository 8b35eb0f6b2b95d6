//! What tokens may do with drives.

use people::scope::{Grant, Scope};

/// Come into drives, help in them, and lead one's own.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("drives:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
