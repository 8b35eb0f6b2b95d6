//! Video receipts: what was seen when somebody bought in a show; and moments of shows to which a shop points in an order.
//!
//! **Words.** A *receipt* is the film of a sale: some seconds before it and after it, without the chat. A *moment of an order* is a
//! time in a show in which the buyer sees what becomes theirs: "your bag, minute 41".
//!
//! ```text
//! waiting --keep--> kept
//! waiting --miss--> missed
//! kept --forget--> forgotten
//! ```
//!
//! **Promises.** A receipt belongs to its order: its buyer and its shop see it, and the market's moderators, and nobody else. It is a
//! copy, so it outlives its replay, until nothing can be asked of the order any more. What was not recorded is said to be missed.
//!
//! **Not here.** The sale itself (`orders`), and how a film is cut (`broadcast`).

pub mod api;
mod find;
pub(super) mod jobs;
pub(super) mod mail;
mod mark;
mod order_moment;
pub(super) mod pages;
mod promises;
mod receipt;
mod store;

pub use find::find_order;
pub use mark::{MarkError, NewMark, mark, unmark};
pub use order_moment::OrderMoment;
pub use promises::{CURRENT, keep, promise_sweep};
pub use receipt::{Receipt, ReceiptState};
pub use store::{find, list_moments};
