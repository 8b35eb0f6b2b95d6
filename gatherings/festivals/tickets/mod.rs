//! Tickets: who may come to a festival, sold like anything else and known again at its gates.
//!
//! **Words.** A *kind* of ticket admits on every *day* or on one, everywhere or to one *zone*; its *capacity* is the stock of
//! its listing. A *ticket* has a *number* that people say and a *code* for a camera, signed with a *key* of the market. Its
//! *holder* may *offer* it by a link; whoever *claims* it has a new *version* of the code. One that was given back is *void*.
//!
//! ```text
//! valid --offer--> offered
//! valid --void--> void
//! offered --withdraw--> valid
//! offered --claim--> valid
//! offered --void--> void
//! ```
//!
//! **Promises.**
//! - No more tickets are issued than there are places: what is paid beyond them, or beyond what one person may have, goes back.
//! - A ticket is issued once for each piece, when its order is paid; the order is fulfilled by it, and its escrow released
//!   after its day.
//! - Given back until the day its organiser says; all of them when the festival is called off, by the acts of orders.
//! - Who holds one is told when the days move.
//! - A code names nobody. Of a ticket that was handed on, the old one admits no more.
//!
//! **Not here.** How a ticket is paid (`orders`), and who comes in with it (`gate`).

pub mod api;
mod base45;
mod code;
pub(super) mod demo;
pub mod desk_api;
mod error;
mod follow;
mod give_back;
mod held;
mod invariants;
mod issue;
pub(super) mod jobs;
mod key;
mod key_store;
mod kind;
mod kind_store;
pub(super) mod mail;
mod make;
mod number;
pub(super) mod pages;
mod person;
mod promises;
mod store;
mod take;
mod ticket;
mod transfer;
mod void;
mod wire;

pub use code::{CodeError, Pass, mark, read as read_code, write as write_code};
pub use error::{IssueError, KindError, ReturnError, TakeError, TransferError};
pub use give_back::give_back;
pub use held::{Held, look_at, look_at_all};
pub use invariants::INVARIANTS;
pub use key::{SigningKey, TicketKey};
pub use key_store::{keys, signing_key};
pub use kind::{KindId, KindPlan, MOST_KINDS, MOST_TICKETS, Reentry, TicketKind};
pub use kind_store::{find_kind, kinds, last_day, lead_to};
pub use make::{edit, make};
pub use number::{NotANumber, TicketNumber};
pub use person::{export, forget};
pub use promises::{follow, tell_of_move};
pub use store::{
    Packed, counts, find, find_by_number, find_held, find_offered, list_of_holder, of_order, packed,
};
pub use take::take;
pub use ticket::{Ticket, TicketAct, TicketId, TicketStage};
pub use transfer::{claim, offer, withdraw};
