//! A shop's own figures, and what many look for.

mod drawn;
mod file;
pub mod panels;
mod people;
mod place;
mod report;
mod shop;
mod shown;
mod words;
mod words_of;

use platform::web::Routes;

use crate::Commons;
pub(super) use people::{read_note, read_wish};
pub(super) use report::MOST_OUTLINE;
pub(super) use shop::read_said;
pub(super) use words_of::month;

pub fn routes() -> Routes<Commons> {
    report::routes()
        .merge(place::routes())
        .post("/shown", shown::note)
        .get("/desk/{handle}/insights", shop::show)
        .get("/desk/{handle}/insights.csv", shop::export)
        .post("/desk/{handle}/insights/told", shop::tell)
        .get("/desk/{handle}/insights/people", people::show)
        .post("/desk/{handle}/insights/people", people::write)
        .get("/mine/notes", people::mine)
        .post("/mine/notes", people::choose)
        .get("/desk/{handle}/insights/words", words::show)
        .get("/desk/{handle}/insights/words.csv", words::export)
}
