//! Asking addresses that a visitor or a shop names.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::http::{Request, Response, Uri};
use bytes::Bytes;

use super::{Http, HttpError, Reach};

/// Asks public addresses over TLS, and the origins that the operator has named besides.
#[derive(Clone)]
pub struct Outside {
    reach: Reach,
    patience: Duration,
    /// Opened when it is first needed: a market starts where the system trusts no certificates.
    http: Arc<OnceLock<Http>>,
}

impl Outside {
    /// `origins` are asked though they are not public.
    pub fn new(origins: &[String], patience: Duration) -> Self {
        Self { reach: Reach::Public { except: origins.to_vec() }, patience, http: Arc::default() }
    }

    /// Whether an address would be asked; what its name means is looked at when it is.
    pub fn includes(&self, uri: &Uri) -> bool {
        self.reach.includes(uri)
    }

    pub async fn ask(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        self.http()?.ask(request).await
    }

    fn http(&self) -> Result<&Http, HttpError> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let opened = Http::within(self.reach.clone(), self.patience)?;
        Ok(self.http.get_or_init(|| opened))
    }
}
