//! The list of wishes, and the heart on the page of a listing.

mod change;
mod common;
mod index;
pub mod panels;

use platform::web::Routes;
use selling::Selling;

pub(super) use common::{may_change, on_sale};

pub fn routes() -> Routes<Selling> {
    Routes::default().get("/wishes", index::index).post("/wishes", change::change)
}
