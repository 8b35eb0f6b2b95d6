//! Academy: people learn to sell and to stream, from lessons and from lecturers.
//!
//! **Words.** A *course* is made of *lessons*: text, pictures, a film or a replay with captions, a *quiz*, and a *task* for
//! which one hands something in ([`work`]). A *lecturer* is named by the operator and writes courses. A *learner* is *enrolled*. A *certificate*
//! says that a course was completed. A *seat* is a place in a course; where it is not free, it is bought like anything else.
//! A *cohort* is taken through a course on dates ([`cohorts`]), what a learner asks is a *question* ([`questions`]), and a
//! *check-list* leads to the first listing or show ([`check_list`]).
//!
//! **Promises.** A lesson is done when it was read, its quiz passed and its work handed in; who has done all of them has
//! completed the course, and gets one certificate. Told twice or late, what was read counts once. A certificate that stands
//! no longer says so at its address. Who has completed a course stays so, whatever its author adds later.
//!
//! **Not here.** How a seat is paid (`orders`), how a class is shown (`live`).

pub mod api;
mod capability;
mod captions;
mod certificate;
mod certificate_store;
mod certify;
pub mod check_list;
pub mod cohorts;
mod course;
mod course_store;
mod demo;
pub mod desk_api;
mod enrolment;
mod enrolment_store;
mod invariants;
mod jobs;
mod kinds;
mod learn;
mod learn_error;
mod lecturer;
mod lecturer_store;
mod lesson;
mod lesson_store;
mod mail;
mod numbers;
mod pages;
mod person;
mod progress;
mod promises;
mod prose;
pub mod questions;
mod quiz;
mod scopes;
mod seat;
mod standing;
mod step_store;
mod wire;
mod withdraw;
pub mod work;
mod write;

pub use capability::CAPABILITY;
pub use captions::{Fault as CaptionFault, cleaned};
pub use certificate::{Certificate, CertificateAct, CertificateId, CertificateStage};
pub use certificate_store::{
    find as find_certificate, of_learner as certificates_of, valid as valid_certificate,
};
pub use course::{Course, CourseAct, CourseId, CourseStage, Goal, Syllabus};
pub use course_store::{count_open, find, find_own, list_of_author, list_open, of_seat};
pub use enrolment::{Enrolment, EnrolmentAct, EnrolmentStage};
pub use enrolment_store::{
    count_of_author as count_learners, courses_of_learner, find as find_enrolment, progress_everywhere,
};
pub use learn::{Tried, answer, enrol, leave, read};
pub use learn_error::LearnError;
pub use lecturer::{AppointError, appoint, dismiss};
pub use lecturer_store::{is_lecturer, lecturers};
pub use lesson::{
    Content, Lesson, LessonFilm, LessonId, LessonPicture, MOST_LESSONS, MOST_PICTURES, Shown, Task,
};
pub use lesson_store::{
    find as find_lesson, lengths, list as lessons, list_of_learner as lessons_of_learner,
};
pub use progress::{Done, PASS_PERCENT, Progress};
pub use prose::{Block, blocks};
pub use quiz::{Fault as QuizFault, Quiz};
pub use standing::progress;
pub use withdraw::{WithdrawError, withdraw};
pub use write::{WriteError, add_lesson, edit, edit_lesson, make, move_up, remove_lesson, set_cover, step};
