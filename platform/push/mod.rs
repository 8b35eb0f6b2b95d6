//! Web Push: waking a browser whose page is closed, through the push service of its maker (RFC 8030).
//!
//! **Words.** A *subscriber* is a browser that may be woken: its push service's address for it, and its keys. *Our key*
//! is how push services know that it is always the same market that sends.
//!
//! **Promises.** What is sent can be read by that browser alone: it is encrypted to its key (RFC 8291), at a length that
//! tells little. Only `https` at public addresses is asked, so that nobody makes the market knock at doors inside its
//! own network; what the operator names in `JISHI_PUSH_ORIGINS` is believed as well.
//!
//! **Not here.** Whose browsers they are and when they are woken: `notifications`, and whoever has something to tell.

mod encrypt;
mod keys;
mod subscriber;
mod vapid;

use axum::http::{Request, StatusCode, Uri, header};
use bytes::Bytes;
use kernel::{Chance, Timestamp};

use crate::http::{HttpError, Outside};
pub use keys::{base64url, from_base64url};
pub use subscriber::Subscriber;
pub use vapid::OurKey;

/// Characters of a push service's address.
pub const MOST_ADDRESS: usize = 1_000;
/// Octets of what is sent, before encryption: push services take 4096 with everything around it.
const MOST_OCTETS: usize = 3_000;
/// What is sent is filled up to a multiple of this, so that its length tells little.
const STEP: usize = 256;
/// A push service that takes longer is asked again later.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
/// How long a push service keeps what it cannot deliver.
const KEPT_SECONDS: u64 = 86_400;

/// Why a subscriber is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSubscriber {
    #[error("the address is not one that is asked")]
    Endpoint,
    #[error("the key is not a key")]
    Key,
    #[error("the secret is not of the right length")]
    Auth,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Taken,
    /// The browser is not there any more.
    Gone,
    /// It will never be taken: too large, or the keys do not fit.
    Refused,
}

/// Sends to browsers, in the name of one market.
#[derive(Clone)]
pub struct Pusher {
    outside: Outside,
    key: OurKey,
    /// Whom push services turn to: `https://fair.example`.
    contact: String,
    chance: Chance,
}

impl Pusher {
    /// `origins` are asked though they are not public.
    pub fn new(key: OurKey, public_url: &str, origins: &[String], chance: Chance) -> Self {
        let contact = match public_url.strip_prefix("http://") {
            // A contact is an address by mail or on the Web with TLS.
            Some(host) => format!("mailto:market@{}", host.split([':', '/']).next().unwrap_or(host)),
            None => public_url.to_owned(),
        };
        Self { outside: Outside::new(origins, PATIENCE), key, contact, chance }
    }

    /// What browsers are told of our key, as base64url.
    pub fn public_key(&self) -> String {
        self.key.public()
    }

    /// Whether a browser may be woken: its address is one that is asked, and its keys are keys.
    pub fn check(&self, subscriber: &Subscriber) -> Result<(), BadSubscriber> {
        let is_long = subscriber.endpoint.len() > MOST_ADDRESS;
        let uri: Uri = subscriber.endpoint.parse().map_err(|_| BadSubscriber::Endpoint)?;
        if is_long || !self.outside.includes(&uri) {
            return Err(BadSubscriber::Endpoint);
        }
        if subscriber.auth.len() != 16 {
            return Err(BadSubscriber::Auth);
        }
        encrypt::read_keys(subscriber).map(drop).ok_or(BadSubscriber::Key)
    }

    /// Send a message. One about the same topic that is still on its way is replaced by it.
    pub async fn send(
        &self,
        now: Timestamp,
        to: &Subscriber,
        topic: &str,
        body: &[u8],
    ) -> Result<Sent, HttpError> {
        let Some(keys) = encrypt::read_keys(to).filter(|_| body.len() <= MOST_OCTETS) else {
            return Ok(Sent::Refused);
        };
        let uri: Uri = to.endpoint.parse().map_err(|_| HttpError("the address cannot be read".into()))?;
        let sealed = encrypt::seal(&keys, body, STEP, &keys::new_secret(&self.chance), self.chance.bytes())
            .ok_or_else(|| HttpError("the message cannot be encrypted".into()))?;
        let request = Request::post(&uri)
            .header(header::AUTHORIZATION, self.key.word(now, &uri, &self.contact))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", KEPT_SECONDS)
            .header("urgency", "high")
            .header("topic", short(topic))
            .body(Bytes::from(sealed))
            .map_err(|error| HttpError(error.to_string()))?;
        let status = self.outside.ask(request).await?.status();
        match status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Sent::Gone),
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::BAD_REQUEST => Ok(Sent::Refused),
            status if status.is_success() => Ok(Sent::Taken),
            status => Err(HttpError(format!("the push service answered {}", status.as_u16()))),
        }
    }
}

/// A topic as RFC 8030 has it: 32 characters that tell the push service nothing.
fn short(topic: &str) -> String {
    crate::sessions::hash(topic).chars().take(32).collect()
}
