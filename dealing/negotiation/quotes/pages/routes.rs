use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;
use selling::Selling;

use super::{brief, checkout, progress, show};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/shops/{shop}/quotes", brief::create)
        .post("/conversations/{id}/quotes", show::propose)
        .post("/quotes/{id}/terms", show::revise)
        .post("/desk/{handle}/orders/{id}/milestones/{position}", progress::create)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/shops/{shop}/quotes/new", brief::new)
        .get("/conversations/{id}/quotes/new", show::new)
        .get("/quotes/{id}", show::show)
        .post("/quotes/{id}/refusal", show::decline)
        .post("/quotes/{id}/withdrawal", show::withdraw)
        .get("/quotes/{id}/checkout", checkout::new)
        .post("/quotes/{id}/checkout", checkout::create)
}
