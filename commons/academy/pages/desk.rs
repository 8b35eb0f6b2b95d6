//! A lecturer's courses, and one of them to be written.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    photos::Upload,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::common::{keep_pictures, may_change, own, read_syllabus, sort_files, teaches};
use crate::{
    Commons,
    academy::{
        self, Course, CourseAct, CourseId, Goal, Lesson, Syllabus, WriteError,
        cohorts::{self, Cohort},
        questions,
        work::{self, Waiting},
    },
};

/// Cohorts that the desk shows, the newest first.
const COHORTS: i64 = 100;
/// Work that waits to be marked, on the first page of the desk.
const WAITING: i64 = 5;

#[derive(Template)]
#[template(path = "academy/views/desk.html")]
struct DeskPage {
    shell: Shell,
    lang: Lang,
    courses: Vec<(Course, i64, i64)>,
    cohorts: Vec<Cohort>,
    /// That are open.
    questions: i64,
    older: String,
    /// What waits longest to be marked, and how much waits in all.
    waiting: Vec<Waiting>,
    waits: i64,
}

/// `GET /teach`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    teaches(&market, &visit).await?;
    let (account, before, limit) = (visit.account_id()?, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let counts = academy::count_learners(tx, account).await?;
        let courses = academy::list_of_author(tx, account, before, limit).await?;
        let counted = |course: Course| {
            let (learners, completed) = counts.get(&course.id).copied().unwrap_or_default();
            (course, learners, completed)
        };
        let courses: Vec<_> = courses.into_iter().map(counted).collect();
        let cohorts = cohorts::list_led(tx, account, i64::MAX, COHORTS).await?;
        let waiting = work::list_waiting(tx, account, 0, WAITING).await?;
        let counts = (questions::count_open(tx, account).await?, work::count_waiting(tx, account).await?);
        Ok((courses, cohorts, waiting, counts))
    };
    let (courses, cohorts, waiting, (questions, waits)) = market.read(look).await?;
    let (courses, older) = paging.cut(courses, |(last, ..)| last.id.get());
    let (shell, lang) = (visit.shell("teach"), visit.lang);
    views::page(&DeskPage { shell, lang, courses, cohorts, questions, older, waiting, waits })
}

#[derive(Template)]
#[template(path = "academy/views/course_form.html")]
struct CourseFormPage {
    shell: Shell,
    lang: Lang,
    course: Option<Course>,
    lessons: Vec<Lesson>,
    form: Fields,
}

impl CourseFormPage {
    fn languages(&self) -> [Lang; 5] {
        Lang::ALL
    }

    fn goals(&self) -> &'static [Goal] {
        Goal::ALL
    }

    fn action(&self) -> String {
        self.course.as_ref().map_or_else(|| "/teach/courses".to_owned(), Course::desk_path)
    }

    fn can(&self, act: &str) -> bool {
        let act = CourseAct::parse(act);
        self.course.as_ref().zip(act).is_some_and(|(course, act)| course.next(act).is_ok())
    }
}

fn filled(said: &Syllabus) -> Fields {
    let seat = said.seat.map(|seat| seat.to_string()).unwrap_or_default();
    Fields::filled([
        ("language", said.language.code()),
        ("title", said.title.as_str()),
        ("title_en", said.title_en.as_str()),
        ("words", said.words.as_str()),
        ("words_en", said.words_en.as_str()),
        ("goal", said.goal.name()),
        ("seat", seat.as_str()),
    ])
}

async fn show_form(
    market: &Commons,
    visit: &Visit,
    course: Option<Course>,
    form: Fields,
) -> Result<Response, Problem> {
    let id = course.as_ref().map(|course| course.id);
    let look = async move |tx: &mut Tx| match id {
        Some(id) => academy::lessons(tx, id).await,
        None => Ok(Vec::new()),
    };
    let lessons = market.read(look).await?;
    let is_good = form.is_good();
    let page = CourseFormPage { shell: visit.shell("teach"), lang: visit.lang, course, lessons, form };
    views::show(&page, is_good)
}

/// `GET /teach/courses/new`
pub async fn new(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    teaches(&market, &visit).await?;
    let form = Fields::filled([("language", visit.lang.code())]);
    show_form(&market, &visit, None, form).await
}

/// `POST /teach/courses`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    teaches(&market, &visit).await?;
    may_change(&market, &visit)?;
    let Some(said) = read_syllabus(&mut form) else { return show_form(&market, &visit, None, form).await };
    let act = async move |tx: &mut Tx| academy::make(tx, &by, now, said.clone()).await;
    match market.db.write(act).await {
        Ok(course) => Ok(redirect(&course.desk_path(), "done-academy-course")),
        Err(WriteError::NoSuchSeat) => {
            form.refuse("seat", Refusal::new("refused-academy-seat"));
            show_form(&market, &visit, None, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /teach/courses/{course}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let course = own(&market, &visit, id).await?;
    let form = filled(&course.said);
    show_form(&market, &visit, Some(course), form).await
}

/// `POST /teach/courses/{course}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let Some(said) = read_syllabus(&mut form) else {
        return show_form(&market, &visit, Some(course), form).await;
    };
    let act = async move |tx: &mut Tx| academy::edit(tx, &by, now, id, said.clone()).await;
    match market.db.write(act).await {
        Ok(course) => Ok(redirect(&course.desk_path(), "done-academy-course")),
        Err(WriteError::NoSuchSeat) => {
            form.refuse("seat", Refusal::new("refused-academy-seat"));
            show_form(&market, &visit, Some(course), form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /teach/courses/{course}/cover`
pub async fn cover(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
    Upload { mut form, files }: Upload,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let kept = keep_pictures(&market, &mut form, sort_files(files).0).await?;
    let Some(cover) = kept.into_iter().next().filter(|_| form.is_good()) else {
        form.refuse("photos", Refusal::new("refused-empty"));
        let form = form.over(&filled(&course.said), |_| true);
        return show_form(&market, &visit, Some(course), form).await;
    };
    market.write(async move |tx: &mut Tx| academy::set_cover(tx, &by, now, id, &cover).await).await?;
    Ok(redirect(&course.desk_path(), "done-academy-course"))
}

/// `POST /teach/courses/{course}/opening`
pub async fn open(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let act = async move |tx: &mut Tx| academy::step(tx, &by, now, id, CourseAct::Open).await;
    let course = market.write(act).await?;
    Ok(redirect(&course.desk_path(), "done-academy-opened"))
}

/// `POST /teach/courses/{course}/closing`
pub async fn close(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let act = async move |tx: &mut Tx| academy::step(tx, &by, now, id, CourseAct::Close).await;
    let course = market.write(act).await?;
    Ok(redirect(&course.desk_path(), "done-academy-closed"))
}
