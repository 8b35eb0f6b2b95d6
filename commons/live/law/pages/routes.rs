use platform::web::Routes;

use super::{asker, desk, market};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/live/{id}/consent", desk::agree)
        .get("/desk/{handle}/live/law", desk::show)
        .post("/desk/{handle}/live/law/checklist", desk::go_through)
        .post("/desk/{handle}/live/law/bans/{ban}/appeal", desk::appeal)
        .get("/desk/{handle}/live/passages", desk::passages)
        .post("/desk/{handle}/live/passages/{passage}/answer", desk::answer)
        .get("/live/passages", asker::index)
        .get("/live/{id}/passages/new", asker::new)
        .post("/live/{id}/passages", asker::create)
        .post("/live/passages/{passage}/call", asker::call)
        .get("/moderator/passages", market::passages)
        .post("/moderator/passages/{passage}/ruling", market::rule)
        .get("/operator/live", market::show)
        .post("/operator/live/preset", market::set_preset)
        .post("/operator/live/bans", market::ban)
        .post("/operator/live/bans/{ban}/lifting", market::lift)
        .post("/operator/live/bans/{ban}/upholding", market::uphold)
}
