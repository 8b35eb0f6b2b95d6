//! Texts on the operator's desk, the folder of a demo, and where a gateway reports.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use kernel::days;
use platform::{
    db::{DbError, Tx},
    mail::{Spool, Spooled},
    sessions,
    sms::{Report, Texter},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Routes},
};

use super::{Text, TextState, numbers, report, store};
use crate::{market::Market, visit::Visit};

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/operator/texts", index)
        .get("/demo/texts", demo)
        .get("/texts/reports/{secret}", reported_by_query)
        .post("/texts/reports/{secret}", reported)
}

#[derive(Template)]
#[template(path = "texts/views/index.html")]
struct TextsPage {
    shell: Shell,
    current: &'static str,
    texts: Vec<Text>,
    older: String,
    /// How texts go out: the last part of the key of its words.
    way: &'static str,
    sent: i64,
    most: u32,
    /// Whether reports are read.
    has_reports: bool,
}

impl TextsPage {
    fn tone(&self, text: &Text) -> &'static str {
        use TextState::{Delivered, Gone, OverCap, Refused, Sent, Stale, Undelivered, Waiting};
        match text.state {
            Delivered => "good",
            Sent | Waiting => "info",
            Undelivered | Refused | OverCap => "bad",
            Stale | Gone => "warn",
        }
    }
}

/// `GET /operator/texts`: what was sent, without words and numbers.
async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let (now, limit) = (visit.now, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let texts = store::list(tx, paging.before, limit).await?;
        Ok::<_, DbError>((texts, store::count_all(tx, now - days(1)).await?))
    };
    let (texts, sent) = market.db.read(look).await?;
    let (texts, older) = paging.cut(texts, |last| last.id.get());
    let way = match market.texter {
        Texter::Gateway(_) => "gateway",
        Texter::Spool(_) => "spool",
        Texter::Nobody => "nobody",
    };
    let (most, has_reports) = (market.rules().count(numbers::ALL), market.config.sms.report_secret.is_some());
    let shell = visit.shell("operator");
    views::page(&TextsPage { shell, current: "texts", texts, older, way, sent, most, has_reports })
}

#[derive(Template)]
#[template(path = "texts/views/demo.html")]
struct DemoPage {
    shell: Shell,
    texts: Vec<(String, Spooled)>,
    older: String,
}

/// The folder, in a demo market only: elsewhere a text is its reader's alone.
fn spool(market: &Market) -> Result<&Spool, Problem> {
    market.texter.spool().filter(|_| market.config.demo).ok_or_else(Problem::not_found)
}

/// `GET /demo/texts`
async fn demo(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (before, limit) = (paging.asked.value("before"), paging.limit.and_one_more());
    let texts = spool(&market)?.list(before, limit).await.map_err(Problem::broken)?;
    let (texts, older) = paging.cut(texts, |(name, _)| name.clone());
    views::page(&DemoPage { shell: visit.shell(""), texts, older })
}

/// What a gateway says of a text. Whoever does not know the secret finds nothing here.
async fn take_report(market: &Market, secret: &str, fields: &Fields) -> Result<StatusCode, Problem> {
    let ours = market.config.sms.report_secret.as_deref().ok_or_else(Problem::not_found)?;
    // Hashes, so that the time it takes tells nothing.
    if sessions::hash(ours) != sessions::hash(secret) {
        return Err(Problem::not_found());
    }
    let Some(told) = Report::read(fields) else { return Err(Problem::invalid(fields)) };
    let now = market.now();
    market.db.write(async move |tx: &mut Tx| report(tx, now, &told).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /texts/reports/{secret}`
async fn reported(
    State(market): State<Market>,
    Path(secret): Path<String>,
    fields: Fields,
) -> Result<StatusCode, Problem> {
    take_report(&market, &secret, &fields).await
}

/// `GET /texts/reports/{secret}?id=…&status=…`: as some gateways report.
async fn reported_by_query(
    State(market): State<Market>,
    Path(secret): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<StatusCode, Problem> {
    take_report(&market, &secret, &Fields::from_query(&query.unwrap_or_default())).await
}
