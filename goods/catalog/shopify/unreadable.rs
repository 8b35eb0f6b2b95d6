/// Why nothing at all could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than {max} bytes")]
    TooManyBytes { max: usize },
    #[error("the file has more than {max} columns")]
    TooManyColumns { max: usize },
    #[error("the file has more than {max} rows")]
    TooManyRows { max: usize },
    #[error("the first row is not the head of a product file: it names neither a handle nor a title")]
    NotProducts,
}

impl Unreadable {
    /// The key of the sentence in the translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Unreadable::Empty => "empty",
            Unreadable::TooManyBytes { .. } => "too-many-bytes",
            Unreadable::TooManyColumns { .. } => "too-many-columns",
            Unreadable::TooManyRows { .. } => "too-many-rows",
            Unreadable::NotProducts => "not-products",
        }
    }
}
