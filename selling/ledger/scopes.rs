//! What tokens may see of a shop's money.

use people::scope::Scope;

pub const READ: Scope = Scope::new("ledger:read");

pub const SCOPES: &[Scope] = &[READ];
