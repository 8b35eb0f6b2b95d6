//! A cohort at the desk of who leads it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::AccountId;
use people::{
    accounts,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    problems::blame,
    read::{led, read_new, read_plan},
};
use crate::{
    Commons,
    academy::{
        self, Course,
        cohorts::{self, Cohort, CohortAct, CohortId, CohortPlan, Standing, Standings},
        pages::{may_change, teaches},
        work::{HandInStage, MarkOf},
    },
};

/// Courses and lecturers to choose from.
const CHOICES: i64 = 200;

#[derive(Template)]
#[template(path = "academy/cohorts/views/new.html")]
struct NewCohortPage {
    shell: Shell,
    lang: Lang,
    courses: Vec<Course>,
    /// Whom an author may let lead it; empty for who writes no course.
    lecturers: Vec<(AccountId, String)>,
    form: Fields,
}

impl NewCohortPage {
    fn languages(&self) -> [Lang; 5] {
        Lang::ALL
    }

    fn is_chosen(&self, name: &str, value: &impl ToString) -> bool {
        self.form.value(name) == value.to_string()
    }
}

async fn show_new(market: &Commons, visit: &Visit, form: Fields) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| {
        let mut courses = academy::list_of_author(tx, account, i64::MAX, CHOICES).await?;
        let is_author = !courses.is_empty();
        let others = academy::list_open(tx, i64::MAX, CHOICES).await?;
        courses.extend(others.into_iter().filter(|course| course.author != account));
        let mut named = Vec::new();
        if is_author {
            for (lecturer, _) in academy::lecturers(tx).await? {
                let name = accounts::name_of(tx, lecturer).await?.unwrap_or_default();
                named.push((lecturer, name));
            }
            named.retain(|(lecturer, _)| *lecturer != account);
        }
        Ok::<_, DbError>((courses, named))
    };
    let (courses, lecturers) = market.read(look).await?;
    let is_good = form.is_good();
    let page = NewCohortPage { shell: visit.shell("teach"), lang: visit.lang, courses, lecturers, form };
    views::show(&page, is_good)
}

/// `GET /teach/cohorts/new`
pub async fn new(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    teaches(&market, &visit).await?;
    let form = Fields::filled([("language", visit.lang.code()), ("seats", "20")]);
    show_new(&market, &visit, form).await
}

/// `POST /teach/cohorts`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    teaches(&market, &visit).await?;
    may_change(&market, &visit)?;
    let Some(new) = read_new(&mut form) else { return show_new(&market, &visit, form).await };
    let act = async move |tx: &mut Tx| cohorts::make(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(cohort) => Ok(redirect(&cohort.desk_path(), "done-cohort-saved")),
        Err(error) if blame(&mut form, &error) => show_new(&market, &visit, form).await,
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "academy/cohorts/views/desk.html")]
struct DeskPage {
    shell: Shell,
    lang: Lang,
    cohort: Cohort,
    course: Course,
    lecturer: String,
    them: Standings,
    /// Whether the reader marks what is handed in.
    marks: bool,
    /// What is said of the cohort, and a session to be added.
    form: Fields,
    session: Fields,
    is_to_come: bool,
}

impl DeskPage {
    fn languages(&self) -> [Lang; 5] {
        Lang::ALL
    }

    fn can(&self, act: &str) -> bool {
        CohortAct::parse(act).is_some_and(|act| self.cohort.next(act).is_ok())
    }

    /// What a learner has handed in, with the place of its lesson.
    fn marks_of<'a>(&'a self, one: &'a Standing) -> Vec<(i64, &'a MarkOf)> {
        let all = self.them.tasks.iter().zip(&one.marks);
        all.filter_map(|(task, mark)| Some((task.position, mark.as_ref()?))).collect()
    }

    fn kind(&self, mark: &MarkOf) -> &'static str {
        match mark.stage {
            HandInStage::HandedIn => "info",
            HandInStage::Good => "good",
            HandInStage::Again => "warn",
        }
    }

    fn is_changed(&self) -> bool {
        self.can("close") || self.can("open")
    }
}

fn filled(said: &CohortPlan) -> Fields {
    let seats = said.seats.to_string();
    Fields::filled([
        ("name", said.name.as_str()),
        ("place", said.place.as_str()),
        ("language", said.language.code()),
        ("seats", seats.as_str()),
    ])
}

/// The desk of a cohort, with what was typed of it or of a new session.
pub async fn show_desk(
    market: &Commons,
    visit: &Visit,
    cohort: Cohort,
    form: Option<Fields>,
    session: Fields,
) -> Result<Response, Problem> {
    let (course, by, whose) = (cohort.course, cohort.lecturer, cohort.clone());
    let look = async move |tx: &mut Tx| {
        let Some(course) = academy::find(tx, course).await? else { return Ok(None) };
        let lecturer = accounts::name_of(tx, by).await?.unwrap_or_default();
        Ok::<_, DbError>(Some((course, lecturer, cohorts::standings(tx, &whose).await?)))
    };
    let (course, lecturer, them) = market.find(look).await?;
    let marks = visit.account_id().is_ok_and(|account| account == course.author);
    let form = form.unwrap_or_else(|| filled(&cohort.said));
    let is_good = form.is_good() && session.is_good();
    let shell = visit.shell("teach").in_zone(&market.config.zone);
    let (lang, is_to_come) = (visit.lang, cohort.is_to_come(visit.now));
    let page = DeskPage { shell, lang, cohort, course, lecturer, them, marks, form, session, is_to_come };
    views::show(&page, is_good)
}

/// `GET /teach/cohorts/{cohort}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let cohort = led(&market, &visit, id).await?;
    show_desk(&market, &visit, cohort, None, Fields::filled([("minutes", "60")])).await
}

/// `POST /teach/cohorts/{cohort}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let cohort = led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let Some(said) = read_plan(&mut form) else {
        return show_desk(&market, &visit, cohort, Some(form), Fields::default()).await;
    };
    let act = async move |tx: &mut Tx| cohorts::edit(tx, &by, now, id, said.clone()).await;
    match market.db.write(act).await {
        Ok(cohort) => Ok(redirect(&cohort.desk_path(), "done-cohort-saved")),
        Err(error) if blame(&mut form, &error) => {
            show_desk(&market, &visit, cohort, Some(form), Fields::default()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn step(
    market: &Commons,
    visit: &Visit,
    id: CohortId,
    act: CohortAct,
    done: &'static str,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let act = async move |tx: &mut Tx| cohorts::step(tx, &by, now, id, act).await;
    Ok(redirect(&market.write(act).await?.desk_path(), done))
}

/// `POST /teach/cohorts/{cohort}/opening`
pub async fn open(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    step(&market, &visit, id, CohortAct::Open, "done-cohort-opened").await
}

/// `POST /teach/cohorts/{cohort}/closing`
pub async fn close(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    step(&market, &visit, id, CohortAct::Close, "done-cohort-closed").await
}

/// `POST /teach/cohorts/{cohort}/calling-off`
pub async fn call_off(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    step(&market, &visit, id, CohortAct::CallOff, "done-cohort-called-off").await
}
