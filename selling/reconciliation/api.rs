//! Comparing reports for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
};
use people::{
    accounts,
    visit::Visit,
    wire::{Amount, List, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    ComparedLine, Kind, Reconciliation, ReconciliationId, Report, find, lines, list,
    pages::{MOST_BYTES, ask_provider, make, read_asked},
};
use crate::Selling;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(index, create))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(routes!(show))
}

#[derive(Serialize, ToSchema)]
pub struct DifferenceOut {
    /// `missing-here`, `missing-there`, `differs`, `twice` or `refused`: a row that could not be read.
    outcome: &'static str,
    /// `charge` or `refund`.
    kind: Option<&'static str>,
    /// The provider's id of the payment; of a row that could not be read its line.
    reference: String,
    /// Of a refund; of a row that could not be read why.
    key: String,
    theirs: Option<Amount>,
    ours: Option<Amount>,
}

impl From<ComparedLine> for DifferenceOut {
    fn from(line: ComparedLine) -> Self {
        Self {
            outcome: line.outcome.name(),
            kind: line.kind.map(Kind::name),
            reference: line.reference,
            key: line.key,
            theirs: line.theirs.map(Into::into),
            ours: line.ours.map(Into::into),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct ReconciliationOut {
    id: String,
    provider: String,
    from: String,
    /// Not part of it.
    to: String,
    matched: i64,
    differences: i64,
    refused: i64,
    created_at: String,
    /// The first thousand; the page has a file of all.
    lines: Vec<DifferenceOut>,
}

fn out(made: Reconciliation, lines: Vec<ComparedLine>) -> ReconciliationOut {
    ReconciliationOut {
        id: made.id.to_string(),
        provider: made.provider,
        from: time(made.from),
        to: time(made.to),
        matched: made.matched,
        differences: made.differences,
        refused: made.refused,
        created_at: time(made.created_at),
        lines: lines.into_iter().map(Into::into).collect(),
    }
}

fn allow(visit: &Visit) -> Result<(), Problem> {
    visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)
}

/// The newest comparisons, without their lines.
#[utoipa::path(get, path = "/operator/reconciliations", tag = "operator",
    responses((status = 200, body = List<ReconciliationOut>)))]
async fn index(
    State(market): State<Selling>,
    visit: Visit,
) -> Result<Json<List<ReconciliationOut>>, Problem> {
    allow(&visit)?;
    let found = market.db.read(async |tx: &mut Tx| list(tx, i64::MAX, 100).await).await?;
    Ok(Json(List { items: found.into_iter().map(|made| out(made, Vec::new())).collect(), next: None }))
}

/// What to compare.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ReconciliationIn {
    #[schema(example = "sandbox")]
    provider: String,
    /// The first day, in the account's time zone.
    #[schema(example = "2026-11-01")]
    from: String,
    /// The last day.
    #[schema(example = "2026-11-30")]
    to: String,
    /// The report as CSV with the columns `type,reference,key,amount,currency`; without it the provider is asked.
    report: Option<String>,
}

/// Compare a provider's report with our books.
#[utoipa::path(post, path = "/operator/reconciliations", tag = "operator", request_body = ReconciliationIn,
    responses((status = 201, body = ReconciliationOut)))]
async fn create(
    State(market): State<Selling>,
    visit: Visit,
    mut body: Fields,
) -> Result<(StatusCode, Json<ReconciliationOut>), Problem> {
    allow(&visit)?;
    let asked = read_asked(&mut body, &market, visit.zone());
    let given = body.maybe_paragraphs("report", MOST_BYTES);
    let asked = asked.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let bytes = if given.is_empty() { ask_provider(&market, &asked).await } else { Some(given.into_bytes()) };
    let report = bytes.and_then(|bytes| Report::read(&bytes).ok());
    let Some(report) = report else {
        body.refuse("report", Refusal::new("refused-not-a-report"));
        return Err(Problem::invalid(&body));
    };
    let id = make(&market, &visit, asked, "", report).await?;
    Ok((StatusCode::CREATED, show(State(market), visit, Path(id)).await?))
}

/// One comparison with what did not agree.
#[utoipa::path(get, path = "/operator/reconciliations/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = ReconciliationOut), (status = 404)))]
async fn show(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<ReconciliationId>,
) -> Result<Json<ReconciliationOut>, Problem> {
    allow(&visit)?;
    let read = async move |tx: &mut Tx| {
        let Some(made) = find(tx, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((made, lines(tx, id, 0, 1_000).await?)))
    };
    let (made, lines) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(out(made, lines)))
}
