//! Prices of a room: for as long as a countdown runs, so many pieces of a listing cost less for whoever watches.
//!
//! **Words.** A *claim* is a purchase at a room's price. The *allowance* is by how much later than the countdown a claim still
//! counts, since pictures are behind the host by different times.
//!
//! **Promises.**
//! - A claim is placed through `orders::place`, at the price that the one engine works out, in the transaction that takes its
//!   pieces: there are never more claimed than the host gave, and never more of one buyer than each may have.
//! - A claim counts until the end of the countdown and the allowance that it began with, and not a moment longer.
//! - The same key claims once.
//! - One price of a listing runs at a time in a room. It begins and ends on the timeline.
//! - Pieces of a claim that is never paid go back to the shop's stock, as those of every purchase do; the price does not give
//!   them again.
//!
//! **Not here.** Stock and escrow (`orders`), what is taken off besides (`selling::prices`).

pub mod api;
mod bought;
mod claim;
mod claim_error;
mod claim_store;
mod invariants;
mod kinds;
mod offer;
pub(super) mod pages;
mod price;
mod quote;
mod store;
mod wire;
mod withdraw;

pub use bought::Bought;
pub use claim::{Claimed, MOST_AT_ONCE, Wanted, buy, claim};
pub use claim_error::ClaimError;
pub use claim_store::{export, forget, taken, taken_of};
pub use invariants::INVARIANTS;
pub use kinds::{NUMBERS, ROOM};
pub use offer::{NewPrice, PriceError, offer};
pub use price::{LONGEST, MOST_PIECES, PriceId, RoomPrice, SHORTEST};
pub use quote::{Quote, quote};
pub use store::{find, list_of_room, running, running_of_listing};
pub use wire::RoomPriceOut;
pub use withdraw::withdraw;
