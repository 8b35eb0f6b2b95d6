//! The tax of an order: what its shop stated on its day, line by line, and what became of it.
//!
//! **Promises.** What an order says of its tax never changes. Whatever is paid and given back in whatever steps, the tax that is
//! the shop's is at every moment the tax that is contained in what the shop has of the order, rate by rate; when nothing of an order is left,
//! neither is its tax.

mod act;
pub mod api;
mod book;
mod months;
mod of;
mod store;

pub(super) use act::{cancelled, gave_back, sold};
pub use book::LinePart;
pub use months::{MonthTax, YEARS, months};
pub use of::tax_of;
pub use store::{PartsAndBack, TaxMoved, given_back, moved, of_one, of_several, parts};
pub(super) use store::{insert, rows};
