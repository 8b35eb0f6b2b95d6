//! What tokens may do with carts, orders and what is said about them.

use people::scope::{Grant, Scope};

/// See carts, orders, and what is said about them.
pub struct Read;

impl Grant for Read {
    const SCOPE: Scope = Scope::new("orders:read");
}

/// Buy, sell, bargain, and speak about it.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("orders:write");
}

pub const SCOPES: &[Scope] = &[Read::SCOPE, Write::SCOPE];
