//! All courses, and one of them.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card};
use people::{accounts, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::common::find_shown;
use crate::{
    Commons,
    academy::{
        self, Certificate, Course, CourseId, Enrolment, Lesson, Progress,
        cohorts::{self, Cohort},
    },
};

/// A course among others.
pub struct CourseCard {
    pub course: Course,
    pub lessons: i64,
    pub minutes: i64,
    /// What a seat is bought by, while it is on sale.
    pub seat: Option<Card>,
}

impl CourseCard {
    fn new(course: Course, lengths: &[(CourseId, i64, i64)], seats: &[Card]) -> Self {
        let (lessons, minutes) = lengths
            .iter()
            .find(|(id, ..)| *id == course.id)
            .map_or((0, 0), |(_, lessons, minutes)| (*lessons, *minutes));
        let seat = course.said.seat.and_then(|seat| seats.iter().find(|card| card.id == seat).cloned());
        Self { course, lessons, minutes, seat }
    }

    async fn load(tx: &mut Tx, course: Course, lessons: &[Lesson]) -> Result<Self, DbError> {
        let minutes = lessons.iter().map(|lesson| lesson.content.minutes).sum();
        let length = (course.id, i64::try_from(lessons.len()).unwrap_or(i64::MAX), minutes);
        let seat = match course.said.seat {
            Some(seat) => catalog::card(tx, seat).await?,
            None => None,
        };
        Ok(Self::new(course, &[length], seat.as_slice()))
    }
}

#[derive(Template)]
#[template(path = "academy/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    all: Vec<CourseCard>,
    older: String,
}

/// `GET /academy`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let courses = academy::list_open(tx, before, limit).await?;
        let lengths = academy::lengths(tx, before, limit).await?;
        let seats: Vec<_> = courses.iter().filter_map(|course| course.said.seat).collect();
        let seats = catalog::cards(tx, &seats).await?;
        Ok(courses.into_iter().map(|course| CourseCard::new(course, &lengths, &seats)).collect::<Vec<_>>())
    };
    let (all, older) = paging.cut(market.read(look).await?, |last| last.course.id.get());
    views::page(&IndexPage { shell: visit.shell("academy"), lang: visit.lang, all, older })
}

#[derive(Template)]
#[template(path = "academy/views/show.html")]
struct CoursePage {
    shell: Shell,
    lang: Lang,
    card: CourseCard,
    lecturer: String,
    lessons: Vec<Lesson>,
    enrolment: Option<Enrolment>,
    progress: Progress,
    certificate: Option<Certificate>,
    is_own: bool,
    /// Those that meet still.
    cohorts: Vec<Cohort>,
}

impl CoursePage {
    fn is_in(&self) -> bool {
        self.enrolment.as_ref().is_some_and(Enrolment::is_in)
    }

    fn is_readable(&self, lesson: &Lesson) -> bool {
        self.is_own || self.is_in() || self.card.course.is_free() || lesson.position == 1
    }

    fn lesson_path(&self, lesson: &Lesson) -> String {
        format!("{}/lessons/{}", self.card.course.path(), lesson.id)
    }

    fn done(&self) -> usize {
        self.progress.count(&self.lessons)
    }

    fn is_whole(&self, lesson: &Lesson) -> bool {
        self.progress.is_whole(lesson)
    }

    fn next(&self) -> Option<&Lesson> {
        self.progress.next(&self.lessons).or(self.lessons.first())
    }
}

/// `GET /academy/{course}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let course = find_shown(&market, &visit, id).await?;
    let now = visit.now;
    let account = visit.account_id().ok();
    let is_own = account == Some(course.author);
    let look = async move |tx: &mut Tx| {
        let lecturer = accounts::name_of(tx, course.author).await?.unwrap_or_default();
        let lessons = academy::lessons(tx, id).await?;
        let card = CourseCard::load(tx, course.clone(), &lessons).await?;
        let cohorts = cohorts::list_to_come(tx, id, now).await?;
        let Some(account) = account else {
            return Ok((card, lecturer, lessons, cohorts, None, Progress::default(), None));
        };
        let enrolment = academy::find_enrolment(tx, id, account).await?;
        let progress = academy::progress(tx, id, account).await?;
        let certificate = academy::valid_certificate(tx, id, account).await?;
        Ok((card, lecturer, lessons, cohorts, enrolment, progress, certificate))
    };
    let (card, lecturer, lessons, cohorts, enrolment, progress, certificate) = market.read(look).await?;
    let (shell, lang) = (visit.shell("academy"), visit.lang);
    let page = CoursePage {
        shell,
        lang,
        card,
        lecturer,
        lessons,
        enrolment,
        progress,
        certificate,
        is_own,
        cohorts,
    };
    views::page(&page)
}
