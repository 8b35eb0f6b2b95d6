use platform::web::Routes;

use super::{market, own};
use crate::selling::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/conversations/{id}/reports/new", own::new)
        .post("/conversations/{id}/reports", own::create)
        .get("/moderator/conversations", market::index)
        .get("/moderator/conversations/{id}", market::show)
        .get("/moderator/conversations/{id}/photos/{file}", market::photo)
        .post("/moderator/conversations/{id}/ruling", market::rule)
}
