use platform::web::Routes;

use super::{claims, desk};
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/prices/{price}/claim", claims::new)
        .post("/live/{id}/prices/{price}/claims", claims::create)
        .get("/live/{id}/things/{listing}/purchase", claims::new_thing)
        .post("/live/{id}/things/{listing}/purchases", claims::create_thing)
        .get("/desk/{handle}/live/{id}/prices", desk::index)
        .post("/desk/{handle}/live/{id}/prices", desk::create)
        .post("/desk/{handle}/live/{id}/prices/{price}/end", desk::end)
        .post("/desk/{handle}/live/{id}/manners", desk::hold)
}
