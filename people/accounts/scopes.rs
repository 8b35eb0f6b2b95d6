//! What tokens may do with an account. Every desk of the market's own is opened by the operator's.

use crate::scope::Scope;

pub const READ: Scope = Scope::new("account:read");
pub const WRITE: Scope = Scope::new("account:write");
pub const OPERATOR: Scope = Scope::for_operators("operator");

pub const SCOPES: &[Scope] = &[READ, WRITE, OPERATOR];
