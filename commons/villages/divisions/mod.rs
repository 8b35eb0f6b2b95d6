//! Divisions: the registry of a country's places, down to its villages.
//!
//! **Words.** An *edition* is a file of divisions with the day for which it holds. A division is *listed* by the edition that
//! named it, and has *vanished* when a later one no longer does. A *change* says what became of it.

mod code;
mod division;
pub mod file;
mod sound;
pub mod store;
mod take;

pub use code::DivisionCode;
pub use division::{ChangeKind, Division, DivisionChange, DivisionKind, Level};
pub use sound::sound;
pub use take::{ChangeError, Taken, Unlisted, change, take, take_changes};
