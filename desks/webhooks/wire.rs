//! Endpoints and deliveries, for programs.

use people::{
    one_of::{one_of, word_of},
    wire::time,
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{ArrayBuilder, RefOr, Schema},
};

use super::{Attempt, Delivery, DeliveryStage, Endpoint, EndpointStage, EventKind};

/// The kinds that an endpoint can hear, to the description.
pub fn kinds() -> RefOr<Schema> {
    ArrayBuilder::new().items(one_of(EventKind::all().into_iter().map(EventKind::name))).build().into()
}

/// Where a program is told of what happens.
#[derive(Serialize, ToSchema)]
pub struct EndpointOut {
    id: String,
    url: String,
    /// What it hears.
    #[schema(schema_with = kinds)]
    kinds: Vec<String>,
    /// Signs what is sent, as Standard Webhooks has it.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: String,
    /// RFC 3339: until when the secret before this one signs as well.
    former_until: Option<String>,
    #[schema(schema_with = word_of::<EndpointStage>)]
    state: &'static str,
    /// RFC 3339: since when it has taken nothing; none while deliveries arrive.
    failing_since: Option<String>,
    created_at: String,
}

impl From<Endpoint> for EndpointOut {
    fn from(endpoint: Endpoint) -> Self {
        Self {
            id: endpoint.id.to_string(),
            kinds: endpoint.kinds.iter().map(|kind| kind.name()).collect(),
            secret: endpoint.secret.reveal(),
            former_until: endpoint.former.map(|(_, until)| time(until)),
            state: endpoint.state.name(),
            failing_since: endpoint.failing_since.map(time),
            created_at: time(endpoint.created_at),
            url: endpoint.url,
        }
    }
}

/// One event on its way to an endpoint.
#[derive(Serialize, ToSchema)]
pub struct DeliveryOut {
    id: String,
    /// The `webhook-id` that it is sent with.
    message: String,
    #[schema(example = "order.paid")]
    kind: String,
    /// As it is sent.
    body: String,
    #[schema(schema_with = word_of::<DeliveryStage>)]
    state: &'static str,
    /// The newest first.
    attempts: Vec<WebhookAttemptOut>,
    created_at: String,
}

impl From<(Delivery, Vec<Attempt>)> for DeliveryOut {
    fn from((delivery, attempts): (Delivery, Vec<Attempt>)) -> Self {
        Self {
            id: delivery.id.to_string(),
            message: delivery.message_id(),
            kind: delivery.kind.name(),
            state: delivery.state.name(),
            attempts: attempts.into_iter().map(WebhookAttemptOut::from).collect(),
            created_at: time(delivery.created_at),
            body: delivery.body,
        }
    }
}

/// One attempt at a delivery.
#[derive(Serialize, ToSchema)]
pub struct WebhookAttemptOut {
    /// Of the answer; none when there was none.
    status: Option<i64>,
    /// How the answer begins, or why there was none.
    answer: String,
    at: String,
}

impl From<Attempt> for WebhookAttemptOut {
    fn from(attempt: Attempt) -> Self {
        Self { status: attempt.status, answer: attempt.answer, at: time(attempt.at) }
    }
}
