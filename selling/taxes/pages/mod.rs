//! What a shop states of its tax, on its desk.

mod index;
mod problems;

use platform::web::Routes;

use crate::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/desk/{handle}/taxes", index::show)
        .post("/desk/{handle}/taxes", index::create)
        .post("/desk/{handle}/taxes/{id}/withdrawal", index::take_back)
}
