use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;

use super::{chain, desk, likenesses, notices, rulings, show, statements, submit};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/designs", submit::create)
        .post("/desk/{handle}/designs/{id}/notices", notices::create)
        .post("/desk/{handle}/designs/notices/{notice}/answer", statements::counter)
        .post("/desk/{handle}/designs/notices/{notice}/appeal", statements::appeal)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/designs", show::index)
        .get("/designs/{id}", show::show)
        .get("/designs/{id}/certificate.pdf", show::certificate)
        .get("/designs/{id}/record.json", show::record)
        .get("/designs/chain", chain::index)
        .get("/designs/chain.atom", chain::feed)
        .get("/designs/chain.jsonl", chain::lines)
        .get("/designs/rulings", rulings::register)
        .get("/designs/shops/{handle}/credential.jwt", chain::credential)
        .get("/.well-known/did.json", chain::did)
        .get("/desk/{handle}/designs", desk::index)
        .get("/desk/{handle}/designs/new", submit::new)
        .get("/desk/{handle}/designs/{id}", desk::show)
        .get("/desk/{handle}/designs/{id}/opening", desk::confirm)
        .post("/desk/{handle}/designs/{id}/opening", desk::open)
        .get("/desk/{handle}/designs/{id}/certificate.pdf", desk::certificate)
        .post("/desk/{handle}/designs/claims/{listing}", desk::consent)
        .get("/desk/{handle}/designs/{id}/notices/new", notices::new)
        .get("/desk/{handle}/designs/notices", notices::index)
        .get("/desk/{handle}/designs/notices/{notice}", statements::show)
        .get("/desk/{handle}/designs/notices/{notice}/withdrawal", statements::confirm)
        .post("/desk/{handle}/designs/notices/{notice}/withdrawal", statements::withdraw)
        .get("/desk/{handle}/designs/notices/{notice}/photos/{file}", statements::photo)
        .get("/moderator/designs", rulings::index)
        .get("/moderator/designs/{notice}", rulings::show)
        .get("/moderator/designs/{notice}/photos/{file}", rulings::photo)
        .post("/moderator/designs/{notice}/ruling", rulings::rule)
        .get("/moderator/likenesses", likenesses::index)
        .post("/moderator/likenesses/{listing}/{record}", likenesses::see)
}
