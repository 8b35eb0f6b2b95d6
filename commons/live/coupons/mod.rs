//! Coupons that are taken in a room and nowhere else.
//!
//! **Words.** A *room coupon* takes an amount off for whoever takes it while its countdown runs: so many pieces, one for each
//! viewer. What a viewer has is a *code* of `promotions` that is used once.
//!
//! **Promises.** No more are taken than there are pieces, and nobody takes two. It is taken until the countdown is over and the
//! room's allowance, as a price is claimed. It comes off by itself when something of the shop is bought in its room at the price of
//! now, and at the checkout of a cart by its code. It is used until the day that was said when it was given.
//!
//! **Not here.** What a coupon takes off and who pays for it (`promotions`); a room's price, which takes none.

pub mod api;
mod give;
mod invariants;
pub(super) mod pages;
mod room_coupon;
mod store;
mod take;
mod wire;

pub use give::{GiveError, NewRoomCoupon, give};
pub use invariants::INVARIANTS;
pub use room_coupon::{MOST_DAYS, MOST_PIECES, RoomCoupon, RoomCouponId};
pub use store::{code_of, export, find, forget, list_of_room, running, usable};
pub use take::{TakeError, take};
pub use wire::{RoomCodeOut, RoomCouponOut};
