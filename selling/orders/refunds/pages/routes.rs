use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;

use super::{buyer, desk, goodwill, moderator, photos};
use crate::Selling;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/orders/{id}/refunds", buyer::create)
        .post("/refunds/{id}/evidence", buyer::say)
        .post("/desk/{handle}/refunds/{id}/evidence", desk::say)
        .post("/moderator/disputes/{id}/evidence", moderator::say)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/orders/{id}/refunds/new", buyer::new)
        .get("/refunds/{id}", buyer::show)
        .get("/refunds/{id}/photos/{file}", photos::show)
        .post("/refunds/{id}/withdrawal", buyer::withdraw)
        .post("/refunds/{id}/agreement", buyer::agree)
        .post("/refunds/{id}/parcel", buyer::post)
        .post("/refunds/{id}/dispute", buyer::dispute)
        .get("/desk/{handle}/orders/{id}/repayments/new", goodwill::new)
        .post("/desk/{handle}/orders/{id}/repayments", goodwill::create)
        .get("/desk/{handle}/refunds", desk::index)
        .get("/desk/{handle}/refunds/{id}", desk::show)
        .post("/desk/{handle}/refunds/{id}/acceptance", desk::accept)
        .post("/desk/{handle}/refunds/{id}/refusal", desk::refuse)
        .post("/desk/{handle}/refunds/{id}/offer", desk::offer)
        .post("/desk/{handle}/refunds/{id}/repayment", desk::refund)
        .post("/desk/{handle}/refunds/{id}/dispute", desk::dispute)
        .get("/moderator/disputes", moderator::index)
        .get("/moderator/disputes/{id}", moderator::show)
        .post("/moderator/disputes/{id}/ruling", moderator::rule)
}
