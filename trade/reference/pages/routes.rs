use platform::web::Routes;

use super::{handbook, words};
use crate::selling::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/api", handbook::show)
        .get("/about", words::about)
        .get("/help", words::help)
        .get("/sell", words::sell)
}
