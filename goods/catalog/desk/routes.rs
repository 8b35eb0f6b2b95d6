use axum::extract::DefaultBodyLimit;
use platform::web::Routes;

use super::{bulk, edit, import, list, photos, sent};
use crate::Goods;

pub fn routes() -> Routes<Goods> {
    let photos = Routes::default()
        .post("/desk/{handle}/listings/{id}/photos", photos::update)
        .post("/desk/{handle}/listings/new", edit::create)
        .post("/desk/{handle}/listings/{id}", edit::update)
        .map(|router| router.layer(DefaultBodyLimit::max(sent::MOST_BYTES)));
    let files = Routes::default()
        .get("/desk/{handle}/import", import::index)
        .post("/desk/{handle}/import", import::create)
        .map(|router| router.layer(DefaultBodyLimit::max(import::MOST_BYTES)));
    Routes::default()
        .merge(photos)
        .merge(files)
        .get("/desk/{handle}/import/{id}", import::show)
        .post("/desk/{handle}/import/{id}", import::start)
        .get("/desk/{handle}/import/{id}/refused.csv", import::refused_file)
        .post("/desk/{handle}/import/{id}/columns", import::columns)
        .post("/desk/{handle}/import/{id}/pictures", import::pictures)
        .get("/desk/{handle}/export.csv", import::export)
        .get("/desk/{handle}/listings", list::index)
        .get("/desk/{handle}/listings/new", edit::new)
        .get("/desk/{handle}/listings/{id}", edit::show)
        .post("/desk/{handle}/listing-changes", bulk::create)
        .post("/desk/{handle}/listings/{id}/copy", bulk::duplicate)
        .post("/desk/{handle}/listings/{id}/state", list::set_state)
        .post("/desk/{handle}/listings/{id}/stock", list::restock)
}
