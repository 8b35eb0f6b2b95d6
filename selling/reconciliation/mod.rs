//! Reconciliation: a payment provider's report compared with our books.
//!
//! **Words.** A *report* is the provider's list of charges and refunds. A *difference* is a row that is only here, only
//! there, twice, or of another amount.
//!
//! **Promises.** Our side is what the ledger holds for the provider, payment by payment and refund by refund. Rows of a
//! report that cannot be read are told by their line, and the others are compared all the same. A comparison is kept;
//! nothing is changed by it.
//!
//! **Not here.** Mending a difference: that is for people to understand first.

pub mod api;
mod capability;
mod compare;
mod demo;
mod keep;
pub mod pages;
mod report;
mod store;

pub use capability::CAPABILITY;
pub use compare::{Booking, Comparison, Difference, Kind, Outcome, compare};
pub use keep::{KeepError, ours, reconcile};
pub use report::{BadRow, NotAReport, Report};
pub use store::{ComparedLine, Reconciliation, ReconciliationId, find, lines, list};
