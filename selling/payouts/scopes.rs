//! What tokens may do with a shop's payouts.

use people::scope::Scope;

pub const WRITE: Scope = Scope::new("payouts:write");

pub const SCOPES: &[Scope] = &[WRITE];
