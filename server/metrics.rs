//! `GET /metrics`, for a Prometheus on the same machine.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use commons::Commons;
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
    metrics::{Kind, Text, resident_bytes},
    web::Problem,
};
use selling::orders::{self, OrderStage};

/// What a proxy adds to a request that it passes on.
const FORWARDED: [&str; 4] = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"];

/// What is counted from the tables, so that it is the same in every process of a market.
struct Counted {
    due: i64,
    running: i64,
    failed: i64,
    purchases: i64,
    orders: Vec<(OrderStage, i64)>,
}

impl Counted {
    async fn read(tx: &mut Tx, now: Timestamp) -> Result<Self, DbError> {
        Ok(Self {
            due: jobs::count_waiting(tx, now).await?,
            running: jobs::count_running(tx, now).await?,
            failed: jobs::count_failed(tx).await?,
            purchases: orders::count_purchases(tx).await?,
            orders: orders::count_all_by_state(tx).await?,
        })
    }
}

/// Only who sits at this machine and did not come through a proxy may read the figures.
pub fn is_local(from: Option<IpAddr>, headers: &HeaderMap) -> bool {
    from.is_some_and(|from| from.to_canonical().is_loopback())
        && !FORWARDED.iter().any(|name| headers.contains_key(*name))
}

pub async fn show(State(market): State<Commons>, request: Request) -> Result<Response, Problem> {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(from)| from.ip());
    if !is_local(from, request.headers()) {
        return Err(Problem::not_found());
    }
    drop(request);
    let now = market.now();
    let counted = market.db.report(async move |tx: &mut Tx| Counted::read(tx, now).await).await?;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], write(&market, &counted)).into_response())
}

fn write(market: &Commons, counted: &Counted) -> String {
    let mut text = Text::default();
    let engine = if market.db.is_server() { "postgresql" } else { "sqlite" };
    text.family("jishi_build_info", Kind::Gauge, "What runs here.");
    text.sample("jishi_build_info", &[("version", env!("CARGO_PKG_VERSION")), ("engine", engine)], 1);
    if let Some(bytes) = resident_bytes() {
        text.single("process_resident_memory_bytes", Kind::Gauge, "Memory of this process in RAM.", bytes);
    }
    market.metrics.write(&mut text);
    let help = "Acts refused because too many waited for the embedded database.";
    text.single("jishi_db_refused_total", Kind::Counter, help, market.db.refused());
    text.single("jishi_jobs_due", Kind::Gauge, "Jobs that should have run by now.", counted.due);
    text.single("jishi_jobs_running", Kind::Gauge, "Jobs under way.", counted.running);
    text.single("jishi_jobs_failed", Kind::Gauge, "Jobs given up until somebody looks.", counted.failed);
    let help = "Mails that this process has handed on.";
    text.single("jishi_mails_total", Kind::Counter, help, market.mailer.handed_on());
    text.single("jishi_purchases_total", Kind::Counter, "Purchases placed.", counted.purchases);
    text.family("jishi_orders", Kind::Gauge, "Orders by state.");
    for &state in OrderStage::ALL {
        let count = counted.orders.iter().find(|(have, _)| *have == state).map_or(0, |(_, count)| *count);
        text.sample("jishi_orders", &[("state", state.name())], count);
    }
    text.finish()
}
