//! Gatherings: where people meet what is made, and each other.

// Templates name it as those of later crates do, which use them too.
extern crate self as gatherings;

pub mod festivals;
pub mod hall;

use commons::Commons;
use people::capability::Capability;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Commons>] = &[&festivals::CAPABILITY, &hall::CAPABILITY];
