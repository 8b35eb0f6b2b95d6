//! Figures of a show for its host: how it goes, and afterwards how it went, minute by minute.
//!
//! **Words.** A *minute* of a show is counted from its beginning. *Minutes watched* are the viewers of each minute, on average,
//! added up.
//!
//! **Promises.** What was bought in a room is counted from its rows, so that figures and orders agree; viewers and hearts are
//! counted in memory and written once a minute, so that a crash loses less than one. A plot has its table.

pub mod api;
mod counted;
mod drawn;
pub(super) mod pages;
mod selling;
mod store;
mod write;

pub use counted::{Figures, Minute};
pub use drawn::drawn;
pub use selling::Selling;
pub use store::{of_room, sold_now};
pub use write::write;
