//! What is to be shown in a room, in order.
//!
//! **Words.** A *run sheet* names the things of a show one after the other, those of other shops among them.
//!
//! **Promises.** It is the host's plan and binds nobody: what is on show is what the host puts on show. Before the show its page
//! says what will be shown; during the show the console has these things first, in this order. A show that is repeated every week
//! takes its run sheet along. What is not sold any more, or not agreed on, is left out.
//!
//! **Not here.** What is on show (`pin`).

pub mod api;
mod arrange;
pub(super) mod pages;
mod store;
mod things;

pub use arrange::{ArrangeError, MOST, arrange, take_along};
pub use store::list;
pub use things::things;
