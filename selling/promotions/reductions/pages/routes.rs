use platform::web::Routes;

use super::list;
use crate::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/desk/{handle}/reductions", list::of_shop)
        .post("/desk/{handle}/reductions", list::create_of_shop)
        .get("/desk/{handle}/reductions/new", list::new_of_shop)
        .post("/desk/{handle}/reductions/{id}/{step}", list::step_of_shop)
        .get("/operator/reductions", list::of_market)
        .post("/operator/reductions", list::create_of_market)
        .get("/operator/reductions/new", list::new_of_market)
        .post("/operator/reductions/{id}/{step}", list::step_of_market)
}
