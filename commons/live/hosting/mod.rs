//! Selling for others: what a shop's host shows and sells in its rooms of other shops, with their yes.
//!
//! **Words.** An *agreement* is between a host's shop and one whose things it sells: for which share, in basis points of what
//! the goods are sold for, and of which things. The host asks; the other agrees, with all its things or some.
//!
//! ```text
//! asked --agree--> agreed
//! asked --decline--> declined
//! asked --withdraw--> withdrawn
//! agreed --end--> ended
//! ```
//!
//! **Promises.**
//! - Nothing of another shop is shown or sold in a room without an agreement that holds, and what is not in it is not either.
//! - Between two shops one agreement holds at a time. A change is a new agreement: it ends the one before when it is agreed.
//! - A room's price of another shop's thing is no lower than that shop has allowed; where it said nothing, its own price holds.
//! - Each side is told what the other does.
//! - It ends when either of the two wishes. What was bought before keeps its share.
//! - The share is in the order from the moment it is placed. The host has it with the release, and gives back their part of
//!   what is refunded later (`selling::orders`).
//!
//! **Not here.** The money (`ledger`), and what is bought on the other shop's own pages, of which the host has nothing.

mod agreement;
pub mod api;
mod ask;
pub(super) mod demo;
pub(super) mod jobs;
pub(super) mod mail;
mod notice;
pub(super) mod pages;
mod promises;
mod step;
mod store;
mod things;
mod wire;

pub use agreement::{
    Agreement, AgreementAct, AgreementId, AgreementStage, AgreementState, LOWEST, MOST_SHARE, OWN_PRICE,
    Step, percent,
};
pub use ask::{AskError, NewAgreement, ask};
pub use step::{Yes, agree, decline, end, withdraw};
pub use store::{
    agreed, find, has_known, host_of, list_agreed, list_of_host, list_of_other, lowest, may_show,
};
pub use things::things;
pub use wire::AgreementOut;
