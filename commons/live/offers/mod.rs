//! Offers in a room: a viewer bargains for the thing on show, one to one with its shop, and the host answers those who
//! offer the same together.
//!
//! **Words.** A *group* is all open offers of a room for as many pieces of one variant at one price.
//!
//! **Promises.** An offer of a room is one of `negotiation`, with its limits and its secrets: five for a listing in a day, a floor
//! that nobody learns, a price that is accepted at once. Answering a group answers each of its offers as if alone, the earliest
//! first; those for which no pieces are left end with that reason. The room hears how many were accepted, and neither
//! who nor for how much. This market holds no auctions: no viewer sees another's offer.

mod answer;
pub mod api;
mod bargain;
mod group;
pub(super) mod pages;
mod store;
mod wire;

pub use answer::{Answer, AnswerError, Answered, answer};
pub use bargain::{BargainError, Bid, bargain};
pub use group::{Group, GroupKey};
pub use store::groups;
pub use wire::{AnsweredOut, GroupOut};
