//! Cart, checkout, my orders, the orders on a seller's desk, and the payment provider's webhook.

mod buyer;
mod cart;
mod checkout;
mod common;
mod desk;
pub(super) mod papers;
mod problems;
mod routes;
mod sheet;
pub(super) mod statement;
mod webhook;

pub(crate) use buyer::{ShownOrder, load};
pub(crate) use checkout::coupon_field;
pub(crate) use checkout::{address, provisional};
pub(super) use common::read_parcel;
pub use desk::about;
pub use routes::routes;
