//! A page of a long list, by its address: what is asked for, where the page begins, where the list goes on.

use std::{convert::Infallible, fmt::Display};

use axum::{
    extract::FromRequestParts,
    http::{Uri, request::Parts},
};
use kernel::Limit;

use super::Fields;

/// What a list is asked for by its address. The page begins before the key that `before` names, or at the newest;
/// the addresses of other pages keep everything else that was asked for.
#[derive(Clone, Debug)]
pub struct Paging {
    path: String,
    pub asked: Fields,
    /// Where the address names no key, before every key: at the newest.
    pub before: i64,
    pub limit: Limit,
}

/// Where a page begins, and what was said there once: both are of one page only.
const OF_ONE_PAGE: [&str; 3] = ["before", "after", "done"];

impl Paging {
    fn of(uri: &Uri) -> Self {
        let asked = Fields::from_query(uri.query().unwrap_or_default());
        let before = asked.value("before").trim().parse().ok().filter(|key| *key >= 1);
        Self { asked, before: before.unwrap_or(i64::MAX), ..Self::first(uri.path()) }
    }

    /// The first page of the list at `path`, to be shown at another address: with a form that was refused.
    pub fn first(path: impl Into<String>) -> Self {
        Self { path: path.into(), asked: Fields::default(), before: i64::MAX, limit: Limit::DEFAULT }
    }

    /// The address of the list with some things asked otherwise; an empty value is asked no more.
    pub fn address(&self, change: &[(&str, &str)]) -> String {
        let changed = |name: &str| change.iter().find(|(changed, _)| *changed == name);
        let kept = self.asked.pairs().filter(|(name, _)| !OF_ONE_PAGE.contains(name));
        let kept = kept.map(|(name, value)| *changed(name).unwrap_or(&(name, value)));
        let is_new = |name: &str| OF_ONE_PAGE.contains(&name) || !self.asked.has(name);
        let added = change.iter().copied().filter(|(name, _)| is_new(name));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept.chain(added).filter(|(_, value)| !value.is_empty()));
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// Keep one page of rows that were read with [`Limit::and_one_more`], and the address of the next page, empty if
    /// there is none.
    pub fn cut<T, K: Display>(&self, rows: Vec<T>, key: impl FnOnce(&T) -> K) -> (Vec<T>, String) {
        self.cut_by(rows, |last| [("before", key(last).to_string())])
    }

    /// The same for a list whose place has another name, or more than one part.
    pub fn cut_by<T, const N: usize>(
        &self,
        mut rows: Vec<T>,
        place: impl FnOnce(&T) -> [(&'static str, String); N],
    ) -> (Vec<T>, String) {
        let has_more = self.limit.cut(&mut rows);
        let Some(last) = rows.last().filter(|_| has_more) else { return (rows, String::new()) };
        let place = place(last);
        let next = self.address(&place.each_ref().map(|(name, key)| (*name, key.as_str())));
        (rows, next)
    }
}

impl<S: Sync> FromRequestParts<S> for Paging {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Paging {
        Paging { limit: Limit::new(3), ..Paging::of(&address.parse().unwrap()) }
    }

    fn cut(address: &str, rows: &[i64]) -> (Vec<i64>, String) {
        at(address).cut(rows.to_vec(), |row| *row)
    }

    #[test]
    fn the_one_more_is_not_shown_but_leads_to_the_next_page() {
        assert_eq!(cut("/orders", &[]), (vec![], String::new()));
        assert_eq!(cut("/orders", &[9, 8, 7]), (vec![9, 8, 7], String::new()));
        assert_eq!(cut("/orders", &[9, 8, 7, 6]), (vec![9, 8, 7], "/orders?before=7".to_owned()));
        let (rows, next) = at("/talk").cut_by(vec![4, 3, 2, 1], |row| [("at", row.to_string())]);
        assert_eq!((rows, next.as_str()), (vec![4, 3, 2], "/talk?at=2"));
    }

    #[test]
    fn a_page_begins_where_the_address_says() {
        for (address, before) in [
            ("/orders?before=7", 7),
            ("/orders?before=+7+", 7),
            ("/orders", i64::MAX),
            ("/orders?before=", i64::MAX),
            ("/orders?before=x", i64::MAX),
            ("/orders?before=0", i64::MAX),
            ("/orders?before=-3", i64::MAX),
            ("/orders?before=9223372036854775808", i64::MAX),
        ] {
            assert_eq!(at(address).before, before, "{address}");
        }
        assert_eq!((Paging::first("/orders").before, Paging::first("/orders").limit.get()), (i64::MAX, 24));
    }

    #[test]
    fn the_next_page_keeps_what_was_asked_for() {
        let next = |address| cut(address, &[9, 8, 7, 6]).1;
        assert_eq!(next("/x?state=paid&before=12"), "/x?state=paid&before=7");
        assert_eq!(next("/x?q=a%26b+%E7%9A%AE&state="), "/x?q=a%26b+%E7%9A%AE&before=7");
        assert_eq!(next("/x?done=done-saved&after=zz&tag=a&tag=b"), "/x?tag=a&tag=b&before=7");
    }

    #[test]
    fn an_address_with_something_asked_otherwise_begins_anew() {
        let paging = at("/shops?kind=studio&country=JP&before=12");
        assert_eq!(paging.address(&[]), "/shops?kind=studio&country=JP");
        assert_eq!(paging.address(&[("kind", "museum")]), "/shops?kind=museum&country=JP");
        assert_eq!(paging.address(&[("kind", ""), ("q", "tea")]), "/shops?country=JP&q=tea");
        assert_eq!(at("/shops").address(&[("kind", "")]), "/shops");
    }
}
