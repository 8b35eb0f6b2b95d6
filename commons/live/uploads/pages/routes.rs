use axum::extract::DefaultBodyLimit;
use platform::web::Routes;

use super::{desk, sending};
use crate::{
    Commons,
    live::uploads::{MOST_FORM, MOST_PIECE},
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/live/uploads", sending::create)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_FORM)))
        .merge(
            Routes::default()
                .post("/desk/{handle}/live/uploads/{upload}/pieces", sending::piece)
                .map(|router| router.layer(DefaultBodyLimit::max(MOST_PIECE))),
        )
        .get("/desk/{handle}/live/uploads", desk::index)
        .post("/desk/{handle}/live/uploads/announcements", sending::announce)
        .get("/desk/{handle}/live/uploads/{upload}/removal", desk::confirm)
        .post("/desk/{handle}/live/uploads/{upload}/removal", desk::remove)
}
