//! Agreements at the desks of both shops.

mod desk;
mod problems;
mod read;

use platform::web::Routes;

pub(in crate::live) use read::{read_asking, read_yes};

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/desk/{handle}/live/hosting", desk::index)
        .post("/desk/{handle}/live/hosting", desk::create)
        .post("/desk/{handle}/live/hosting/{agreement}/agreement", desk::agree)
        .post("/desk/{handle}/live/hosting/{agreement}/refusal", desk::decline)
        .post("/desk/{handle}/live/hosting/{agreement}/withdrawal", desk::withdraw)
        .post("/desk/{handle}/live/hosting/{agreement}/end", desk::end)
}
