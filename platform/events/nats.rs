//! The bridge between the processes of one market: every event goes to all of them over one subject.

use async_nats::ConnectOptions;
use futures_util::StreamExt;
use tokio::sync::mpsc;

use super::{Event, Hub};

/// One market to a NATS server, or to an account of one.
const SUBJECT: &str = "jishi.events";

#[derive(Debug, thiserror::Error)]
#[error("the NATS server cannot be used: {0}")]
pub struct BridgeError(String);

/// Join the hubs of all processes that use the same NATS server.
///
/// What is told while the server cannot be reached stays in this process; listeners elsewhere find the rows when they
/// next look.
pub async fn bridge(hub: &Hub, url: &str) -> Result<(), BridgeError> {
    let failed = |error: &dyn std::fmt::Display| BridgeError(error.to_string());
    let options = ConnectOptions::new().name("jishi").no_echo();
    let client = options.connect(url).await.map_err(|error| failed(&error))?;
    let mut heard = client.subscribe(SUBJECT).await.map_err(|error| failed(&error))?;
    // The server knows of the subscription before anybody is served.
    client.flush().await.map_err(|error| failed(&error))?;
    let (sender, mut told) = mpsc::unbounded_channel::<Event>();
    if hub.0.others.set(sender).is_err() {
        return Err(BridgeError("this process has a bridge already".into()));
    }
    tokio::spawn(async move {
        while let Some(event) = told.recv().await {
            let Ok(body) = serde_json::to_vec(&event) else { continue };
            if let Err(error) = client.publish(SUBJECT, body.into()).await {
                tracing::warn!(%error, "an event stayed in this process");
            }
        }
    });
    let hub = hub.clone();
    tokio::spawn(async move {
        while let Some(message) = heard.next().await {
            match serde_json::from_slice(&message.payload) {
                Ok(event) => hub.deliver(event),
                Err(error) => tracing::warn!(%error, "an event of another process cannot be read"),
            }
        }
    });
    Ok(())
}
