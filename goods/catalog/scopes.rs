//! What tokens may do with listings.

use people::scope::Scope;

pub const WRITE: Scope = Scope::new("catalog:write");

pub const SCOPES: &[Scope] = &[WRITE];
