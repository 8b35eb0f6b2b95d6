use platform::web::Routes;

use super::{desk, feed, file};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/shorts", feed::index)
        .get("/shorts/{film}/film", file::show)
        .get("/desk/{handle}/live/films", desk::index)
        .get("/desk/{handle}/live/films/{film}/removal", desk::confirm)
        .post("/desk/{handle}/live/films/{film}/removal", desk::destroy)
}
