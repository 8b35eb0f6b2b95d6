//! What a Prometheus server is told: how many requests, how long they took, and whatever else is counted.
//!
//! **Promises.** Counting costs a few atomic additions and one shared lock a request. The number of series is
//! bounded: routes are counted by their pattern, never by the address that was asked for.
//!
//! **Not here.** Who may read it, and what is counted from the tables: that is the server's.

mod pages;
mod text;

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use kernel::Clock;

pub use pages::Pages;
pub use text::{Kind, Text, seconds};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "other"];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// Upper ends of the duration buckets; what is slower is in the last one, without an end.
const BUCKETS_MICROS: [u64; 11] =
    [500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000];
/// Where requests are counted that no route took.
const UNMATCHED: &str = "unmatched";

/// The counters of one process.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    clock: Clock,
    routes: RwLock<HashMap<String, Arc<Route>>>,
    pages: Pages,
}

#[derive(Default)]
struct Route([Series; METHODS.len()]);

/// One method of one route.
#[derive(Default)]
struct Series {
    by_class: [AtomicU64; CLASSES.len()],
    buckets: [AtomicU64; BUCKETS_MICROS.len() + 1],
    total_micros: AtomicU64,
}

impl Series {
    fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BUCKETS_MICROS.partition_point(|end| *end < micros);
        let one_more = |counter: Option<&AtomicU64>| counter.map(|it| it.fetch_add(1, Ordering::Relaxed));
        one_more(self.by_class.get(class));
        one_more(self.buckets.get(bucket));
        self.total_micros.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Metrics {
    pub fn new(clock: Clock) -> Self {
        Self(Arc::new(Inner { clock, routes: RwLock::default(), pages: Pages::default() }))
    }

    /// How pages that many read were come by.
    pub fn pages(&self) -> &Pages {
        &self.0.pages
    }

    fn count(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let place = METHODS.iter().position(|name| *name == method.as_str()).unwrap_or(METHODS.len() - 1);
        if let Some(series) = self.route(route).0.get(place) {
            series.count(status, took);
        }
    }

    fn route(&self, route: &str) -> Arc<Route> {
        let routes = self.0.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = routes.get(route) {
            return known.clone();
        }
        drop(routes);
        let mut routes = self.0.routes.write().unwrap_or_else(PoisonError::into_inner);
        routes.entry(route.to_owned()).or_default().clone()
    }

    /// Write the requests down, in the order of their routes.
    pub fn write(&self, text: &mut Text) {
        self.0.pages.write(text);
        let routes = self.0.routes.read().unwrap_or_else(PoisonError::into_inner);
        let mut routes: Vec<(String, Arc<Route>)> =
            routes.iter().map(|(name, route)| (name.clone(), route.clone())).collect();
        routes.sort_by(|(left, _), (right, _)| left.cmp(right));
        let seen: Vec<(&str, &str, &Series)> = routes
            .iter()
            .flat_map(|(name, route)| {
                METHODS.iter().zip(&route.0).map(|(method, series)| (name.as_str(), *method, series))
            })
            .filter(|(_, _, series)| series.by_class.iter().any(|count| count.load(Ordering::Relaxed) > 0))
            .collect();
        text.family("jishi_http_requests_total", Kind::Counter, "Requests answered.");
        for (route, method, series) in &seen {
            for (class, count) in CLASSES.iter().zip(&series.by_class) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    let labels = [("method", *method), ("route", *route), ("status", *class)];
                    text.sample("jishi_http_requests_total", &labels, count);
                }
            }
        }
        let name = "jishi_http_request_duration_seconds";
        text.family(name, Kind::Histogram, "Time from the head of a request to the head of its answer.");
        for (route, method, series) in seen {
            let labels = [("method", method), ("route", route)];
            let buckets: Vec<u64> =
                series.buckets.iter().map(|count| count.load(Ordering::Relaxed)).collect();
            text.histogram(
                name,
                &labels,
                &BUCKETS_MICROS,
                &buckets,
                series.total_micros.load(Ordering::Relaxed),
            );
        }
    }
}

/// Count every request by the pattern of its route.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let since = metrics.0.clock.now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let took = metrics.0.clock.now().since(since);
    metrics.count(&method, route.as_ref().map_or(UNMATCHED, MatchedPath::as_str), response.status(), took);
    response
}

/// Memory of this process that is in RAM, in bytes; nothing where there is no `/proc`.
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_class_and_buckets_add_up() {
        let metrics = Metrics::new(Clock::mock(Timestamp::from_micros(0)));
        let took = |micros| Duration::from_micros(micros);
        metrics.count(&Method::GET, "/listings/{id}", StatusCode::OK, took(400));
        metrics.count(&Method::GET, "/listings/{id}", StatusCode::NOT_FOUND, took(500));
        metrics.count(&Method::POST, "/cart", StatusCode::SEE_OTHER, took(9_000_000));
        let mut text = Text::default();
        metrics.write(&mut text);
        let text = text.finish();
        for line in [
            r#"jishi_http_requests_total{method="GET",route="/listings/{id}",status="2xx"} 1"#,
            r#"jishi_http_requests_total{method="GET",route="/listings/{id}",status="4xx"} 1"#,
            r#"jishi_http_request_duration_seconds_bucket{method="GET",route="/listings/{id}",le="0.0005"} 2"#,
            r#"jishi_http_request_duration_seconds_bucket{method="POST",route="/cart",le="5"} 0"#,
            r#"jishi_http_request_duration_seconds_bucket{method="POST",route="/cart",le="+Inf"} 1"#,
            r#"jishi_http_request_duration_seconds_sum{method="POST",route="/cart"} 9"#,
            r#"jishi_http_request_duration_seconds_count{method="GET",route="/listings/{id}"} 2"#,
        ] {
            assert!(text.lines().any(|have| have == line), "{line} is not in\n{text}");
        }
    }
}
