//! Commons: what a community does together over its market, from dated designs and live shows on.

// Templates name it as those of later crates do, which use them too.
extern crate self as commons;

pub mod designs;
pub mod live;
mod state;

use people::capability::Capability;

pub use state::Commons;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Commons>] = &[&designs::CAPABILITY, &live::CAPABILITY];
