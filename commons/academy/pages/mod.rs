//! Courses to look at and to learn from, certificates, what a person learns, a lecturer's desk, and the operator's lecturers.

mod certificate;
mod common;
mod courses;
mod desk;
mod desk_lesson;
mod download;
mod enrolment;
mod lesson;
mod mine;
mod operator;
mod problems;
mod routes;

pub(super) use certificate::read_reason;
pub(super) use common::{
    Sent, find_shown, keep_files, keep_pictures, may_change, own, read_answers, read_content, read_reads,
    read_syllabus, sort_files, teaches,
};
pub(super) use desk_lesson::filled;
pub(super) use lesson::{page as page_with, page_of as find_readable};
pub use routes::routes;
