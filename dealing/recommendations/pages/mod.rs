//! What somebody viewed, what is picked for them and why, and the switch.

mod index;
pub mod panels;
mod switch;

use platform::web::Routes;
use selling::Selling;

pub(super) use switch::may_change;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/recommendations", index::index)
        .post("/recommendations", switch::update)
        .post("/recommendations/viewed", switch::note)
}
