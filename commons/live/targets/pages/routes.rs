use platform::web::Routes;

use super::desk;
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/desk/{handle}/live/targets", desk::index)
        .post("/desk/{handle}/live/targets", desk::create)
        .post("/desk/{handle}/live/targets/{target}/on", desk::switch_on)
        .post("/desk/{handle}/live/targets/{target}/off", desk::switch_off)
        .get("/desk/{handle}/live/targets/{target}/removal", desk::confirm)
        .post("/desk/{handle}/live/targets/{target}/removal", desk::remove)
}
