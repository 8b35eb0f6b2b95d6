use platform::web::Routes;

use super::{film, marks};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/receipts/{order}/film", film::show)
        .get("/desk/{handle}/orders/{id}/moments", marks::index)
        .post("/desk/{handle}/orders/{id}/moments", marks::create)
        .post("/desk/{handle}/orders/{id}/moments/{moment}/removal", marks::destroy)
}
