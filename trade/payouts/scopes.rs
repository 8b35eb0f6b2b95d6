//! What tokens may do with a shop's payouts.

use crate::scope::Scope;

pub const WRITE: Scope = Scope::new("payouts:write");

pub const SCOPES: &[Scope] = &[WRITE];
