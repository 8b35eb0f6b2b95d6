//! Prices: what things cost, and why.
//!
//! **Words.** A *reduction* is taken off a price by a rule: prices that fall with the *quantity* (1 box, 10 boxes, 100 kg), a
//! *campaign* that makes a listing cheaper for some days, a *bundle* of things that cost less together, a *threshold* from which
//! something is taken off. What it takes off a line is a *deduction*. A *floor* is what a shop keeps of a piece at least.
//!
//! **Promises.** There is one engine, [`price`]: cart, checkout, API, order, invoice and ledger say what it says. It is pure,
//! and its answer does not depend on the order in which reductions are named. What is taken off stands in deductions, each with who
//! pays for it, and list price less deductions is what is paid, to the last minor unit. Of those that may not stand together the
//! buyer gets the best; which may is data, and the operator's to change. Nothing is below nothing, and no order below one minor
//! unit.
//!
//! ```text
//! open --pause--> paused
//! open --end--> ended
//! paused --resume--> open
//! paused --end--> ended
//! ```
//!
//! **Later capabilities** bring a kind of reduction by a `Source` of theirs (`people::reduction`); nothing here changes for it.
//!
//! **Not here.** Codes (`promotions`), what a parcel costs (`shipping`), what goes back with a part of an order (`orders`), and
//! deals and quotes, whose price is agreed between two and takes no reduction.

mod asking;
mod capability;
mod deduction;
mod numbers;
mod open;
mod pieces;
mod price;
mod priced;
mod sets;
mod shares;
mod together;

#[cfg(test)]
mod tests;

pub use asking::{Asking, reductions};
pub use capability::CAPABILITY;
pub use deduction::{Deduction, taken};
pub use price::price;
pub use priced::{Line, Priced, PricedLine, Short};
pub use shares::Shares;
