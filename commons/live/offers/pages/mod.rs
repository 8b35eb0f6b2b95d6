//! Offering in a room, and answering at the host's desk.

mod desk;
mod problems;
mod read;
mod room;

use platform::web::Routes;

pub(in crate::live) use read::{currency_of, read_answer, read_bid};

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/offer", room::new)
        .post("/live/{id}/offers", room::create)
        .get("/desk/{handle}/live/{id}/offers", desk::index)
        .post("/desk/{handle}/live/{id}/offers/answers", desk::answer)
}
