use platform::web::Routes;
use selling::Selling;

use super::{moderator, own};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/conversations/{id}/reports/new", own::new)
        .post("/conversations/{id}/reports", own::create)
        .get("/moderator/conversations", moderator::index)
        .get("/moderator/conversations/{id}", moderator::show)
        .get("/moderator/conversations/{id}/photos/{file}", moderator::photo)
        .post("/moderator/conversations/{id}/ruling", moderator::rule)
}
