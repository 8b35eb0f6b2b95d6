use platform::{db::DbError, web::Problem};

use super::engine::EngineError;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Store(#[from] DbError),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("another process of this node keeps its index")]
    Busy,
    #[error("the search was given up")]
    Ended,
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error.into(),
            error @ (SearchError::Engine(_) | SearchError::Busy | SearchError::Ended) => {
                DbError::Engine(error.to_string().into()).into()
            }
        }
    }
}
