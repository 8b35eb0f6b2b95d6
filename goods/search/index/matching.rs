//! Ordering and cutting what was gathered.

use std::sync::Arc;

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
    /// In thousandths; compared within one query only.
    pub score: i64,
    /// Whether it has only a part of what was asked for.
    pub is_partial: bool,
}

/// What every listing that fits whole is ahead of those that fit in part.
const WHOLE: i64 = 1_000_000_000;

/// One page of ids.
pub struct Cut {
    pub items: Vec<ListingId>,
    /// How many of them fit whole; those that fit in part follow.
    pub whole: usize,
    pub older: Option<Cursor>,
    pub newer: Option<Cursor>,
}

impl Candidate {
    /// What it is ordered by; the smaller comes first.
    pub fn key(&self, sort: Sort) -> (i64, i64) {
        let newest = -self.id.number();
        let score = if self.is_partial { self.score } else { self.score.saturating_add(WHOLE) };
        match sort {
            Sort::Fitting => (-score, newest),
            Sort::Newest => (newest, newest),
            Sort::Cheapest => (self.price_minor, newest),
            Sort::Dearest => (-self.price_minor, newest),
        }
    }
}

/// The page that a query asks for.
pub fn page(mut candidates: Vec<Candidate>, query: &Query) -> Cut {
    candidates.sort_by_key(|candidate| candidate.key(query.sort));
    let limit = usize::try_from(query.limit.get()).unwrap_or_default();
    let passed = |cursor: Cursor, is_passed: fn((i64, i64), (i64, i64)) -> bool| {
        let at = match cursor {
            Cursor::Two(first, second) => (first, second),
            Cursor::One(first) => (first, i64::MAX),
        };
        candidates.iter().take_while(|candidate| is_passed(candidate.key(query.sort), at)).count()
    };
    let start = match query.place {
        PageStart::Start => 0,
        PageStart::After(cursor) => passed(cursor, |key, at| key <= at),
        PageStart::Before(cursor) => passed(cursor, |key, at| key < at).saturating_sub(limit),
    };
    let shown = candidates.get(start..).unwrap_or_default();
    let shown = shown.get(..limit).unwrap_or(shown);
    let cursor = |candidate: &Candidate| {
        let (first, second) = candidate.key(query.sort);
        Cursor::Two(first, second)
    };
    Cut {
        items: shown.iter().map(|candidate| candidate.id).collect(),
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

    fn candidate(number: i64, is_partial: bool) -> Candidate {
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
        let id = ListingId::new(ShopId::new(1), number);
        Candidate { id, cell: Arc::new(cell), price_minor: number * 100, score: 0, is_partial }
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
        };
        let numbers = |cut: &Cut| cut.items.iter().map(|id| id.number()).collect::<Vec<_>>();
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
