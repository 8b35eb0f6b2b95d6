//! Gifts: bought by one, sent to another, who says where to.
//!
//! **Words.** A *gift* is a purchase whose receiver gives the address. The *link* is a secret page for the receiver; the
//! buyer makes it and hands it on.
//!
//! **Promises.** The buyer chooses country and region, so the shipping is paid for; the address lies there. The receiver sees
//! what it is and from whom, and no price. Nothing is shipped before the address is there; without it by 24 h after the
//! payment the money goes back. Its buyer sees the link whenever
//! they look, and a new one makes the old one worthless. What its holder can do ends with the day.
//!
//! **Not here.** What becomes of the order afterwards: it goes on like any other, and is the buyer's.

mod address;
pub mod api;
mod gift;
pub mod jobs;
mod link;
pub mod mail;
pub mod pages;
pub mod promises;
pub(super) mod store;
mod thank;

pub use address::{AddressError, address};
pub use gift::{Gift, Wrapping};
pub use link::{LinkError, find_waiting, make_link};
pub use store::{find, find_by_token};
pub use thank::{ThankError, thank};
