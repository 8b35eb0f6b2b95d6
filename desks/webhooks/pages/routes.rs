use platform::web::Routes;
use selling::Selling;

use super::{index, show, steps};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/desk/{handle}/webhooks", index::index)
        .post("/desk/{handle}/webhooks", index::create)
        .get("/desk/{handle}/webhooks/{id}", show::show)
        .post("/desk/{handle}/webhooks/{id}/{step}", steps::take)
        .post("/desk/{handle}/webhooks/{id}/deliveries/{delivery}", steps::send_again)
        .get("/operator/webhooks", index::index)
        .post("/operator/webhooks", index::create)
        .get("/operator/webhooks/{id}", show::show)
        .post("/operator/webhooks/{id}/{step}", steps::take)
        .post("/operator/webhooks/{id}/deliveries/{delivery}", steps::send_again)
}
