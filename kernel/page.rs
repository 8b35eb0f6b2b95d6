//! Long lists, a page at a time.
//!
//! A page begins *after* the last thing seen, never at a count of things to skip: a page deep in the list
//! costs the same as the first, and nothing is shown twice when something new arrives on top.

use crate::base32;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// One page of a list, and where the next one begins if there is more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<Cursor>,
}

/// The place in a list after which the next page begins: the sort key of the last thing shown, and its id
/// when the sort key is not unique.
///
/// People and programs treat it as an opaque word. It holds no secret and grants nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cursor {
    One(i64),
    Two(i64, i64),
}

/// The text is not a place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct NotACursor;

/// How many things a page shows: from 1 to 100, usually 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "i64")]
pub struct Limit(u8);

impl<T> Page<T> {
    /// Make a page of rows that were read with [`Limit::and_one_more`]: the one more is not shown, it only
    /// tells that there is a next page.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> Cursor) -> Page<T> {
        let has_more = limit.cut(&mut rows);
        let next = if has_more { rows.last().map(cursor) } else { None };
        Page { items: rows, next }
    }

    /// The same page with each thing shown as something else.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

impl Limit {
    pub const DEFAULT: Limit = Limit(24);
    const MOST: u8 = 100;

    /// The nearest number between 1 and 100.
    pub fn new(count: i64) -> Limit {
        Limit(u8::try_from(count.clamp(1, i64::from(Limit::MOST))).unwrap_or(Limit::MOST))
    }

    /// Read a number and take the nearest that is allowed; what is not a number means the usual 24.
    pub fn parse(text: &str) -> Limit {
        text.trim().parse().map_or(Limit::DEFAULT, Limit::new)
    }

    pub const fn get(self) -> i64 {
        self.0 as i64
    }

    /// What the statement's `LIMIT` gets, see [`Limit::cut`].
    pub const fn and_one_more(self) -> i64 {
        self.get() + 1
    }

    /// Keep one page of rows that were read with one more; whether there was one more.
    pub fn cut<T>(self, rows: &mut Vec<T>) -> bool {
        let has_more = rows.len() > usize::from(self.0);
        rows.truncate(usize::from(self.0));
        has_more
    }
}

impl Default for Limit {
    fn default() -> Limit {
        Limit::DEFAULT
    }
}

impl From<i64> for Limit {
    fn from(count: i64) -> Limit {
        Limit::new(count)
    }
}

const WIDTH: usize = 13;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Cursor::One(first) => base32::write(f, first.cast_unsigned(), 13),
            Cursor::Two(first, second) => {
                base32::write(f, first.cast_unsigned(), 13)?;
                base32::write(f, second.cast_unsigned(), 13)
            }
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = NotACursor;
    fn from_str(text: &str) -> Result<Cursor, NotACursor> {
        let key = |part: &[u8]| base32::read(part, WIDTH).map(u64::cast_signed).ok_or(NotACursor);
        match text.as_bytes().split_at_checked(WIDTH) {
            Some((first, [])) => Ok(Cursor::One(key(first)?)),
            Some((first, second)) => Ok(Cursor::Two(key(first)?, key(second)?)),
            None => Err(NotACursor),
        }
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Cursor, D::Error> {
        crate::wire::text(from, "the cursor of an earlier page", str::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_limit_is_always_within_reach() {
        let table = [("", 24), ("abc", 24), ("0", 1), ("-5", 1), ("50", 50), (" 7 ", 7), ("1000", 100)];
        for (text, count) in table {
            assert_eq!(Limit::parse(text).get(), count, "{text}");
        }
        assert_eq!(serde_json::from_str::<Limit>("250").unwrap().get(), 100);
        assert_eq!(Limit::default().and_one_more(), 25);
    }

    #[test]
    fn the_one_more_is_not_shown_but_makes_a_next_page() {
        let limit = Limit::new(2);
        let cursor = |row: &i64| Cursor::One(*row);
        assert_eq!(
            Page::cut(vec![9, 8, 7], limit, cursor),
            Page { items: vec![9, 8], next: Some(Cursor::One(8)) }
        );
        assert_eq!(Page::cut(vec![9, 8], limit, cursor).next, None);
        assert_eq!(Page::cut(Vec::new(), limit, cursor).next, None);
        assert_eq!(Page::cut(vec![1, 2, 3], limit, cursor).map(|it| it * 10).items, [10, 20]);
    }

    #[test]
    fn a_made_up_cursor_is_refused() {
        for text in
            ["", "1", "000000000000", "00000000000000", "000000000000u", "gggggggggggggg", "é000000000000"]
        {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_cursor_survives_its_text(first: i64, second: Option<i64>) {
            let cursor = second.map_or(Cursor::One(first), |second| Cursor::Two(first, second));
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
            let json = serde_json::to_string(&cursor).unwrap();
            prop_assert_eq!(serde_json::from_str::<Cursor>(&json).unwrap(), cursor);
        }
    }
}
