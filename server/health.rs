//! `GET /health`: whether the market can keep what it is told.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use commons::Commons;
use platform::health;
use tokio::{sync::Mutex, time::Instant};

/// An answer that is so old is good enough: whoever asks more often writes nothing.
const FRESH: Duration = Duration::from_secs(2);
#[derive(Clone)]
pub struct Health {
    market: Commons,
    last: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Health {
    pub fn new(market: &Commons) -> Self {
        Self { market: market.clone(), last: Arc::default() }
    }

    async fn is_good(&self) -> bool {
        let mut last = self.last.lock().await;
        if let Some((at, is_good)) = *last
            && at.elapsed() < FRESH
        {
            return is_good;
        }
        let written = match health::write_row(&self.market.db, self.market.now()).await {
            Ok(()) => health::write_file(self.market.files.root()).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = &written {
            tracing::error!(error, "health check failed");
        }
        *last = Some((Instant::now(), written.is_ok()));
        written.is_ok()
    }
}

pub async fn show(State(health): State<Health>) -> Response {
    if health.is_good().await {
        return "ok\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
}
