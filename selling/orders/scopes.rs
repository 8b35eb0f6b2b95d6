//! What tokens may do with carts, orders and what is said about them.

use people::scope::Scope;

pub const READ: Scope = Scope::new("orders:read");
pub const WRITE: Scope = Scope::new("orders:write");

pub const SCOPES: &[Scope] = &[READ, WRITE];
