//! What tokens may do with a shop.

use crate::scope::{Grant, Scope};

/// Run a shop: its profile, people, shipping and coupons.
pub struct Write;

impl Grant for Write {
    const SCOPE: Scope = Scope::new("shops:write");
}

pub const SCOPES: &[Scope] = &[Write::SCOPE];
