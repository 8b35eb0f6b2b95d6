use platform::web::Routes;

use super::{desk, file};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/clips/{clip}", file::show)
        .get("/desk/{handle}/live/{id}/clips", desk::index)
        .post("/desk/{handle}/live/{id}/clips", desk::create)
        .get("/desk/{handle}/live/{id}/clips/{clip}/removal", desk::confirm)
        .post("/desk/{handle}/live/{id}/clips/{clip}/removal", desk::remove)
}
