use axum::{body::Body, http::Request};
use kernel::Timestamp;
use platform::jobs::{Failure, Job};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use super::{Message, SIGNATURE};
use crate::market::Market;

/// Tell the market what became of a charge: a signed request to its webhook route, again until it says 2xx.
#[derive(Serialize, Deserialize)]
pub struct DeliverNotice {
    pub event: String,
    pub reference: String,
    pub r#type: String,
}

impl Job for DeliverNotice {
    const KIND: &'static str = "sandbox.deliver_notice";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let message = Message { id: self.event, r#type: self.r#type, reference: self.reference };
        let body = serde_json::to_vec(&message).map_err(|error| Failure(error.to_string()))?;
        let signature = SIGNATURE.sign(&market.config.webhook_secret, now, &body);
        let request = Request::post("/webhooks/sandbox")
            .header(SIGNATURE.header, signature)
            .header("content-type", "application/json")
            .body(Body::from(body))
            .map_err(|error| Failure(error.to_string()))?;
        let router = market.loopback().ok_or_else(|| Failure("the market is not serving yet".into()))?;
        let response = router.oneshot(request).await.map_err(|error| Failure(error.to_string()))?;
        if response.status().is_success() {
            return Ok(());
        }
        Err(Failure(format!("the webhook was answered {}", response.status())))
    }
}
