//! Getting a file from an address that somebody has named, over redirects.

use std::{
    error::Error,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::http::{Request, StatusCode, Uri, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use url::Url;

use super::{Http, Reach, reach::OUT_OF_REACH};

/// For the whole way, with all redirects.
const PATIENCE: Duration = Duration::from_secs(30);
const MOST_REDIRECTS: usize = 5;

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("this is no address of a file")]
    BadAddress,
    #[error("this address is not asked: it is not public")]
    OutOfReach,
    #[error("there is no such file")]
    NotFound,
    #[error("the server does not give the file out")]
    Forbidden,
    #[error("the file is too large")]
    TooLarge,
    #[error("the address leads on and on")]
    TooManyRedirects,
    #[error("the server does not answer")]
    NoAnswer,
}

impl FetchError {
    /// The key of the sentence in the translations.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadAddress => "bad-address",
            Self::OutOfReach => "out-of-reach",
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::TooLarge => "too-many-bytes",
            Self::TooManyRedirects => "too-many-redirects",
            Self::NoAnswer => "no-answer",
        }
    }

    /// Whether it may be there later.
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::NoAnswer)
    }
}

/// Gets files from public addresses, and from the origins that the operator has named.
#[derive(Clone)]
pub struct Fetcher {
    reach: Reach,
    /// Opened when it is first needed: a market starts where the system trusts no certificates.
    http: Arc<OnceLock<Http>>,
}

enum Answer {
    File(Bytes),
    Elsewhere(Url),
}

impl Fetcher {
    /// `origins` are asked though they are not public.
    pub fn new(origins: &[String]) -> Self {
        Self { reach: Reach::Open { except: origins.to_vec() }, http: Arc::default() }
    }

    fn http(&self) -> Result<&Http, FetchError> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let opened = Http::within(self.reach.clone(), PATIENCE).map_err(|_| FetchError::NoAnswer)?;
        Ok(self.http.get_or_init(|| opened))
    }

    /// Get a file of `most` bytes at most.
    pub async fn fetch(&self, address: &str, most: usize) -> Result<Bytes, FetchError> {
        let walk = async {
            let mut url = Url::parse(address).map_err(|_| FetchError::BadAddress)?;
            for _ in 0..=MOST_REDIRECTS {
                match self.ask(&url, most).await? {
                    Answer::File(file) => return Ok(file),
                    Answer::Elsewhere(next) => url = next,
                }
            }
            Err(FetchError::TooManyRedirects)
        };
        tokio::time::timeout(PATIENCE, walk).await.map_err(|_| FetchError::NoAnswer)?
    }

    async fn ask(&self, url: &Url, most: usize) -> Result<Answer, FetchError> {
        let uri: Uri = url.as_str().parse().map_err(|_| FetchError::BadAddress)?;
        if !self.reach.includes(&uri) {
            return Err(FetchError::OutOfReach);
        }
        let request = Request::get(&uri)
            .header(header::USER_AGENT, "Jishi")
            .header(header::ACCEPT, "image/*")
            .body(Full::default())
            .map_err(|_| FetchError::BadAddress)?;
        let answer = self.http()?.client.request(request).await.map_err(|error| reason(&error))?;
        let (parts, body) = answer.into_parts();
        match parts.status {
            status if status.is_redirection() => {
                let location = parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
                let next = location.and_then(|to| url.join(to).ok()).ok_or(FetchError::BadAddress)?;
                Ok(Answer::Elsewhere(next))
            }
            status if status.is_success() => {
                let body = Limited::new(body, most).collect().await.map_err(|error| {
                    if error.is::<LengthLimitError>() { FetchError::TooLarge } else { FetchError::NoAnswer }
                })?;
                Ok(Answer::File(body.to_bytes()))
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(FetchError::NotFound),
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(FetchError::NoAnswer),
            status if status.is_client_error() => Err(FetchError::Forbidden),
            _ => Err(FetchError::NoAnswer),
        }
    }
}

/// A name that means no public address will not mean one later.
fn reason(error: &(dyn Error + 'static)) -> FetchError {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains(OUT_OF_REACH) {
            return FetchError::OutOfReach;
        }
        cause = error.source();
    }
    FetchError::NoAnswer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_inside_is_not_asked() {
        let fetcher = Fetcher::new(&[]);
        for (address, error) in [
            ("http://127.0.0.1/a.jpg", FetchError::OutOfReach),
            ("http://0x7f.1/a.jpg", FetchError::OutOfReach),
            ("http://169.254.169.254/", FetchError::OutOfReach),
            ("http://localhost/a.jpg", FetchError::OutOfReach),
            ("file:///etc/passwd", FetchError::BadAddress),
            ("not an address", FetchError::BadAddress),
        ] {
            assert_eq!(fetcher.fetch(address, 1).await, Err(error), "{address}");
        }
    }
}
