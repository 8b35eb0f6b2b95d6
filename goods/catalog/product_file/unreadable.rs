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
    #[error("the file is no table but {what}; save it as CSV")]
    IsA { what: &'static str },
}

/// What files begin with that are no tables, and what they are.
const BEGINNINGS: [(&[u8], &str); 11] = [
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"<!DOCTYPE html", "web-page"),
    (b"<!doctype html", "web-page"),
    (b"<html", "web-page"),
    (b"{\\rtf", "document"),
];

impl Unreadable {
    /// The key of the sentence in the translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Unreadable::Empty => "empty",
            Unreadable::TooManyBytes { .. } => "too-many-bytes",
            Unreadable::TooManyColumns { .. } => "too-many-columns",
            Unreadable::TooManyRows { .. } => "too-many-rows",
            Unreadable::NotProducts => "not-products",
            Unreadable::IsA { .. } => "is-a",
        }
    }

    /// What a file is when it is something else than text.
    pub fn of(bytes: &[u8]) -> Option<Unreadable> {
        let begin = bytes.trim_ascii_start();
        let found = BEGINNINGS.iter().find(|(beginning, _)| begin.starts_with(beginning));
        let json = || matches!(begin, [b'{', ..] | [b'[', b'{', ..]).then_some("json");
        found.map(|it| it.1).or_else(json).map(|what| Unreadable::IsA { what })
    }
}
