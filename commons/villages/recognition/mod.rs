//! Recognition: which villages sell enough to be called by it, in which period, and why.
//!
//! **Words.** A *period* is a year from 1 July. A *rule* is versioned data. A *verdict* is what a place is by a rule, with all
//! *inputs* that were looked at: *provisional* while the period goes on and some weeks after, then *final*, and after that
//! changed only by *corrections*, each with its reason. A *town* has three recognised villages or more.

mod one_store;
mod period;
mod recognise;
mod rule;
pub mod store;
mod verdict;

pub use one_store::gather_one;
pub use period::{Period, months_before};
pub use recognise::{RuleError, adopt, correct, finish, look_again, recognise};
pub use rule::{BASE, Inputs, Outcome, Rule};
pub use verdict::Verdict;
