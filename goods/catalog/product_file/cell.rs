//! What a file says about one thing: nothing, that there is none, or what it is.

/// One cell of the file, read.
///
/// A file that lacks a column says nothing about it, and the shop keeps what it has. An empty cell in a
/// column that is there says that there is none, and what the shop has is cleared. The two must never be
/// confused: a seller who uploads prices only would lose all descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cell<T> {
    /// The file has no such column: keep.
    #[default]
    Missing,
    /// The column is there and the cell is empty: clear.
    Empty,
    Value(T),
}

impl<T> Cell<T> {
    /// The value, if the file gives one.
    pub fn value(self) -> Option<T> {
        match self {
            Cell::Value(value) => Some(value),
            Cell::Missing | Cell::Empty => None,
        }
    }

    pub const fn as_ref(&self) -> Cell<&T> {
        match self {
            Cell::Value(value) => Cell::Value(value),
            Cell::Empty => Cell::Empty,
            Cell::Missing => Cell::Missing,
        }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Cell::Value(value) => Cell::Value(change(value)),
            Cell::Empty => Cell::Empty,
            Cell::Missing => Cell::Missing,
        }
    }

    /// What the shop has after the file was read, if it had `old` before.
    pub fn over(self, old: Option<T>) -> Option<T> {
        match self {
            Cell::Value(value) => Some(value),
            Cell::Empty => None,
            Cell::Missing => old,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_column_keeps_and_an_empty_cell_clears() {
        assert_eq!(Cell::Missing.over(Some(1)), Some(1));
        assert_eq!(Cell::Empty.over(Some(1)), None);
        assert_eq!(Cell::Value(2).over(Some(1)), Some(2));
        assert_eq!(Cell::Value(2).over(None), Some(2));
    }
}
