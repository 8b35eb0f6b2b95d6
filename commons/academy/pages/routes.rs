use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;

use super::{certificate, courses, desk, desk_lesson, download, enrolment, lesson, mine, operator};
use crate::{
    Commons,
    academy::{check_list, cohorts, questions, work},
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/teach/courses/{course}/cover", desk::cover)
        .post("/teach/courses/{course}/lessons", desk_lesson::create)
        .post("/teach/courses/{course}/lessons/{lesson}", desk_lesson::update)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .merge(cohorts::pages::routes())
        .merge(questions::pages::routes())
        .get("/academy", courses::index)
        .get("/academy/{course}", courses::show)
        .get("/academy/{course}/course.txt", download::text)
        .get("/academy/{course}/course.pdf", download::paper)
        .post("/academy/{course}/enrolment", enrolment::create)
        .post("/academy/{course}/leaving", enrolment::destroy)
        .get("/academy/{course}/lessons/{lesson}", lesson::show)
        .post("/academy/{course}/lessons/{lesson}/reading", lesson::read)
        .post("/academy/{course}/lessons/{lesson}/answers", lesson::answer)
        .get("/academy/{course}/lessons/{lesson}/captions.vtt", lesson::captions)
        .get("/certificates/{code}", certificate::show)
        .get("/certificates/{code}/certificate.pdf", certificate::paper)
        .post("/certificates/{code}/withdrawal", certificate::withdraw)
        .get("/mine/academy", mine::index)
        .get("/teach", desk::index)
        .get("/teach/courses/new", desk::new)
        .post("/teach/courses", desk::create)
        .get("/teach/courses/{course}", desk::show)
        .post("/teach/courses/{course}", desk::update)
        .post("/teach/courses/{course}/opening", desk::open)
        .post("/teach/courses/{course}/closing", desk::close)
        .get("/teach/courses/{course}/lessons/new", desk_lesson::new)
        .get("/teach/courses/{course}/lessons/{lesson}", desk_lesson::edit)
        .post("/teach/courses/{course}/lessons/{lesson}/rise", desk_lesson::rise)
        .post("/teach/courses/{course}/lessons/{lesson}/removal", desk_lesson::destroy)
        .merge(work::pages::routes())
        .merge(check_list::pages::routes())
        .get("/operator/lecturers", operator::index)
        .post("/operator/lecturers", operator::appoint)
        .post("/operator/lecturers/dismissals", operator::dismiss)
}
