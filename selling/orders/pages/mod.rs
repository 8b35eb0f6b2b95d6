//! Cart, checkout, my orders, the orders on a seller's desk, and the payment provider's webhook.

mod buyer;
mod cart;
mod checkout;
mod common;
mod coupon;
mod desk;
pub(in crate::orders) mod panels;
pub(super) mod papers;
mod problems;
mod purchase;
mod routes;
mod several;
mod sheet;
pub(super) mod statement;
pub(in crate::orders) mod tax_months;
mod webhook;

pub use cart::{changed, delivery_changed};
pub(crate) use checkout::coupon_field;
pub(super) use common::read_parcel;
pub use common::till::{StartError, place_cart, start_payment};
pub use common::{
    ShownOrder, load, load_all,
    tax::{back_lines, contained, rate_name},
    till,
};
pub(super) use desk::csv_of;
pub use papers::{Printed, invoice};
pub use routes::routes;
pub(super) use several::{MOST as MOST_AT_ONCE, print as print_several, ship_one};
