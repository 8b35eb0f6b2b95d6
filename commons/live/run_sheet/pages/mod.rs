//! The run sheet at the host's desk.

mod desk;
mod problems;
mod read;

use platform::web::Routes;

pub(in crate::live) use read::read_sheet;

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/desk/{handle}/live/{id}/run-sheet", desk::show)
        .post("/desk/{handle}/live/{id}/run-sheet", desk::update)
}
