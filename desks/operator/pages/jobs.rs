use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Cursor, Timestamp};
use people::{
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Stored},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::{
    ask::{AskPage, Because},
    audit::noted,
};
use crate::operator::{drop_job, may_run, run_job};

#[derive(Template)]
#[template(path = "operator/views/jobs.html")]
pub struct JobsPage {
    pub shell: Shell,
    pub current: &'static str,
    pub state: jobs::State,
    pub due: i64,
    pub failed: i64,
    pub jobs: Vec<Stored>,
    pub next: String,
    pub now: Timestamp,
}

impl JobsPage {
    fn may_run(&self, job: &Stored) -> bool {
        may_run(job, self.now)
    }

    fn about(&self, body: &str) -> Vec<(String, String)> {
        about(body).into_iter().map(|(name, value)| (noted(&self.shell, &name), value)).collect()
    }

    /// What a job will do, in words; a kind that has none is shown by its name.
    fn kind(&self, kind: &str) -> String {
        let key = format!("operator-job-kind-{}", kind.replace(['.', '_'], "-"));
        if self.shell.text.has(&key) { self.shell.t(&key).to_owned() } else { kind.to_owned() }
    }
}

/// What a job is about, as far as anybody may see it: the ids in its body. The rest of a body may hold what
/// only its receiver should read, such as the text of a letter.
pub fn about(body: &str) -> Vec<(String, String)> {
    const SHOWN: [&str; 9] =
        ["order", "purchase", "payment", "refund", "shop", "listing", "account", "reference", "run"];
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let fields = body.as_object().into_iter().flatten();
    fields
        .filter(|(name, _)| SHOWN.contains(&name.as_str()))
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text.chars().take(60).collect())
        })
        .collect()
}

/// Where a list of jobs goes on: after a time and an id.
fn read_after(text: &str) -> (Timestamp, i64) {
    match text.parse() {
        Ok(Cursor::Two(at, id)) => (Timestamp::from_micros(at), id),
        Ok(Cursor::One(_)) | Err(_) => (Timestamp::MIN, 0),
    }
}

/// `GET /operator/jobs?state=failed`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    mut paging: Paging,
) -> Result<Response, Problem> {
    visit.operator()?;
    let (now, after) = (visit.now, read_after(paging.asked.value("after")));
    let (asked, limit) = (jobs::State::parse(paging.asked.value("state")), paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let failed = jobs::count_failed(tx).await?;
        let state = asked.unwrap_or(if failed > 0 { jobs::State::Failed } else { jobs::State::Waiting });
        let due = jobs::count_waiting(tx, now).await?;
        Ok::<_, DbError>((state, due, failed, jobs::list(tx, state, after, limit).await?))
    };
    let (state, due, failed, jobs) = market.db.report(read).await?;
    // Which state is shown to begin with changes with the jobs.
    paging.asked.set("state", state.name());
    let place = |job: &Stored| Cursor::Two(job.run_at.micros(), job.id).to_string();
    let (jobs, next) = paging.cut_by(jobs, |last| [("after", place(last))]);
    let shell = visit.shell("operator");
    views::page(&JobsPage { shell, current: "jobs", state, due, failed, jobs, next, now })
}

/// `POST /operator/jobs/{id}/attempt`
pub async fn run(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    market.db.write(async move |tx: &mut Tx| run_job(tx, &by, now, id).await).await?;
    Ok(redirect("/operator/jobs", "done-job-run"))
}

async fn ask_with(market: &Market, visit: &Visit, id: i64, form: Fields) -> Result<Response, Problem> {
    visit.operator()?;
    let found = market.db.read(async move |tx: &mut Tx| jobs::find(tx, id).await).await?;
    let job = found.ok_or_else(Problem::not_found)?;
    let page = AskPage {
        shell: visit.shell("operator"),
        key: "operator-job-drop".to_owned(),
        subject: ("kind", job.kind),
        current: "jobs",
        because: Because::Needed,
        back: "/operator/jobs".to_owned(),
        form,
    };
    page.respond()
}

/// `GET /operator/jobs/{id}/removal`
pub async fn ask(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response, Problem> {
    ask_with(&market, &visit, id, Fields::default()).await
}

/// `POST /operator/jobs/{id}/removal`
pub async fn remove(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<i64>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let reason = Because::Needed.read(&mut form);
    if !form.is_good() {
        return ask_with(&market, &visit, id, form).await;
    }
    market.db.write(async move |tx: &mut Tx| drop_job(tx, &by, now, id, &reason).await).await?;
    Ok(redirect("/operator/jobs", "done-job-dropped"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_a_body_are_shown() {
        let body = r#"{"order":"0001","text":"your code is 123456","to":"a@b.c","payment":7}"#;
        let shown = about(body);
        assert_eq!(shown, [("order".into(), "0001".into()), ("payment".into(), "7".into())]);
        assert!(about("not json").is_empty());
    }
}
