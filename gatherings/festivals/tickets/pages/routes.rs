use commons::Commons;
use platform::web::Routes;

use super::{claim, desk, held, mine, shelf};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/festivals/{festival}/tickets", shelf::index)
        .post("/festivals/{festival}/tickets/{kind}", shelf::take)
        .get("/mine/tickets", mine::index)
        .get("/mine/tickets/{ticket}", held::show)
        .get("/mine/tickets/{ticket}/ticket.pdf", held::paper)
        .post("/mine/tickets/{ticket}/offer", held::offer)
        .post("/mine/tickets/{ticket}/offer/withdrawal", held::withdraw)
        .get("/mine/tickets/{ticket}/return", held::confirm)
        .post("/mine/tickets/{ticket}/return", held::give_back)
        .get("/tickets/{token}", claim::show)
        .post("/tickets/{token}", claim::create)
        .get("/desk/{handle}/festivals/{festival}/tickets", desk::index)
        .post("/desk/{handle}/festivals/{festival}/tickets", desk::create)
        .get("/desk/{handle}/festivals/{festival}/tickets/{kind}", desk::edit)
        .post("/desk/{handle}/festivals/{festival}/tickets/{kind}", desk::update)
}
