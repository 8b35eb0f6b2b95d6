//! What tokens may do with a shop.

use crate::scope::Scope;

pub const WRITE: Scope = Scope::new("shops:write");

pub const SCOPES: &[Scope] = &[WRITE];
