//! Comparing a provider's report with our books, on the operator's desk.

use askama::Template;
use axum::{
    extract::{DefaultBodyLimit, Path, RawQuery, State},
    response::Response,
};
use kernel::Timestamp;
use people::{
    choices::Choice,
    photos::Upload,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal, Routes, csv_file},
};

use super::{
    ComparedLine, KeepError, Outcome, Reconciliation, ReconciliationId, Report, find, lines, list, reconcile,
};
use crate::Selling;

/// Bytes of a report.
pub const MOST_BYTES: usize = 40 << 20;
/// Differences on a page; the file has them all.
const SHOWN: i64 = 200;
const MOST_LINES: i64 = 10_000;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/operator/reconciliations", create)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/operator/reconciliations", index)
        .get("/operator/reconciliations/report.csv", report)
        .get("/operator/reconciliations/{id}", show)
        .get("/operator/reconciliations/{id}/differences.csv", differences)
}

#[derive(Template)]
#[template(path = "reconciliation/views/index.html")]
pub struct ReconciliationsPage {
    pub shell: Shell,
    pub current: &'static str,
    pub providers: Vec<Choice>,
    pub list: Vec<Reconciliation>,
    pub older: String,
    pub form: Fields,
}

/// `GET /operator/reconciliations`
async fn index(State(market): State<Selling>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    // The month before this one, to begin with.
    let mut form = Fields::default();
    let today = visit.now.in_zone(visit.zone());
    if let Some(Ok(last)) = today.map(|today| today.date().first_of_month().yesterday()) {
        form.set("from", last.first_of_month().to_string());
        form.set("to", last.to_string());
    }
    index_with(&market, &visit, paging, form).await
}

async fn index_with(
    market: &Selling,
    visit: &Visit,
    paging: Paging,
    form: Fields,
) -> Result<Response, Problem> {
    visit.operator()?;
    let limit = paging.limit.and_one_more();
    let list = market.db.read(async move |tx: &mut Tx| list(tx, paging.before, limit).await).await?;
    let (list, older) = paging.cut(list, |last| last.id.get());
    let chosen = form.value("provider");
    let provider = |name: &'static str| Choice {
        value: name.to_owned(),
        words: name.to_owned(),
        chosen: chosen == name,
    };
    let providers = market.provider_names().into_iter().map(provider).collect();
    let shell = visit.shell("operator");
    let page = ReconciliationsPage { shell, current: "reconciliations", providers, list, older, form };
    views::show(&page, page.form.is_good())
}

/// What is compared: a provider, and days in a place; the last one is part of them.
pub struct ComparedDays {
    pub provider: String,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Read what is to be compared, from a page or a program.
pub fn read_asked(form: &mut Fields, market: &Selling, zone: &str) -> Option<ComparedDays> {
    let provider = form.parsed("provider", |name| market.provider(name).map(|_| name.to_owned()));
    let day = |text: &str| {
        let moment = Timestamp::parse_rfc3339(&format!("{text}T12:00:00Z")).ok()?;
        moment.day_after(0, zone).map(|start| (moment, start))
    };
    let from = form.parsed("from", day);
    let to = form.parsed("to", day);
    let (Some(provider), Some((_, from)), Some((last, to))) = (provider, from, to) else { return None };
    // Days are of the calendar: the end is the first moment of the day after the last one.
    let end = last.day_after(1, zone).unwrap_or(to);
    if end <= from || end.since(from) > kernel::days(400) {
        form.refuse("to", Refusal::new("refused-not-days"));
        return None;
    }
    Some(ComparedDays { provider, from, to: end })
}

/// Compare a report, and keep what came of it.
pub async fn make(
    market: &Selling,
    visit: &Visit,
    asked: ComparedDays,
    name: &str,
    report: Report,
) -> Result<ReconciliationId, Problem> {
    let by = visit.operator()?;
    let ComparedDays { provider, from, to } = asked;
    let (named, rows) = (provider.clone(), report.clone());
    let look = async move |tx: &mut Tx| reconcile(tx, &named, from, to, &rows).await;
    let comparison = market.db.report(look).await?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let made = Reconciliation {
        id: ReconciliationId::new(market.chance.next_id(visit.now)),
        provider,
        name: name.chars().filter(|c| !c.is_control()).take(200).collect(),
        from,
        to,
        matched: count(comparison.matched),
        differences: count(comparison.differences.len()),
        refused: count(report.bad.len()),
        made_by: by.account()?,
        created_at: visit.now,
    };
    let keep = async move |tx: &mut Tx| made.keep(tx, &by, &comparison, &report).await;
    Ok(market.db.write(keep).await?)
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Forbidden(error) => error.into(),
            KeepError::Store(error) => error.into(),
        }
    }
}

/// What the provider itself says of some days.
pub async fn ask_provider(market: &Selling, asked: &ComparedDays) -> Option<Vec<u8>> {
    let provider = market.provider(&asked.provider)?;
    match provider.report(asked.from, asked.to).await {
        Ok(report) => Some(report),
        Err(error) => {
            tracing::warn!(%error, "a provider gave no report");
            None
        }
    }
}

/// `POST /operator/reconciliations`: a file, or the provider is asked.
async fn create(State(market): State<Selling>, visit: Visit, upload: Upload) -> Result<Response, Problem> {
    visit.operator()?;
    let paging = Paging::first("/operator/reconciliations");
    let (mut form, mut files) = (upload.form, upload.files);
    let asked = read_asked(&mut form, &market, visit.zone());
    let Some(asked) = asked.filter(|_| form.is_good()) else {
        return index_with(&market, &visit, paging, form).await;
    };
    let (name, bytes) = match files.pop() {
        Some((name, bytes)) => (name, Some(bytes.to_vec())),
        None => (String::new(), ask_provider(&market, &asked).await),
    };
    let Some(bytes) = bytes else {
        form.refuse("file", Refusal::new("refused-no-report"));
        return index_with(&market, &visit, paging, form).await;
    };
    let Ok(report) = Report::read(&bytes) else {
        form.refuse("file", Refusal::new("refused-not-a-report"));
        return index_with(&market, &visit, paging, form).await;
    };
    let id = make(&market, &visit, asked, &name, report).await?;
    Ok(redirect(&format!("/operator/reconciliations/{id}"), "done-reconciled"))
}

/// `GET /operator/reconciliations/report.csv?provider=sandbox&from=…&to=…`: what the provider gives out.
async fn report(
    State(market): State<Selling>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    visit.operator()?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let asked = read_asked(&mut form, &market, visit.zone()).ok_or_else(|| Problem::invalid(&form))?;
    let body = ask_provider(&market, &asked).await.ok_or_else(Problem::not_found)?;
    Ok(csv_file(&format!("{}-report.csv", asked.provider), body))
}

#[derive(Template)]
#[template(path = "reconciliation/views/show.html")]
pub struct ReconciliationPage {
    pub shell: Shell,
    pub current: &'static str,
    pub made: Reconciliation,
    pub lines: Vec<ComparedLine>,
    pub is_cut: bool,
}

impl ReconciliationPage {
    /// What the row is, in words.
    fn about(&self, line: &ComparedLine) -> String {
        match line.kind {
            Some(kind) => self.shell.of("reconciliation-kind", kind.name()),
            None => self.shell.say("reconciliation-line", &[("line", &line.reference)]),
        }
    }

    fn note(&self, line: &ComparedLine) -> String {
        let family = match line.outcome {
            Outcome::Refused => return self.shell.of("reconciliation-bad", &line.key),
            Outcome::MissingHere | Outcome::MissingThere | Outcome::Differs | Outcome::Twice => {
                "reconciliation-outcome"
            }
        };
        self.shell.of(family, line.outcome.name())
    }

    /// The last day that the report is of.
    fn last(&self) -> Timestamp {
        self.made.to - std::time::Duration::from_secs(1)
    }
}

async fn load(
    market: &Selling,
    visit: &Visit,
    id: ReconciliationId,
    limit: i64,
) -> Result<(Reconciliation, Vec<ComparedLine>), Problem> {
    visit.operator()?;
    let read = async move |tx: &mut Tx| {
        let Some(made) = find(tx, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((made, lines(tx, id, 0, limit).await?)))
    };
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

/// `GET /operator/reconciliations/{id}`
async fn show(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<ReconciliationId>,
) -> Result<Response, Problem> {
    let (made, mut lines) = load(&market, &visit, id, SHOWN + 1).await?;
    let shown = usize::try_from(SHOWN).unwrap_or_default();
    let is_cut = lines.len() > shown;
    lines.truncate(shown);
    let shell = visit.shell("operator");
    views::page(&ReconciliationPage { shell, current: "reconciliations", made, lines, is_cut })
}

/// `GET /operator/reconciliations/{id}/differences.csv`
async fn differences(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<ReconciliationId>,
) -> Result<Response, Problem> {
    let (_, lines) = load(&market, &visit, id, MOST_LINES).await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 7]| csv.write_record(record).map_err(Problem::broken);
    write(["outcome", "type", "reference", "key", "theirs", "ours", "currency"])?;
    for line in lines {
        let amount = |money: Option<kernel::Money>| money.map(kernel::Money::decimal).unwrap_or_default();
        let (theirs, ours) = (amount(line.theirs), amount(line.ours));
        let currency = line.theirs.or(line.ours).map_or("", |money| money.currency().code());
        let kind = line.kind.map_or("", |kind| kind.name());
        write([line.outcome.name(), kind, &line.reference, &line.key, &theirs, &ours, currency])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("differences-{id}.csv"), body))
}
