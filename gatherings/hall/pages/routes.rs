use axum::extract::DefaultBodyLimit;
use platform::web::Routes;

use super::{MOST_BYTES, desk, hall};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/exhibits", desk::create)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/desk/{handle}/exhibits", desk::index)
        .post("/desk/{handle}/exhibits/{id}/state", desk::place)
        .get("/hall", hall::show)
        .post("/hall", hall::renew)
}
