//! Hearts in the room, and order at the desk.

mod desk;
mod hearts;
mod problems;

use platform::web::Routes;

pub(in crate::live) use desk::MOST_WORD;
pub(in crate::live) use hearts::like;

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/live/{id}/likes", hearts::create)
        .get("/desk/{handle}/live/order", desk::index)
        .post("/desk/{handle}/live/order/words", desk::add)
        .post("/desk/{handle}/live/order/words/removal", desk::remove)
        .post("/desk/{handle}/live/order/people/{account}/release", desk::let_speak)
        .post("/desk/{handle}/live/order/people/{account}/ban", desk::shut_out)
        .post("/desk/{handle}/live/{id}/lines/{position}/question", desk::put_question)
        .post("/desk/{handle}/live/{id}/question/removal", desk::end_question)
}
