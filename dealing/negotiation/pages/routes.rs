use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;
use selling::Selling;

use super::{deal, desk, list, offers, paper, pick, presence, stream, talk};
use crate::negotiation::quotes;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/conversations/{id}/messages", talk::create)
        .post("/shops/{shop}/conversation", talk::begin)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/conversations", list::index)
        .get("/shops/{shop}/conversation", talk::new)
        .get("/conversations/{id}", talk::show)
        .get("/conversations/{id}/stream", stream::show)
        .get("/conversations/{id}/photos/{file}", talk::photo)
        .post("/conversations/{id}/reading", presence::read)
        .post("/conversations/{id}/typing", presence::typing)
        .post("/conversations/{id}/block", talk::block)
        .post("/conversations/{id}/unblock", talk::unblock)
        .get("/conversations/{id}/cards", pick::show)
        .get("/conversations/{id}/offers/new", offers::new_of_shop)
        .post("/conversations/{id}/offers", offers::create_of_shop)
        .get("/offers/new", offers::new)
        .post("/offers", offers::create)
        .get("/offers/{id}", offers::show)
        .get("/offers/{id}/print", paper::show)
        .post("/offers/{id}/acceptance", offers::accept)
        .post("/offers/{id}/refusal", offers::decline)
        .post("/offers/{id}/withdrawal", offers::withdraw)
        .post("/offers/{id}/counters", offers::counter)
        .get("/offers/{id}/checkout", deal::new)
        .post("/offers/{id}/checkout", deal::create)
        .get("/desk/{handle}/conversations", list::index_of_shop)
        .get("/desk/{handle}/conversations/settings", desk::settings)
        .post("/desk/{handle}/conversations/away", desk::set_away)
        .post("/desk/{handle}/conversations/replies", desk::keep_reply)
        .post("/desk/{handle}/conversations/replies/{id}/removal", desk::forget_reply)
        .post("/conversations/{id}/care", desk::care)
        .merge(quotes::pages::routes())
}
