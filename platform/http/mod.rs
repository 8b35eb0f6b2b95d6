//! Asking other servers, over TLS where they have it.
//!
//! **Promises.** Nothing is waited for longer than half a minute, and no answer is read beyond a megabyte. Redirects are
//! not followed: whom we ask is configuration.

use std::time::Duration;

use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

const PATIENCE: Duration = Duration::from_secs(30);
const MOST_BYTES: usize = 1 << 20;

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct HttpError(pub String);

/// Asks other servers.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Http {
    /// With the certificates that the system trusts.
    pub fn open() -> Result<Self, HttpError> {
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|error| HttpError(format!("the system's certificates cannot be read: {error}")))?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector) })
    }

    pub async fn ask(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let told = |error: &dyn std::fmt::Display| HttpError(error.to_string());
        let answer = async {
            let answer = self.client.request(request.map(Full::new)).await.map_err(|error| told(&error))?;
            let (parts, body) = answer.into_parts();
            let body = Limited::new(body, MOST_BYTES).collect().await.map_err(|error| told(&error))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        };
        tokio::time::timeout(PATIENCE, answer).await.map_err(|_| HttpError("no answer in time".into()))?
    }
}
