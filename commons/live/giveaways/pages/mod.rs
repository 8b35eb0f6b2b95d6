//! Giveaways in the room and at the desk of its host.

mod desk;
mod problems;
mod read;
mod room;

use platform::web::Routes;

pub(in crate::live) use read::read_giveaway;

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/giveaways/{giveaway}", room::show)
        .post("/live/{id}/giveaways/{giveaway}/entries", room::enter)
        .get("/live/{id}/giveaways/{giveaway}/codes.txt", room::codes)
        .get("/live/{id}/giveaways/{giveaway}/prize", room::new_prize)
        .post("/live/{id}/giveaways/{giveaway}/prize", room::take)
        .get("/desk/{handle}/live/{id}/giveaways", desk::index)
        .post("/desk/{handle}/live/{id}/giveaways", desk::create)
}
