//! What a reader is told when a request cannot be served: an HTML page or RFC 9457 JSON, by route.

use std::{collections::BTreeMap, io};

use axum::{
    body::Body,
    extract::multipart::{MultipartError, MultipartRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Forbidden, Lifecycle, Refused};
use serde::Serialize;
use utoipa::ToSchema;

use super::Refusal;
use crate::{db::DbError, i18n::Text};

/// A refusal at the edge. The text is found by `code` in the reader's language.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// Key of the text, and the last part of the RFC 9457 `type`.
    pub code: &'static str,
    /// What only a programmer needs: where the JSON broke off.
    pub detail: Option<String>,
    pub fields: BTreeMap<String, Refusal>,
    pub retry_after_seconds: Option<u32>,
}

/// What is wrong, as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
pub struct ProblemOut {
    #[schema(example = "/problems/invalid")]
    r#type: String,
    /// In the reader's language.
    title: String,
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What only a programmer needs: where the JSON broke off.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// What was refused of what was sent, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldErrorOut>,
}

/// A field or a parameter that was refused.
#[derive(Serialize, ToSchema)]
pub struct FieldErrorOut {
    /// Its path in the JSON, such as `variants.0.price`, or the name of the parameter; `body` for all of it.
    field: String,
    #[schema(example = "not-a-choice")]
    code: &'static str,
    /// In the reader's language.
    message: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, detail: None, fields: BTreeMap::new(), retry_after_seconds: None }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "problem-not-found")
    }

    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "problem-forbidden")
    }

    /// The visitor must sign in first; pages send them there and back.
    pub fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "problem-sign-in")
    }

    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "problem-too-large")
    }

    pub fn malformed(detail: impl Into<String>) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "problem-malformed");
        problem.detail = Some(detail.into());
        problem
    }

    /// An upload broke off, was not one, or was too large.
    pub fn of_multipart(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            _ => Self::malformed(error.body_text()),
        }
    }

    /// The request was understood and the state of things forbids it.
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    pub fn too_many(retry_after_seconds: u32) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "problem-too-many");
        problem.retry_after_seconds = Some(retry_after_seconds);
        problem
    }

    pub fn busy() -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem-busy");
        problem.retry_after_seconds = Some(1);
        problem
    }

    /// There is no room left on the disk, which is nobody's fault who asks.
    pub fn full() -> Self {
        tracing::error!("the disk is full");
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem-full");
        problem.retry_after_seconds = Some(60);
        problem
    }

    /// Something of ours broke. The cause goes to the log, not to the reader.
    pub fn broken(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "problem-broken")
    }

    /// The problem as RFC 9457 JSON.
    pub fn as_json(&self, text: &Text) -> Response {
        let errors = self.fields.iter().map(|(field, refusal)| FieldErrorOut {
            field: field.clone(),
            code: refusal.code.trim_start_matches("refused-"),
            message: refusal.words(text),
        });
        let body = ProblemOut {
            r#type: format!("/problems/{}", self.code.trim_start_matches("problem-")),
            title: text.get(self.code).to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            errors: errors.collect(),
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        self.respond("application/problem+json", body)
    }

    /// The problem with a body that was rendered for it.
    pub fn respond(&self, content_type: &'static str, body: impl Into<Body>) -> Response {
        let mut response = Response::new(body.into());
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Overloaded => Self::busy(),
            DbError::Full => Self::full(),
            DbError::Sum => Self::conflict("problem-sum"),
            DbError::Raced | DbError::Retry | DbError::Unique => Self::conflict("problem-raced"),
            DbError::Engine(_)
            | DbError::Corrupt { .. }
            | DbError::Waited
            | DbError::OverBudget
            | DbError::Panicked
            | DbError::Closed => Self::broken(error),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::full(),
            _ => Self::broken(error),
        }
    }
}

/// The body is no form with files.
impl From<MultipartRejection> for Problem {
    fn from(rejection: MultipartRejection) -> Self {
        Self::malformed(rejection.body_text())
    }
}

impl<S: Lifecycle> From<Refused<S>> for Problem {
    fn from(_: Refused<S>) -> Self {
        Self::conflict(S::PROBLEM)
    }
}

impl From<Forbidden> for Problem {
    fn from(_: Forbidden) -> Self {
        Self::forbidden()
    }
}

impl IntoResponse for Problem {
    /// Leaves the problem on an empty response; the router's edge renders it as a page or as JSON.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Texts};

    #[test]
    fn a_busy_market_says_when_to_come_back() {
        let problem = Problem::from(DbError::Overloaded);
        for answer in [problem.as_json(&Texts::load().of(Lang::English)), problem.respond("text/html", "")] {
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(answer.headers().get(header::RETRY_AFTER).map(HeaderValue::as_bytes), Some(&b"1"[..]));
        }
    }
}
