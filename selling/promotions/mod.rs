//! Promotions: what shops and the market take off, and who pays for it. Coupons here, what needs no code in [`reductions`].
//!
//! **Words.** A *coupon* takes something off the goods of a purchase. It belongs to a shop, which then sells for less, or
//! to the market, which pays the shop what the buyer does not. Its *code* is what one types; a coupon has one code for
//! everybody or many *single-use codes*. A *use* is one purchase that claimed it.
//!
//! **Promises.** A use is claimed in the transaction that places the purchase, so that of two who want the last one
//! exactly one gets it; a purchase that is closed unpaid gives its uses back, one that was paid does not, whatever is
//! refunded later. What a coupon gives never changes once it is made. How it falls on orders and their lines, beside
//! everything else that is taken off, `prices` says.
//!
//! ```text
//! open --pause--> paused
//! open --end--> ended
//! paused --resume--> open
//! paused --end--> ended
//! ```
//!
//! **Guessing.** Codes that do not exist are counted for each network address, and after so many in an hour no code is
//! looked at (`rules`).
//!
//! **Not here.** What is taken off without a code (`prices`); sale days of the whole market, flash sales, red packets: none of
//! them exists yet. Deals of accepted offers take no coupons, their price is bargained. Whose money it is: `ledger`.

pub mod api;
mod capability;
mod check;
mod claim;
mod code;
mod coupon;
mod create;
mod demo;
mod give_back;
mod invariants;
mod make_codes;
pub mod numbers;
pub mod pages;
mod person;
mod read;
mod reduction;
pub mod reductions;
mod store;
mod take_step;
mod wire;

pub use capability::CAPABILITY;
pub use check::{CheckError, CodeCheck, Refusal, ValidCoupon, check};
pub use claim::{ClaimError, claim};
pub use code::{Code, random};
pub use people::shops::MARKET;

pub use coupon::{Claim, Coupon, CouponAct, CouponId, CouponStage, Off, Standing, owner_of};
pub use create::{CreateError, NewCoupon, create};
pub use give_back::{forget, give_back};
pub use make_codes::{CodesError, MOST_AT_ONCE, hand_out, make_codes};
pub use person::export;
pub use read::{local as local_moment, moment as read_moment, percent as read_percent, percent_text};
pub use reduction::COUPON;
pub use store::{KeptCode, Use, codes, find, find_running, list, list_public, list_uses, taken_off};
pub use take_step::{StepError, take_step};
