//! The lines of a check-list.

use kernel::words;

words! {
    /// What one line asks for.
    Check {
        Shop = "shop", Photo = "photo", Title = "title", Story = "story", Price = "price", Delivery = "delivery",
        Open = "open", Listed = "listed", Sold = "sold", Checked = "checked", Planned = "planned", Things = "things",
        Consent = "consent", OnAir = "on-air", SoldLive = "sold-live",
    }
}

/// A line, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub check: Check,
    pub is_done: bool,
    /// Where it is done; empty while a line before it must be done first.
    pub path: String,
}

impl Line {
    pub fn new(check: Check, is_done: bool, path: impl Into<String>) -> Self {
        Self { check, is_done, path: path.into() }
    }
}

#[derive(Clone, Debug)]
pub struct CheckList {
    pub lines: Vec<Line>,
}

impl CheckList {
    pub fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.is_done).count()
    }

    pub fn is_done(&self) -> bool {
        self.done() == self.lines.len()
    }

    /// Whether a line is the first that is left to do.
    pub fn is_next(&self, line: &Line) -> bool {
        self.lines.iter().find(|line| !line.is_done).is_some_and(|next| next == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_is_left_is_next() {
        let line = |check, is_done| Line::new(check, is_done, "/desk");
        let mut list = CheckList {
            lines: vec![line(Check::Shop, true), line(Check::Photo, false), line(Check::Title, false)],
        };
        assert_eq!((list.done(), list.is_done()), (1, false));
        assert!(
            list.is_next(&list.lines[1]) && !list.is_next(&list.lines[0]) && !list.is_next(&list.lines[2])
        );
        list.lines.truncate(1);
        assert!(list.is_done() && !list.is_next(&list.lines[0]));
    }
}
