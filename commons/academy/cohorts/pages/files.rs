//! A cohort to be printed and to be reckoned with.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    paper::{Column, Format, Paper, Part, Side},
    views::Shell,
    web::{FIVE_MINUTES, Problem, csv_file, pdf_file},
};
use selling::promotions::local_moment;

use super::read::led;
use crate::{
    Commons,
    academy::cohorts::{self, Cohort, CohortId, Member, Session, SessionId, file},
};

/// Lines left empty, for who comes without a seat.
const EMPTY_LINES: usize = 5;

/// `GET /teach/cohorts/{cohort}/cohort.csv`
pub async fn csv(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Result<Response, Problem> {
    let cohort = led(&market, &visit, id).await?;
    let look = async move |tx: &mut Tx| cohorts::standings(tx, &cohort).await;
    let standings = market.read(look).await?;
    let zone = &market.config.zone;
    let body = file::csv(&standings, |at| local_moment(at, zone).replace('T', " "));
    Ok(csv_file(&format!("cohort-{id}.csv"), body.map_err(Problem::broken)?))
}

/// `GET /teach/cohorts/{cohort}/sessions/{session}/sheet.pdf`: everybody's name with a place to sign.
pub async fn sheet(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, session)): Path<(CohortId, SessionId)>,
) -> Result<Response, Problem> {
    let cohort = led(&market, &visit, id).await?;
    let look = async move |tx: &mut Tx| {
        let Some(session) = cohorts::find_session(tx, id, session).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((session, cohorts::members(tx, id).await?)))
    };
    let (session, members) = market.find(look).await?;
    let shell = visit.shell("teach").in_zone(&market.config.zone);
    let paper = Paper { lang: visit.lang.code(), ..sheet_of(&shell, &cohort, &session, &members) };
    let name = format!("{}.pdf", session.id);
    Ok(pdf_file(&name, FIVE_MINUTES, market.printer.print(paper).await?))
}

fn sheet_of(shell: &Shell, cohort: &Cohort, session: &Session, members: &[Member]) -> Paper {
    let place = if session.said.place.is_empty() { &cohort.said.place } else { &session.said.place };
    let title = shell.t("academy-sheet").to_owned();
    let mut facts = vec![
        (shell.t("academy-session-begins").to_owned(), shell.moment_and_zone(&session.said.begins_at)),
        (shell.t("academy-length").to_owned(), shell.n("academy-minutes", session.said.minutes)),
    ];
    if !place.is_empty() {
        facts.push((shell.t("academy-place").to_owned(), place.clone()));
    }
    let nameless = || shell.t("academy-nameless").to_owned();
    let name = |member: &Member| if member.name.is_empty() { nameless() } else { member.name.clone() };
    // The second line of a name makes room for a hand.
    let line = |(at, name): (usize, String)| vec![shell.number(at), format!("{name}\n\u{a0}"), String::new()];
    let names = members.iter().map(name).chain(std::iter::repeat_n(String::new(), EMPTY_LINES));
    let columns = vec![
        Column::new("", 1.0, Side::End),
        Column::new(shell.t("academy-sheet-name"), 5.0, Side::Start),
        Column::new(shell.t("academy-sheet-signature"), 6.0, Side::Start),
    ];
    Paper {
        format: Format::A4,
        foot: format!("{} · {}", shell.market, cohort.said.name),
        title: title.clone(),
        lang: "en",
        without_font: shell.t("paper-without-font").to_owned(),
        parts: vec![
            Part::Small(format!("{} · {title}", shell.market)),
            Part::Title(cohort.said.name.clone()),
            Part::Heading(session.said.title.clone()),
            Part::Facts(facts),
            Part::Table { columns, rows: (1..).zip(names).map(line).collect() },
        ],
    }
}
