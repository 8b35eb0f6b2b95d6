//! A cohort, for those who may join it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use people::{
    accounts,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use super::read::find_seen;
use crate::{
    Commons,
    academy::{
        self, Course,
        cohorts::{self, Cohort, CohortId, Session, session_store},
        pages::may_change,
    },
};

#[derive(Template)]
#[template(path = "academy/cohorts/views/cohort.html")]
struct CohortPage {
    shell: Shell,
    lang: Lang,
    cohort: Cohort,
    course: Course,
    lecturer: String,
    sessions: Vec<Session>,
    is_in: bool,
    is_led: bool,
    takes: bool,
    has_begun: bool,
}

impl CohortPage {
    fn place<'a>(&'a self, session: &'a Session) -> &'a str {
        if session.said.place.is_empty() { &self.cohort.said.place } else { &session.said.place }
    }
}

/// `GET /academy/cohorts/{cohort}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let cohort = find_seen(&market, &visit, id).await?;
    let (account, course, by) = (visit.account_id().ok(), cohort.course, cohort.lecturer);
    let look = async move |tx: &mut Tx| {
        let Some(course) = academy::find(tx, course).await? else { return Ok(None) };
        let lecturer = accounts::name_of(tx, by).await?.unwrap_or_default();
        let sessions = cohorts::sessions(tx, id).await?;
        let (is_in, is_led) = match account {
            Some(account) => {
                let is_led = cohorts::find_led(tx, account, id).await?.is_some();
                (cohorts::is_in(tx, id, account).await?, is_led)
            }
            None => (false, false),
        };
        Ok::<_, DbError>(Some((course, lecturer, sessions, is_in, is_led)))
    };
    let (course, lecturer, sessions, is_in, is_led) = market.find(look).await?;
    let shell = visit.shell("academy").in_zone(&market.config.zone);
    let (takes, has_begun, lang) = (cohort.takes(visit.now), cohort.has_begun(visit.now), visit.lang);
    views::page(&CohortPage {
        shell,
        lang,
        cohort,
        course,
        lecturer,
        sessions,
        is_in,
        is_led,
        takes,
        has_begun,
    })
}

/// `POST /academy/cohorts/{cohort}/seat`
pub async fn join(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let cohort = find_seen(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| cohorts::join(tx, &by, now, id).await).await?;
    Ok(redirect(&cohort.path(), "done-cohort-joined"))
}

/// `POST /academy/cohorts/{cohort}/leaving`
pub async fn leave(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let cohort = find_seen(&market, &visit, id).await?;
    market.write(async move |tx: &mut Tx| cohorts::leave(tx, &by, now, id).await).await?;
    Ok(redirect(&cohort.path(), "done-cohort-left"))
}

/// `GET /academy/cohorts/{cohort}/calendar.ics`: its sessions for one's own calendar.
pub async fn calendar(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let cohort = find_seen(&market, &visit, id).await?;
    let sessions = market.read(async move |tx: &mut Tx| session_store::list_all(tx, id).await).await?;
    let home = market.config.public_url.trim_end_matches('/');
    let text = cohorts::calendar(&cohort, &sessions, home);
    let head: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"cohort-{id}.ics\"")),
    ];
    Ok((head, text).into_response())
}
