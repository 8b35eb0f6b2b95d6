//! Dealing: what buyers and shops say to each other, before and after a sale.

// Templates name it as those of later crates do, which use them too.
extern crate self as dealing;

pub mod negotiation;
pub mod recommendations;
pub mod reviews;
pub mod wishes;

use people::capability::Capability;
use selling::Selling;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Selling>] =
    &[&reviews::CAPABILITY, &negotiation::CAPABILITY, &wishes::CAPABILITY, &recommendations::CAPABILITY];
