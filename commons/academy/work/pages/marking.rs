//! What waits for a lecturer, and one piece of it to be marked.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::read::read_mark;
use crate::{
    Commons,
    academy::{
        Course, Lesson,
        pages::{may_change, teaches},
        work::{self, HandIn, HandInId, Mark, Shown, Waiting, WorkError},
    },
};

#[derive(Template)]
#[template(path = "academy/work/views/waiting.html")]
struct WaitingPage {
    shell: Shell,
    lang: Lang,
    waiting: Vec<Waiting>,
    next: String,
}

/// `GET /teach/work`: the oldest first.
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    teaches(&market, &visit).await?;
    let (account, limit) = (visit.account_id()?, paging.limit.and_one_more());
    let after = paging.asked.value("after").trim().parse().unwrap_or_default();
    let look = async move |tx: &mut Tx| work::list_waiting(tx, account, after, limit).await;
    let key = |last: &Waiting| [("after", last.work.last_step.get().to_string())];
    let (waiting, next) = paging.cut_by(market.read(look).await?, key);
    views::page(&WaitingPage { shell: visit.shell("teach"), lang: visit.lang, waiting, next })
}

#[derive(Template)]
#[template(path = "academy/work/views/marking.html")]
struct MarkingPage {
    shell: Shell,
    lang: Lang,
    shown: Shown,
    course: Course,
    lesson: Lesson,
    learner: String,
    form: Fields,
    /// What stands now, where the lecturer saw something else.
    stale: Option<HandIn>,
}

impl MarkingPage {
    fn marks(&self) -> &'static [Mark] {
        Mark::ALL
    }

    /// The step that the form answers: a form that was refused still answers the one it was filled in for.
    fn seen(&self) -> String {
        match (&self.stale, self.form.value("seen")) {
            (None, seen) if !seen.is_empty() => seen.to_owned(),
            (Some(stands), _) => stands.last_step.to_string(),
            (None, _) => self.shown.work.last_step.to_string(),
        }
    }

    /// The words of who has left the market are nobody's.
    fn name<'a>(&'a self, name: &'a str) -> &'a str {
        if name.is_empty() { self.shell.t("academy-nameless") } else { name }
    }
}

async fn page(market: &Commons, visit: &Visit, id: HandInId, form: Fields) -> Result<MarkingPage, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| work::look_for_lecturer(tx, account, id).await;
    let (shown, course, lesson, learner) = market.find(look).await?;
    let (shell, lang) = (visit.shell("teach"), visit.lang);
    Ok(MarkingPage { shell, lang, shown, course, lesson, learner, form, stale: None })
}

/// `GET /teach/work/{work}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<HandInId>,
) -> Result<Response, Problem> {
    let mut page = page(&market, &visit, id, Fields::default()).await?;
    if let Some(given) = &page.shown.work.given {
        page.form = Fields::filled([("mark", page.shown.work.stage.name()), ("words", given.words.as_str())]);
    }
    views::page(&page)
}

/// `POST /teach/work/{work}/mark`
pub async fn mark(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<HandInId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    page(&market, &visit, id, Fields::default()).await?;
    may_change(&market, &visit)?;
    let Some((seen, said)) = read_mark(&mut form) else {
        return views::refused(&page(&market, &visit, id, form).await?);
    };
    let act = async move |tx: &mut Tx| work::mark(tx, &by, now, id, seen, said.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect("/teach/work", "done-academy-marked")),
        // What was written stays in the form; sent again, it goes over what stands now.
        Err(WorkError::Stale(stands)) => {
            let page = MarkingPage { stale: Some(*stands), ..page(&market, &visit, id, form).await? };
            Ok((StatusCode::CONFLICT, views::page(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
