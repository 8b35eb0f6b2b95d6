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

pub(crate) use checkout::coupon_field;
pub(super) use common::read_parcel;
pub use common::{ShownOrder, StartError, about, address, load, provisional, start_payment};
pub use routes::routes;
