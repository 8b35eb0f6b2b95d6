use axum::{body::Body, http::Request};
use kernel::Timestamp;
use platform::jobs::Failure;
use tower::ServiceExt;

use super::{DeliverNotice, Message, SIGNATURE};
use crate::Selling;

pub async fn deliver_notice(market: Selling, now: Timestamp, job: DeliverNotice) -> Result<(), Failure> {
    let message = Message { id: job.event, r#type: job.r#type, reference: job.reference };
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
