//! Prices: what things cost, and why.
//!
//! **Words.** A *reduction* is taken off a price by a rule, each in its turn: for the quantity, for a time, for things bought
//! together, from an amount on, for a code. What it takes off a line is a *deduction*. A *floor* is what a shop keeps of a piece at least.
//!
//! **Promises.** There is one engine, [`price`]: cart, checkout, API, order, invoice and ledger say what it says. It is pure,
//! and its answer does not depend on the order in which reductions are named. What is taken off stands in deductions, each with who
//! pays for it, and list price less deductions is what is paid, to the last minor unit. Of those that may not stand together the
//! buyer gets the best, and of bundles the choice that takes the most off (`choose`: exact within a fixed number of steps, never
//! worse than taking the best one first); which may is data, and the operator's to change. Nothing is below nothing, and no order
//! below one minor unit. Where two have agreed on a price, it stands alone.
//!
//! **Tax** has the last turn, [`tax()`]: what of what a shop gets is tax, line by line and for the shipping, by what the shop states.
//! Prices include it, so nothing that is paid changes by it. A shop that states none, a rate of nothing, and what is exempt are
//! three things.
//!
//! **Later capabilities** bring a kind of reduction by a `Source` of theirs (`people::reduction`); nothing here changes for it.
//!
//! **Not here.** What shops and the market take off (`promotions`), what a parcel costs (`shipping`), what shops state of their tax
//! (`taxes`), what goes back with a part of an order (`orders`), and on what two agree (`negotiation`).

mod asking;
mod capability;
mod choose;
mod deduction;
pub mod numbers;
mod open;
mod pieces;
mod price;
mod priced;
mod sets;
mod shares;
mod tax;
mod together;

#[cfg(test)]
mod tax_tests;
#[cfg(test)]
mod tests;

pub use asking::{Asking, reductions, reductions_of};
pub use capability::CAPABILITY;
pub use deduction::{Deduction, taken};
pub use price::price;
pub use priced::{Line, Priced, PricedLine, Short};
pub use shares::Shares;
pub use tax::{ExportRule, OrderTax, ShopTax, TaxPart, Taxable, Taxed, Treatment, by_rate, split, tax};
