//! Comparing reports for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
};
use people::{
    accounts::scopes::Operate,
    caller::Operator,
    calls,
    market::Market,
    one_of::{maybe_word_of, word_of},
    seek::Seek,
    wire::{Amount, Answer, List, Made, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    ComparedLine, Kind, Outcome, Reconciliation, ReconciliationId, Report, find, lines, list,
    pages::{MOST_BYTES, ask_provider, make, read_asked},
};
use crate::Selling;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(index, create))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(calls!(show))
}

#[derive(Serialize, ToSchema)]
pub struct DifferenceOut {
    /// `missing-here`, `missing-there`, `differs`, `twice` or `refused`: a row that could not be read.
    #[schema(schema_with = word_of::<Outcome>)]
    outcome: &'static str,
    /// `charge` or `refund`.
    #[schema(schema_with = maybe_word_of::<Kind>)]
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

/// Comparisons of reports with our books, the newest first, without their lines.
#[utoipa::path(get, path = "/operator/reconciliations", tag = "operator", params(Seek),
    responses((status = 200, body = List<ReconciliationOut>)))]
async fn index(Operator { market, .. }: Operator<Operate>, seek: Seek) -> Answer<List<ReconciliationOut>> {
    let found = market.read(async move |tx| list(tx, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |made| made.id.get()).map(|made| out(made, Vec::new()))))
}

/// What to compare.
#[derive(ToSchema)]
pub struct ReconciliationIn {
    #[schema(example = "sandbox")]
    pub provider: String,
    /// The first day, in the account's time zone.
    #[schema(example = "2026-11-01")]
    pub from: String,
    /// The last day.
    #[schema(example = "2026-11-30")]
    pub to: String,
    /// The report as CSV with the columns `type,reference,key,amount,currency`; without it the provider is asked.
    pub report: Option<String>,
}

/// Compare a provider's report with our books.
#[utoipa::path(post, path = "/operator/reconciliations", tag = "operator", request_body = ReconciliationIn,
    responses((status = 201, body = ReconciliationOut)))]
async fn create(
    Operator { visit, .. }: Operator<Operate>,
    State(market): State<Selling>,
    mut body: Fields,
) -> Made<ReconciliationOut> {
    let asked = read_asked(&mut body, &market, visit.zone());
    let given = body.maybe_paragraphs("report", MOST_BYTES);
    let asked = asked.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let bytes = if given.is_empty() { ask_provider(&market, &asked).await } else { Some(given.into_bytes()) };
    let report = bytes.and_then(|bytes| Report::read(&bytes).ok());
    let report = report.ok_or_else(|| body.refused("report", "refused-not-a-report"))?;
    let id = make(&market, &visit, asked, "", report).await?;
    Ok((StatusCode::CREATED, shown(&market, id).await?))
}

async fn shown(market: &Market, id: ReconciliationId) -> Answer<ReconciliationOut> {
    let look = async move |tx: &mut Tx| {
        let Some(made) = find(tx, id).await? else { return Ok(None) };
        Ok(Some(out(made, lines(tx, id, 0, 1_000).await?)))
    };
    Ok(Json(market.find(look).await?))
}

/// One comparison with what did not agree.
#[utoipa::path(get, path = "/operator/reconciliations/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = ReconciliationOut), (status = 404)))]
async fn show(
    Operator { market, .. }: Operator<Operate>,
    Path(id): Path<ReconciliationId>,
) -> Answer<ReconciliationOut> {
    shown(&market, id).await
}
