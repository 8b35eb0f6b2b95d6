//! The programme of a festival: shows, workshops, concerts and talks, and the seats that people reserve.
//!
//! **Promises.** No more seats are reserved than there are. Whoever has one is told when it is moved, taken out, or called off
//! with the festival. Two things at once on one stage, or of one person, are said and not forbidden.

mod arrange;
mod calendar;
mod clash;
pub(in crate::festivals) mod invariants;
mod item;
pub(in crate::festivals) mod jobs;
pub(in crate::festivals) mod mail;
mod promises;
mod reserve;
mod store;

pub use arrange::{ArrangeError, add, change, take_out};
pub use calendar::{of_festival, of_items};
pub use clash::clashes;
pub use item::{Item, ItemId, ItemKind, ItemPlan, MINUTES, MOST_ITEMS, MOST_SEATS};
pub(super) use promises::call_off;
pub use reserve::{ReserveError, give_back, reserve};
pub(super) use store::forget;
pub use store::{all_items, find, items, reserved};
