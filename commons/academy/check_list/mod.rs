//! Check-lists: what stands between somebody and their first listing or their first live show.
//!
//! **Promises.** Nothing is ticked by hand: each line is read from what really is, and leads to where it is done.
//!
//! **Not here.** What a shop, a listing or a show asks for (`shops`, `catalog`, `live`).

pub mod api;
mod check;
pub(super) mod pages;
mod read;

pub use check::{Check, CheckList, Line};
pub use read::{first_listing, first_show};
