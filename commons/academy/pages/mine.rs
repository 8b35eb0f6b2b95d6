//! What somebody learns, and has learnt.

use askama::Template;
use axum::{extract::State, response::Response};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use crate::{
    Commons,
    academy::{
        self, Certificate, Course,
        cohorts::{self, Cohort, Session},
    },
};

#[derive(Template)]
#[template(path = "academy/views/mine.html")]
struct MinePage {
    shell: Shell,
    lang: Lang,
    /// Courses with how many of their lessons are done, and how many there are.
    courses: Vec<(Course, usize, usize)>,
    certificates: Vec<Certificate>,
    /// Cohorts with their next session.
    cohorts: Vec<(Cohort, Option<Session>)>,
    is_lecturer: bool,
}

/// `GET /mine/academy`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let (account, now) = (visit.account_id()?, visit.now);
    let look = async move |tx: &mut Tx| {
        let lessons = academy::lessons_of_learner(tx, account).await?;
        let progress = academy::progress_everywhere(tx, account).await?;
        let of = |course: Course| {
            let lessons = || lessons.iter().filter(|lesson| lesson.course == course.id);
            let done = lessons().filter(|lesson| progress.is_whole(lesson)).count();
            let all = lessons().count();
            (course, done, all)
        };
        let courses: Vec<_> = academy::courses_of_learner(tx, account).await?.into_iter().map(of).collect();
        let certificates = academy::certificates_of(tx, account).await?;
        let next = cohorts::next_of_learner(tx, account, now).await?;
        let of = |cohort: Cohort| {
            let session = next.iter().find(|session| session.cohort == cohort.id).cloned();
            (cohort, session)
        };
        let cohorts: Vec<_> = cohorts::list_of_learner(tx, account).await?.into_iter().map(of).collect();
        Ok::<_, DbError>((courses, certificates, cohorts, academy::is_lecturer(tx, account).await?))
    };
    let (courses, certificates, cohorts, is_lecturer) = market.read(look).await?;
    let (shell, lang) = (visit.shell("mine"), visit.lang);
    views::page(&MinePage { shell, lang, courses, certificates, cohorts, is_lecturer })
}
