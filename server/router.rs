//! Pages, API and assets under one roof, with the guards in front.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, FromRef},
    http::{HeaderValue, StatusCode, header},
    middleware,
};
use commons::Commons;
use people::{
    asked, edge,
    kept::{self, Kept},
    market::Market,
    once::once,
};
use platform::web::{Problem, assets, bodies, guard, linger, proxy};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    timeout::TimeoutLayer,
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    description::DESCRIBED,
    health::{self, Health},
    metrics, wiring,
};

/// A form or an API body; uploads have a limit of their own.
const MOST_BYTES: usize = 1 << 20;

/// Every page there is: method and path.
pub fn list_pages() -> Vec<(&'static str, &'static str)> {
    let mut all = wiring::list_pages();
    all.extend(crate::demo::roles::routes().list());
    all
}

/// How often pages that many read are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// Once, and kept until they change.
    Kept,
    /// For each reader.
    MadeForEach,
}

/// The finished router; the sandbox gateway calls the market on a copy of it.
pub fn router(market: &Commons) -> Router {
    let router = of(market, Pages::Kept);
    market.serve_loopback(router.clone());
    router
}

/// The router of a market.
pub fn of(market: &Commons, how: Pages) -> Router {
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    let ground = Market::from_ref(market);
    let (api, _) = OpenApiRouter::new().nest("/api/v1", wiring::api(market)).split_for_parts();
    let api = api
        .route("/api/v1/openapi.json", axum::routing::get(async move || (json, DESCRIBED.json.as_str())))
        .route("/api/{*rest}", axum::routing::any(async || Problem::not_found()))
        .layer(middleware::from_fn_with_state(ground.clone(), once))
        .layer(middleware::from_fn(bodies))
        .layer(middleware::from_fn_with_state(&DESCRIBED.asked, asked::check))
        .layer(middleware::from_fn_with_state(ground.clone(), edge::api));
    let pages = wiring::pages(market)
        .merge(crate::demo::roles::routes().with_state(ground.clone()))
        .into_router()
        .fallback(async || Problem::not_found())
        .layer(Extension(DESCRIBED.reference.clone()))
        .layer(middleware::from_fn(bodies))
        .layer(middleware::from_fn_with_state(ground.clone(), edge::pages));
    let kept = match how {
        Pages::Kept => Arc::new(Kept::new(ground)),
        Pages::MadeForEach => Arc::new(Kept::nothing(ground)),
    };
    // What a camera sends is as small as it can be.
    let packed = DefaultPredicate::new().and(NotForContentType::const_new("video/"));
    let scheme = if market.config.is_secure() { guard::Scheme::Https } else { guard::Scheme::Http };
    Router::new()
        .merge(pages)
        .merge(api)
        .route("/health", axum::routing::get(health::show).with_state(Health::new(market)))
        .route("/push-worker.js", axum::routing::get(assets::worker))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(kept, kept::keep))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(middleware::from_fn_with_state(market.config.proxies.clone(), proxy::unwrap_proxies))
        .layer(middleware::from_fn(linger))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(60)))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(packed))
        .route("/assets/{file}", axum::routing::get(assets::show))
        .route("/metrics", axum::routing::get(metrics::show).with_state(market.clone()))
        .layer(middleware::from_fn_with_state(market.metrics.clone(), platform::metrics::count))
        .layer(middleware::from_fn_with_state(scheme, guard::headers))
}
