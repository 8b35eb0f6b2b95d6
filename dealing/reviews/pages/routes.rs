use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;
use selling::Selling;

use super::{desk, moderator, reply, report, shelf, write};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/orders/{id}/review", write::create)
        .post("/desk/{handle}/orders/{id}/review", write::create_as_shop)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/orders/{id}/review", write::new)
        .get("/desk/{handle}/orders/{id}/review", write::new_as_shop)
        .get("/desk/{handle}/reviews", desk::index)
        .get("/desk/{handle}/reviews/{id}/reply", reply::new_as_shop)
        .post("/desk/{handle}/reviews/{id}/reply", reply::create_as_shop)
        .get("/reviews/shops/{handle}", shelf::of_shop)
        .get("/reviews/listings/{id}", shelf::of_listing)
        .get("/reviews/{id}/photos/{file}", shelf::photo)
        .get("/reviews/{id}/reply", reply::new)
        .post("/reviews/{id}/reply", reply::create)
        .get("/reviews/{id}/reports/new", report::new)
        .post("/reviews/{id}/reports", report::create)
        .get("/moderator/reviews", moderator::index)
        .get("/moderator/reviews/{id}", moderator::show)
        .post("/moderator/reviews/{id}/decision", moderator::decide)
}
