//! Where a list of the API goes on, and how much of it is asked for: `cursor` and `limit`, the same for all of them.

use axum::{extract::FromRequestParts, http::request::Parts};
use kernel::{Cursor, Limit};
use platform::web::{Fields, Problem};
use utoipa::{
    IntoParams,
    openapi::{
        ObjectBuilder, Type,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

use crate::wire::List;

/// A place in a list: the key of the last thing that was shown. Programs see it as a word and give it back.
pub trait Place: Sized {
    fn read(cursor: &str) -> Option<Self>;
    fn write(self) -> String;
}

impl Place for i64 {
    fn read(cursor: &str) -> Option<Self> {
        match cursor.parse() {
            Ok(Cursor::One(key)) => Some(key),
            Ok(Cursor::Two(..)) | Err(_) => None,
        }
    }

    fn write(self) -> String {
        Cursor::One(self).to_string()
    }
}

impl Place for (i64, i64) {
    fn read(cursor: &str) -> Option<Self> {
        match cursor.parse() {
            Ok(Cursor::Two(first, second)) => Some((first, second)),
            Ok(Cursor::One(_)) | Err(_) => None,
        }
    }

    fn write(self) -> String {
        Cursor::Two(self.0, self.1).to_string()
    }
}

/// Either of them, in a list that is sorted in more than one way.
impl Place for Cursor {
    fn read(cursor: &str) -> Option<Self> {
        cursor.parse().ok()
    }

    fn write(self) -> String {
        self.to_string()
    }
}

/// A word, in a list that is sorted by it.
impl Place for String {
    fn read(cursor: &str) -> Option<Self> {
        let is_word = cursor.len() <= MOST_LETTERS && !cursor.contains(char::is_control);
        is_word.then(|| cursor.to_owned())
    }

    fn write(self) -> String {
        self
    }
}

const MOST_LETTERS: usize = 60;

/// What a call asks of a list that goes on. `from` is where the page before ended.
#[derive(Clone, Copy, Debug)]
pub struct Seek<K = i64> {
    pub from: Option<K>,
    pub limit: Limit,
}

impl Seek {
    /// What the keys of the page are below, where the newest come first.
    pub fn before(self) -> i64 {
        self.from.unwrap_or(i64::MAX)
    }

    /// What the keys of the page are above, where the oldest come first.
    pub fn after(self) -> i64 {
        self.from.unwrap_or(0)
    }
}

impl<K: Place> Seek<K> {
    fn of(query: &str) -> Result<Self, Problem> {
        let mut asked = Fields::from_query(query);
        let from = if asked.value("cursor").is_empty() { None } else { asked.parsed("cursor", K::read) };
        asked.check()?;
        Ok(Self { from, limit: Limit::parse(asked.value("limit")) })
    }

    /// How many rows to read: those of a page and one more, which tells whether there is another page.
    pub fn rows(&self) -> i64 {
        self.limit.and_one_more()
    }

    /// The page of what was read, and where it ends.
    pub fn page<T>(&self, mut rows: Vec<T>, key: impl FnOnce(&T) -> K) -> List<T> {
        let most = usize::try_from(self.limit.get()).unwrap_or_default();
        let has_more = rows.len() > most;
        rows.truncate(most);
        let next = rows.last().filter(|_| has_more).map(|last| key(last).write());
        List { items: rows, next }
    }
}

impl<K: Place, State: Sync> FromRequestParts<State> for Seek<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        Self::of(parts.uri.query().unwrap_or_default())
    }
}

impl<K> IntoParams for Seek<K> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = |name, about: &str, schema: ObjectBuilder| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(about))
                .schema(Some(schema))
                .build()
        };
        let whole = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(100));
        vec![
            parameter("cursor", "`next` of the page before", ObjectBuilder::new().schema_type(Type::String)),
            parameter("limit", "how many; 24 unless given", whole.default(Some(24.into()))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<K: Place>(query: &str) -> Option<Option<K>> {
        Seek::<K>::of(query).ok().map(|seek| seek.from)
    }

    #[test]
    fn a_page_ends_with_the_word_that_the_next_one_begins_with() {
        let seek = Seek::<i64>::of("limit=2").unwrap();
        assert_eq!((seek.rows(), seek.before(), seek.after()), (3, i64::MAX, 0));
        let page = seek.page(vec![9, 8, 7], |key| *key);
        assert_eq!(page.items, [9, 8]);
        let next = page.next.unwrap();
        assert_eq!(read(&format!("cursor={next}")), Some(Some(8_i64)));
        assert_eq!(seek.page(vec![7, 6], |key| *key).next, None);
        assert_eq!(read(&format!("cursor={}", (5_i64, 3_i64).write())), Some(Some((5_i64, 3_i64))));
        assert_eq!(read("cursor=7KQ2"), Some(Some("7KQ2".to_owned())));
    }

    #[test]
    fn a_word_that_is_no_place_in_the_list_is_refused() {
        for query in ["cursor=x", "cursor=12", "cursor=00000000000080000000000003"] {
            assert_eq!(read::<i64>(query), None, "{query}");
        }
        assert_eq!(read::<(i64, i64)>("cursor=0000000000008"), None);
        assert_eq!(read::<String>("cursor=a%00b"), None);
        assert_eq!(read::<i64>("cursor=&limit=x"), Some(None));
    }
}
