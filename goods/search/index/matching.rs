//! Ordering and cutting what was gathered.

use std::{collections::HashMap, sync::Arc};

use kernel::Cursor;

use crate::{
    catalog::ListingId,
    search::query::{Cell, PageStart, Query, Sort},
};

/// A listing that matches.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: ListingId,
    pub cell: Arc<Cell>,
    pub price_minor: i64,
    /// What its words are worth, in thousandths; compared within one query only.
    pub score: i64,
    /// What signals add to it or take from it.
    pub added: i64,
    /// What a place for new shops adds.
    pub new_shop: i64,
    /// Kilometres from the reader, where that was asked; the furthest where nobody knows.
    pub distance: i64,
    /// Whether it has only a part of what was asked for.
    pub is_partial: bool,
}

/// What every listing that fits whole is ahead of those that fit in part.
const WHOLE: i64 = 1_000_000_000;

/// One page of ids.
pub struct Cut {
    pub items: Vec<Candidate>,
    /// How many of them fit whole; those that fit in part follow.
    pub whole: usize,
    pub older: Option<Cursor>,
    pub newer: Option<Cursor>,
}

impl Candidate {
    /// What it is worth in all.
    pub fn sum(&self) -> i64 {
        self.score + self.added + self.new_shop
    }

    /// What the best fit is ordered by; the smaller comes first.
    pub fn key(&self) -> (i64, i64) {
        let whole = if self.is_partial { 0 } else { WHOLE };
        (-self.sum().saturating_add(whole), -self.id.number())
    }

    /// What it is ordered by.
    pub fn key_by(&self, sort: Sort) -> (i64, i64) {
        let newest = -self.id.number();
        match sort {
            Sort::Fitting => self.key(),
            Sort::Newest => (newest, newest),
            Sort::Cheapest => (self.price_minor, newest),
            Sort::Dearest => (-self.price_minor, newest),
            Sort::Near => (self.distance, newest),
        }
    }
}

/// Listings of one craft after which another is due, where somebody asks for ideas.
const ALIKE: i64 = 2;
/// What the next ones are worth less, in hundredths, and at least.
const LESS: i64 = 10;
const LEAST: i64 = 50;

/// Let things of several crafts come among the first: ten teapots are one idea.
pub fn vary(candidates: &mut [Candidate]) {
    candidates.sort_by_key(Candidate::key);
    let mut seen: HashMap<String, i64> = HashMap::new();
    for candidate in candidates.iter_mut().filter(|candidate| !candidate.is_partial) {
        let before = seen.entry(candidate.cell.craft.clone()).or_default();
        candidate.score = candidate.score * (100 - LESS * (*before / ALIKE)).max(LEAST) / 100;
        *before += 1;
    }
}

/// The page that a query asks for.
pub fn page(mut candidates: Vec<Candidate>, query: &Query) -> Cut {
    candidates.sort_by_key(|candidate| candidate.key_by(query.sort));
    let limit = usize::try_from(query.limit.get()).unwrap_or_default();
    let passed = |cursor: Cursor, is_passed: fn((i64, i64), (i64, i64)) -> bool| {
        let at = match cursor {
            Cursor::Two(first, second) => (first, second),
            Cursor::One(first) => (first, i64::MAX),
        };
        candidates.iter().take_while(|candidate| is_passed(candidate.key_by(query.sort), at)).count()
    };
    let start = match query.place {
        PageStart::Start => 0,
        PageStart::After(cursor) => passed(cursor, |key, at| key <= at),
        PageStart::Before(cursor) => passed(cursor, |key, at| key < at).saturating_sub(limit),
    };
    let shown = candidates.get(start..).unwrap_or_default();
    let shown = shown.get(..limit).unwrap_or(shown);
    let cursor = |candidate: &Candidate| {
        let (first, second) = candidate.key_by(query.sort);
        Cursor::Two(first, second)
    };
    Cut {
        items: shown.to_vec(),
        whole: shown.iter().filter(|candidate| !candidate.is_partial).count(),
        newer: shown.first().filter(|_| start > 0).map(cursor),
        older: shown.last().filter(|_| start + limit < candidates.len()).map(cursor),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Limit, ShopId};

    use super::*;
    use crate::search::Filter;

    impl Candidate {
        /// A listing of which nothing but its number is known.
        pub fn for_test(id: ListingId) -> Self {
            let cell = Cell {
                kind: "stock".into(),
                craft: String::new(),
                country: "CN".into(),
                region: String::new(),
                region_en: String::new(),
                currency: "CNY".into(),
                band: 0,
                listings: 1,
            };
            let (score, price_minor) = (0, 0);
            let cell = Arc::new(cell);
            Self { id, cell, price_minor, score, added: 0, new_shop: 0, distance: 0, is_partial: false }
        }
    }

    fn candidate(number: i64, is_partial: bool) -> Candidate {
        let id = ListingId::new(ShopId::new(1), number);
        Candidate { price_minor: number * 100, is_partial, ..Candidate::for_test(id) }
    }

    #[test]
    fn pages_lead_forth_and_back_without_a_gap() {
        let all: Vec<Candidate> = (1..=7).map(|number| candidate(number, number < 3)).collect();
        let mut query = Query {
            words: String::new(),
            filter: Filter::default(),
            sort: Sort::Fitting,
            place: PageStart::Start,
            limit: Limit::new(3),
            near: None,
        };
        let numbers = |cut: &Cut| cut.items.iter().map(|item| item.id.number()).collect::<Vec<_>>();
        let first = page(all.clone(), &query);
        assert_eq!((numbers(&first), first.whole, first.newer), (vec![7, 6, 5], 3, None));
        query.place = PageStart::After(first.older.unwrap());
        let second = page(all.clone(), &query);
        assert_eq!((numbers(&second), second.whole), (vec![4, 3, 2], 2));
        query.place = PageStart::After(second.older.unwrap());
        let third = page(all.clone(), &query);
        assert_eq!((numbers(&third), third.whole, third.older), (vec![1], 0, None));
        query.place = PageStart::Before(third.newer.unwrap());
        assert_eq!(numbers(&page(all, &query)), [4, 3, 2]);
    }
}
