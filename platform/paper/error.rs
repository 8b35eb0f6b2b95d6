use axum::http::StatusCode;

use super::MissingFont;
use crate::web::Problem;

/// Why a paper could not be made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PaperError {
    #[error(transparent)]
    Font(#[from] MissingFont),
    #[error("too many papers are being printed")]
    Busy,
    #[error("the paper could not be set: {0}")]
    Set(String),
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::Font(missing) => {
                tracing::error!(%missing, "a paper cannot be printed");
                let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem-no-fonts");
                problem.detail = Some(missing.to_string());
                problem
            }
            PaperError::Busy => Self::busy(),
            PaperError::Set(_) => Self::broken(error),
        }
    }
}
