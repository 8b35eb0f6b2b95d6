//! The gate: a phone that looks at tickets, with a network or without one.
//!
//! **Words.** A *gate* is a phone that its organiser has registered: whoever has its link scans there. It keeps a *list* of
//! what it must know: keys, kinds, numbers of tickets and their versions, and which are void; no names. An *entry* is somebody
//! coming in or going out with a ticket. A *double* is a ticket that came in more often than its kind allows.
//!
//! ```text
//! open --revoke--> revoked
//! ```
//!
//! **Promises.**
//! - Entries are told in any order, late or twice, and each is kept once: a gate counts them.
//! - A gate without a network knows its own entries and those of others that it last heard of. Two of them that have not heard
//!   of each other can let the same ticket in: no list prevents it, so it is found when both have told, and shown to the
//!   organiser. A kind that admits at one gate only cannot be doubled.
//! - A gate that was lost is revoked, and hears and tells nothing any more. When its festival is over it ends by itself.
//! - A gate's clock that is wrong is said to who holds it, and its entries are set right by as much.
//!
//! **Not here.** What stands in a code (`tickets`).

pub mod api;
pub(super) mod demo;
mod device;
mod doubles;
mod entry;
mod entry_store;
mod error;
mod list;
pub(super) mod pages;
mod record;
mod register;
mod store;
mod wire;

pub use device::{Gate, GateAct, GateId, GateStage};
pub use doubles::{Double, doubles};
pub use entry::{Entry, Way};
pub use entry_store::{Hour, hours, of_ticket};
pub use error::{GateError, TellError};
pub use list::{GateList, list as list_for};
pub use record::{Told, record};
pub use register::{register, revoke};
pub use store::{find, find_by_token, list};
