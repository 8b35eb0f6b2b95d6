//! Asking other servers, over TLS where they have it, and signing what is sent to them.
//!
//! **Promises.** Nothing is waited for longer than half a minute, and no answer is read beyond a megabyte, or what a
//! [`Fetcher`] is given. Redirects are followed by a fetcher alone, each looked at as the first address was. Whom we ask
//! is configuration; where a visitor names the address, only public ones are asked, looked at when the connection is
//! made, so that a name cannot mean another address by then.

mod dial;
mod fetch;
mod outside;
mod reach;
mod signed;

use std::time::Duration;

use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

pub use dial::{Dial, DialError, Dialled};
pub use fetch::{FetchError, Fetcher};
pub use outside::Outside;
use reach::Names;
pub use reach::Reach;
pub use signed::{SigningSecret, seconds};

const PATIENCE: Duration = Duration::from_secs(30);
const MOST_BYTES: usize = 1 << 20;

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct HttpError(pub String);

/// Asks other servers.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpsConnector<HttpConnector<Names>>, Full<Bytes>>,
    reach: Reach,
    patience: Duration,
}

impl Http {
    /// With the certificates that the system trusts.
    pub fn open() -> Result<Self, HttpError> {
        Self::within(Reach::Anywhere, PATIENCE)
    }

    /// The same, but only so far and for so long.
    pub fn within(reach: Reach, patience: Duration) -> Result<Self, HttpError> {
        let mut connector = HttpConnector::new_with_resolver(Names(reach.clone()));
        connector.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|error| HttpError(format!("the system's certificates cannot be read: {error}")))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector), reach, patience })
    }

    pub async fn ask(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        if !self.reach.includes(request.uri()) {
            return Err(HttpError("this address is not asked".into()));
        }
        let told = |error: &dyn std::fmt::Display| HttpError(error.to_string());
        let answer = async {
            let answer = self.client.request(request.map(Full::new)).await.map_err(|error| told(&error))?;
            let (parts, body) = answer.into_parts();
            let body = Limited::new(body, MOST_BYTES).collect().await.map_err(|error| told(&error))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        };
        tokio::time::timeout(self.patience, answer)
            .await
            .map_err(|_| HttpError("no answer in time".into()))?
    }
}
