//! A session at the desk of who leads its cohort: when and where it is, and who was there.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::AccountId;
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::promotions::local_moment;

use super::{
    desk::show_desk,
    problems::blame_session,
    read::{led, read_attendance, read_session},
};
use crate::{
    Commons,
    academy::{
        cohorts::{
            self, AttendanceStep, Cohort, CohortId, Member, Presence, Session, SessionId, SessionPlan,
        },
        pages::may_change,
    },
};

type At = (CohortId, SessionId);

#[derive(Template)]
#[template(path = "academy/cohorts/views/session.html")]
struct SessionPage {
    shell: Shell,
    cohort: Cohort,
    session: Session,
    members: Vec<Member>,
    ticked: BTreeMap<(SessionId, AccountId), Presence>,
    steps: Vec<AttendanceStep>,
    form: Fields,
    has_begun: bool,
}

impl SessionPage {
    fn presences(&self) -> &'static [Presence] {
        Presence::ALL
    }

    fn is(&self, member: &Member, presence: &Presence) -> bool {
        let stands = self.ticked.get(&(self.session.id, member.account)).copied();
        stands.unwrap_or(Presence::Unknown) == *presence
    }

    fn is_changed(&self) -> bool {
        ["open", "close"]
            .iter()
            .any(|act| cohorts::CohortAct::parse(act).is_some_and(|act| self.cohort.next(act).is_ok()))
    }
}

fn filled(said: &SessionPlan, zone: &str) -> Fields {
    let (begins_at, minutes) = (local_moment(said.begins_at, zone), said.minutes.to_string());
    let room = said.room.map(|room| room.to_string()).unwrap_or_default();
    Fields::filled([
        ("begins_at", begins_at.as_str()),
        ("minutes", minutes.as_str()),
        ("title", said.title.as_str()),
        ("place", said.place.as_str()),
        ("room", room.as_str()),
    ])
}

async fn page(
    market: &Commons,
    visit: &Visit,
    (id, session): At,
    form: Option<Fields>,
) -> Result<Response, Problem> {
    let cohort = led(market, visit, id).await?;
    let look = async move |tx: &mut Tx| {
        let Some(session) = cohorts::find_session(tx, id, session).await? else { return Ok(None) };
        let members = cohorts::members(tx, id).await?;
        let ticked = cohorts::attendance(tx, id).await?;
        let steps = cohorts::attendance_steps(tx, id, session.id).await?;
        Ok::<_, DbError>(Some((session, members, ticked, steps)))
    };
    let (session, members, ticked, steps) = market.find(look).await?;
    let zone = &market.config.zone;
    let form = form.unwrap_or_else(|| filled(&session.said, zone));
    let (shell, has_begun) = (visit.shell("teach").in_zone(zone), session.has_begun(visit.now));
    let is_good = form.is_good();
    let page = SessionPage { shell, cohort, session, members, ticked, steps, form, has_begun };
    views::show(&page, is_good)
}

/// `GET /teach/cohorts/{cohort}/sessions/{session}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<At>,
) -> Result<Response, Problem> {
    page(&market, &visit, at, None).await
}

/// `POST /teach/cohorts/{cohort}/sessions`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let cohort = led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let Some(said) = read_session(&mut form, &market.config.zone) else {
        return show_desk(&market, &visit, cohort, None, form).await;
    };
    let act = async move |tx: &mut Tx| cohorts::add(tx, &by, now, id, said.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&cohort.desk_path(), "done-session-saved")),
        Err(error) if blame_session(&mut form, &error) => {
            show_desk(&market, &visit, cohort, None, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /teach/cohorts/{cohort}/sessions/{session}`
pub async fn update(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<At>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    led(&market, &visit, at.0).await?;
    may_change(&market, &visit)?;
    let Some(said) = read_session(&mut form, &market.config.zone) else {
        return page(&market, &visit, at, Some(form)).await;
    };
    let act = async move |tx: &mut Tx| cohorts::change(tx, &by, now, at, said.clone()).await;
    match market.db.write(act).await {
        Ok(session) => Ok(redirect(&session.desk_path(), "done-session-saved")),
        Err(error) if blame_session(&mut form, &error) => page(&market, &visit, at, Some(form)).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /teach/cohorts/{cohort}/sessions/{session}/attendance`
pub async fn tick(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<At>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    led(&market, &visit, at.0).await?;
    may_change(&market, &visit)?;
    let marks = read_attendance(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| cohorts::tick(tx, &by, now, at, &marks).await).await?;
    let path = format!("/teach/cohorts/{}/sessions/{}", at.0, at.1);
    Ok(redirect(&path, "done-attendance"))
}

/// `POST /teach/cohorts/{cohort}/sessions/{session}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<At>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let cohort = led(&market, &visit, at.0).await?;
    market.write(async move |tx: &mut Tx| cohorts::take_out(tx, &by, now, at).await).await?;
    Ok(redirect(&cohort.desk_path(), "done-session-out"))
}
