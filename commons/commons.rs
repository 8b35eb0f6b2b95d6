//! Commons: what a community does together over its market: villages, dated designs, live shows, courses, drives.

// Templates name it as those of later crates do, which use them too.
extern crate self as commons;

pub mod academy;
pub mod designs;
pub mod drives;
pub mod insights;
pub mod live;
mod state;
pub mod villages;

use people::capability::Capability;

pub use state::Commons;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Commons>] = &[
    &villages::CAPABILITY,
    &designs::CAPABILITY,
    &live::CAPABILITY,
    &academy::CAPABILITY,
    &drives::CAPABILITY,
    &insights::CAPABILITY,
];
