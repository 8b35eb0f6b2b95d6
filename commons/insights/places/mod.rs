//! What online trade does for a place, from a village up to a country: for whoever looks after it.
//!
//! **Words.** A *place* is a division by its code, or a country by its two letters. What it sold is what its villages sold
//! (`villages::sales`), month by month; nothing is counted a second time. Its *year* is the twelve months that are over.
//!
//! **Promises.** A page reads months of one place and a line for each place in it, however many villages and sales there are.
//! Sums are exact and for stewards alone; a part of a sum that fewer than five shops make is not told to them either, since a
//! shop's own figures need its yes, and people are told in crowds.

pub mod api;
mod dashboard;
mod gather;
mod store;
mod year;

pub use dashboard::{Dashboard, LookError, look, look_at_country};
pub use gather::{gather, is_gathered, sum_up};
pub use store::countries;
pub use year::{Placed, Year};
