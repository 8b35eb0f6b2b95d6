//! Rates for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
};
use kernel::{Conversion, Currency, Day};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Doubtful, KnownRate, Look, Looked, Verdict, list_newest,
    pages::{MOST_BYTES, read_file},
    reload, take,
    take::look_at,
};
use crate::{
    accounts::scopes::Operate,
    caller::Operator,
    calls,
    market::Market,
    one_of::{CurrencyCode, word_of},
    visit::Visit,
    wire::{Answer, List},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .merge(OpenApiRouter::new().routes(calls!(take_in)).layer(DefaultBodyLimit::max(4 * MOST_BYTES)))
}

/// What one unit of a currency is in another, as a bank said it.
#[derive(Serialize, ToSchema)]
pub struct RateOut {
    #[schema(value_type = CurrencyCode)]
    base: &'static str,
    #[schema(value_type = CurrencyCode)]
    quote: &'static str,
    /// Exact decimal text.
    #[schema(example = "7.8213")]
    rate: String,
    #[schema(example = "2026-11-30")]
    day: String,
    source: String,
    /// Older than a week.
    is_old: bool,
}

/// Of every pair the last rate that is known, not older than a year.
#[utoipa::path(get, path = "/rates", tag = "rates", responses((status = 200, body = List<RateOut>)))]
async fn list(State(market): State<Market>, visit: Visit) -> Answer<List<RateOut>> {
    const LISTED_DAYS: i64 = 366;
    let today = Day::of(visit.now);
    let after = Day::from_number(today.number() - LISTED_DAYS);
    let known = market.read(async move |tx: &mut Tx| list_newest(tx, today.next(), after).await).await?;
    let out = |KnownRate { quoted, source, .. }: KnownRate| RateOut {
        base: quoted.base.code(),
        quote: quoted.quote.code(),
        rate: quoted.rate.decimal(),
        day: quoted.day.to_string(),
        source,
        is_old: today.since(quoted.day) > Conversion::FRESH_DAYS,
    };
    Ok(Json(List { items: known.into_iter().map(out).collect(), next: None }))
}

/// A file of rates.
#[derive(ToSchema)]
pub struct RatesIn {
    /// CSV: a rate a row with the columns `date,base,quote,rate,source`, or a day a row as the European Central Bank
    /// writes it.
    pub csv: String,
    /// Who says it, where the file names nobody.
    pub source: Option<String>,
    /// `true` takes doubtful rates as well: another is kept for the day, it leaps, or the pair seems swapped.
    pub doubtful: Option<bool>,
    /// `true` only looks: nothing is kept.
    pub preview: Option<bool>,
}

/// What becomes of one rate of a file.
#[derive(Serialize, ToSchema)]
pub struct RateRowOut {
    line: u64,
    base: String,
    quote: String,
    day: String,
    rate: String,
    source: String,
    #[schema(schema_with = word_of::<Verdict>)]
    verdict: &'static str,
    /// What is kept for that day, or for the day before it, where that is why it is doubtful.
    was: Option<String>,
}

impl From<Looked> for RateRowOut {
    fn from(row: Looked) -> Self {
        let was = row.was.map(|was| was.rate.decimal());
        let line = row.line;
        Self {
            line: line.line,
            base: line.base,
            quote: line.quote,
            day: line.day,
            rate: line.rate,
            source: line.source,
            verdict: row.verdict.name(),
            was,
        }
    }
}

/// Working days without a rate.
#[derive(Serialize, ToSchema)]
pub struct RateGapOut {
    after: String,
    before: String,
    workdays: i64,
    /// `EUR/CNY` …
    pairs: Vec<String>,
}

/// A pair that the last days had and the file has not.
#[derive(Serialize, ToSchema)]
pub struct RateAbsentOut {
    #[schema(example = "EUR/INR")]
    pair: String,
    last: String,
}

#[derive(Serialize, ToSchema)]
pub struct RatesReportOut {
    /// Everything that the file says was known already.
    is_nothing_new: bool,
    rows: Vec<RateRowOut>,
    gaps: Vec<RateGapOut>,
    absent: Vec<RateAbsentOut>,
}

impl From<Look> for RatesReportOut {
    fn from(look: Look) -> Self {
        let pair = |(base, quote): (Currency, Currency)| format!("{base}/{quote}");
        Self {
            is_nothing_new: look.is_nothing_new(),
            gaps: look
                .gaps
                .into_iter()
                .map(|gap| RateGapOut {
                    after: gap.after.to_string(),
                    before: gap.before.to_string(),
                    workdays: gap.workdays,
                    pairs: gap.pairs.into_iter().map(pair).collect(),
                })
                .collect(),
            absent: look
                .absent
                .into_iter()
                .map(|it| RateAbsentOut { pair: pair(it.pair), last: it.last.to_string() })
                .collect(),
            rows: look.rows.into_iter().map(Into::into).collect(),
        }
    }
}

/// Take a file of rates, or look at what it would change. A bad row is named and costs that row.
#[utoipa::path(post, path = "/operator/rates", tag = "operator", request_body = RatesIn,
    responses((status = 200, body = RatesReportOut), (status = 422, description = "some fields were refused")))]
async fn take_in(
    Operator { by, now, market, .. }: Operator<Operate>,
    mut body: Fields,
) -> Answer<RatesReportOut> {
    let doubtful = if body.yes_or_no("doubtful") { Doubtful::Take } else { Doubtful::Leave };
    let is_preview = body.yes_or_no("preview");
    let file = read_file(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    if is_preview {
        let look = market.read(async move |tx: &mut Tx| Ok(look_at(tx, now, &file).await?.0)).await?;
        return Ok(Json(look.into()));
    }
    let look = market.write(async move |tx: &mut Tx| take(tx, &by, now, &file, doubtful).await).await?;
    reload(&market).await?;
    Ok(Json(look.into()))
}
