//! Matching, ordering and cutting what the rarest word brought up.

use kernel::Cursor;

use crate::{
    catalog::ListingId,
    search::query::{Cell, PageStart, Query, Sort},
};

/// What a word counts by where it stands: title; tags and craft; shop and place; body.
const WEIGHTS: [i64; 4] = [8, 4, 2, 1];

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub word: String,
    /// Whether a longer word that begins like it matches too.
    pub is_begun: bool,
}

/// A listing that has one word of the query and may have the others.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub id: ListingId,
    pub cell: Cell,
    pub price_minor: i64,
    /// As [`Document::kept_words`](crate::search::Document::kept_words) wrote them.
    pub words: String,
    pub score: i64,
}

/// One page of ids.
pub struct Cut {
    pub items: Vec<ListingId>,
    pub older: Option<Cursor>,
    pub newer: Option<Cursor>,
}

impl Candidate {
    /// The candidate with its score, if it has every word. A whole word counts twice as much as a begun one.
    pub fn matched(mut self, tokens: &[Token]) -> Option<Self> {
        for token in tokens {
            self.score += weight(&self.words, token)?;
        }
        Some(self)
    }

    /// What it is ordered by; the smaller comes first.
    fn key(&self, sort: Sort) -> (i64, i64) {
        let newest = -self.id.number();
        match sort {
            Sort::Fitting => (-self.score, newest),
            Sort::Newest => (newest, newest),
            Sort::Cheapest => (self.price_minor, newest),
            Sort::Dearest => (-self.price_minor, newest),
        }
    }
}

fn weight(words: &str, token: &Token) -> Option<i64> {
    let whole = format!(" {} ", token.word);
    let begun = format!(" {}", token.word);
    words.lines().zip(WEIGHTS).find_map(|(line, weight)| {
        if line.contains(&whole) {
            Some(2 * weight)
        } else {
            (token.is_begun && line.contains(&begun)).then_some(weight)
        }
    })
}

/// The page that a query asks for, and how many there are in all.
pub fn page(mut candidates: Vec<Candidate>, query: &Query) -> (Cut, i64) {
    candidates.retain(|candidate| query.filter.admits(&candidate.cell));
    candidates.sort_by_key(|candidate| candidate.key(query.sort));
    let total = i64::try_from(candidates.len()).unwrap_or(i64::MAX);
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
    let cut = Cut {
        items: shown.iter().map(|candidate| candidate.id).collect(),
        newer: shown.first().filter(|_| start > 0).map(cursor),
        older: shown.last().filter(|_| start + limit < candidates.len()).map(cursor),
    };
    (cut, total)
}

#[cfg(test)]
mod tests {
    use kernel::{Limit, ShopId};

    use super::*;
    use crate::search::Filter;

    fn candidate(number: i64, words: &str) -> Candidate {
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
        Candidate { id, cell, price_minor: number * 100, words: words.to_owned(), score: 0 }
    }

    fn token(word: &str, is_begun: bool) -> Token {
        Token { word: word.into(), is_begun }
    }

    #[test]
    fn all_words_must_match_and_the_title_counts_most() {
        let words = " leather satchel \n brown \n  \n tea leatherwork ";
        let score = |tokens: &[Token]| candidate(1, words).matched(tokens).map(|candidate| candidate.score);
        assert_eq!(score(&[token("leather", false)]), Some(16));
        assert_eq!(score(&[token("satch", true)]), Some(8));
        assert_eq!(score(&[token("satch", false)]), None);
        assert_eq!(score(&[token("leather", false), token("tea", true)]), Some(18));
        assert_eq!(score(&[token("leather", false), token("green", false)]), None);
    }

    #[test]
    fn pages_lead_forth_and_back_without_a_gap() {
        let all: Vec<Candidate> = (1..=7).map(|number| candidate(number, "")).collect();
        let mut query = Query {
            words: String::new(),
            filter: Filter::default(),
            sort: Sort::Newest,
            place: PageStart::Start,
            limit: Limit::new(3),
        };
        let numbers = |cut: &Cut| cut.items.iter().map(|id| id.number()).collect::<Vec<_>>();
        let (first, total) = page(all.clone(), &query);
        assert_eq!((numbers(&first), total, first.newer), (vec![7, 6, 5], 7, None));
        query.place = PageStart::After(first.older.unwrap());
        let (second, _) = page(all.clone(), &query);
        assert_eq!(numbers(&second), [4, 3, 2]);
        query.place = PageStart::After(second.older.unwrap());
        let (third, _) = page(all.clone(), &query);
        assert_eq!((numbers(&third), third.older), (vec![1], None));
        query.place = PageStart::Before(third.newer.unwrap());
        assert_eq!(numbers(&page(all, &query).0), [4, 3, 2]);
    }
}
