//! Giveaways in a room: free to enter, drawn so that everybody can draw again.
//!
//! **Words.** An *entry* has a number, 1, 2, 3 …, and a *code* that stands for its owner in public. The *seed* is what decides; its
//! hash is told before anybody enters. A *prize* is one piece of the thing that is given away.
//!
//! ```text
//! open --draw--> drawn
//! ```
//!
//! **Promises.**
//! - Entering costs nothing, needs no purchase, and is for who says that they are 18 or older: asked once, kept with its date.
//! - Nobody enters twice, and nobody of the shop enters.
//! - Pieces are held from the beginning. What nobody has won, and what a winner does not take within seven days, goes back.
//! - The draw is [`rule::draw`]: of the seed, the hash of all codes in their order, and the round. Whoever has the three works out
//!   the same winners; a host who would choose a seed afterwards is found out by its hash.
//! - Who has won is told, and a prize becomes an order that costs nothing, shipping included.
//!
//! **Not here.** Prizes in money: there are none.

pub mod api;
mod draw;
mod enter;
mod giveaway;
mod invariants;
pub(super) mod jobs;
pub(super) mod mail;
mod open;
pub(super) mod pages;
mod prize;
mod promises;
pub mod rule;
mod store;
mod wire;

pub use draw::draw;
pub use enter::{Age, EnterError, enter};
pub use giveaway::{Entry, Giveaway, GiveawayAct, GiveawayId, GiveawayStage, Prize};
pub use invariants::INVARIANTS;
pub use open::{MOST_WINNERS, NewGiveaway, OpenError, PRIZE, PRIZES, open};
pub use prize::{PrizeError, return_prizes, take_prize};
pub use store::{codes, entry_of, export, find, forget, list_of_room, prize_of, prizes};
pub use wire::{EntryOut, GiveawayOut};
