use platform::web::Routes;
use selling::Selling;

use super::{handbook, words};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/api", handbook::show)
        .get("/api.txt", handbook::text)
        .get("/llms.txt", handbook::list)
        .get("/about", words::about)
        .get("/help", words::help)
        .get("/sell", words::sell)
}
