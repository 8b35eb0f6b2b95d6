//! Selling: from the cart to the money that a shop has earned. Everything that is bought goes through `orders`.

// Templates name it as those of later crates do, which use them too.
extern crate self as selling;

pub mod ledger;
pub mod orders;
pub mod payments;
pub mod payouts;
pub mod prices;
pub mod promotions;
pub mod reconciliation;
mod state;
pub mod taxes;

use people::capability::Capability;

pub use state::Selling;

/// The capabilities in their order.
pub const CAPABILITIES: &[&Capability<Selling>] = &[
    &ledger::CAPABILITY,
    &payments::CAPABILITY,
    &prices::CAPABILITY,
    &promotions::CAPABILITY,
    &taxes::CAPABILITY,
    &orders::CAPABILITY,
    &payouts::CAPABILITY,
    &reconciliation::CAPABILITY,
];
