use platform::web::Routes;

use super::{codes, list, steps};
use crate::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/desk/{handle}/coupons", list::of_shop)
        .post("/desk/{handle}/coupons", list::create_of_shop)
        .get("/desk/{handle}/coupons/new", list::new_of_shop)
        .get("/desk/{handle}/coupons/{id}/codes.csv", codes::csv_of_shop)
        .post("/desk/{handle}/coupons/{id}/{step}", steps::step_of_shop)
        .get("/operator/coupons", list::of_market)
        .post("/operator/coupons", list::create_of_market)
        .get("/operator/coupons/new", list::new_of_market)
        .get("/operator/coupons/{id}/codes.csv", codes::csv_of_market)
        .post("/operator/coupons/{id}/{step}", steps::step_of_market)
}
