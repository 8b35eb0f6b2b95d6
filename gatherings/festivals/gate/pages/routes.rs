use commons::Commons;
use platform::web::Routes;

use super::{desk, scanner};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/gate/{token}", scanner::show)
        .get("/gate/worker.js", scanner::worker)
        .get("/desk/{handle}/festivals/{festival}/gate", desk::index)
        .post("/desk/{handle}/festivals/{festival}/gate", desk::create)
        .get("/desk/{handle}/festivals/{festival}/gate/{gate}/revocation", desk::confirm)
        .post("/desk/{handle}/festivals/{festival}/gate/{gate}/revocation", desk::revoke)
}
