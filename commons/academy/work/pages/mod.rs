//! A learner's work beside its lesson, and a lecturer's marks.

mod file;
mod hand_in;
mod marking;
mod problems;
mod read;

use platform::web::Routes;

pub(in crate::academy) use read::{blame, filled, read_mark, read_work};

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/academy/{course}/lessons/{lesson}/work", hand_in::create)
        .get("/teach/work", marking::index)
        .get("/teach/work/{work}", marking::show)
        .post("/teach/work/{work}/mark", marking::mark)
        .get("/teach/courses/{course}/marks.csv", file::marks)
}
