//! Goods: what is sold, how it is found, how it travels.

// Templates name it as those of later crates do, which use them too.
extern crate self as goods;

pub mod catalog;
mod regions;
pub mod search;
pub mod shipping;
mod state;

use people::capability::Capability;

pub use state::Goods;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Goods>] =
    &[&catalog::CAPABILITY, &search::CAPABILITY, &shipping::CAPABILITY];
