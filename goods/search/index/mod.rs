//! The index: all that the rest of the market knows of how finding works.
//!
//! This engine keeps its words in the market's own tables, so that an index can never disagree with a restored
//! backup. A query takes the rarest of its words, reads at most [`CANDIDATES`] of the newest listings that have it,
//! and matches, counts and sorts these in memory: about 10 ms at the cap, whatever the size of the market. Browsing
//! without words walks an index of the table and reads its counts from the cells.

mod facets;
mod matching;
mod store;

use kernel::{Cursor, ShopId};
use platform::{
    db::{DbError, Tx},
    i18n::Texts,
};

pub(super) use store::{applied, changes, move_reader, reader};
pub use store::{clear, read_head, set_head};

use self::matching::{Candidate, Token};
use super::{
    Document,
    query::{PageStart, Query, SearchResult, Sort},
    words::{Runs, is_run, split},
};
use crate::catalog::{Card, ListingId};

/// Listings that one query looks at.
pub const CANDIDATES: i64 = 2_000;
/// Places of a frequent word that are walked in search of a second word.
const WALK: i64 = 50_000;
/// How far words are counted to tell the rarest.
const COUNTED: i64 = 5_000;
/// Words that the beginning of one may stand for.
const ENDINGS: usize = 12;
/// Words of a query that count.
const MOST_TOKENS: usize = 12;

/// Finds listings.
#[derive(Clone)]
pub struct Index {
    pub(super) texts: Texts,
}

impl Index {
    pub fn new(texts: Texts) -> Self {
        Self { texts }
    }

    /// Have a listing found as it is now; `change` is the change that led to it.
    pub async fn put(&self, tx: &mut Tx, document: &Document, change: i64) -> Result<(), DbError> {
        store::put(tx, document, change).await
    }

    /// Have several listings found that were not in the index.
    pub async fn put_new(&self, tx: &mut Tx, documents: &[Document], change: i64) -> Result<(), DbError> {
        store::put_new(tx, documents, change).await
    }

    /// Have a listing found no more.
    pub async fn remove(&self, tx: &mut Tx, id: ListingId) -> Result<(), DbError> {
        store::remove(tx, id).await
    }

    /// Find what somebody looks for.
    pub async fn find(&self, tx: &mut Tx, query: &Query) -> Result<SearchResult, DbError> {
        let tokens = tokens(&query.words);
        if tokens.is_empty() && query.words.trim().is_empty() {
            return browse(tx, query).await;
        }
        let (candidates, is_capped) =
            if tokens.is_empty() { (Vec::new(), false) } else { gather(tx, &tokens).await? };
        let candidates: Vec<Candidate> =
            candidates.into_iter().filter_map(|candidate| candidate.matched(&tokens)).collect();
        let cells: Vec<_> = candidates.iter().map(|candidate| candidate.cell.clone()).collect();
        let facets = facets::count(&cells, &query.filter);
        let (page, total) = matching::page(candidates, query);
        let mut hits = Vec::with_capacity(page.items.len());
        for id in page.items {
            hits.extend(store::card(tx, id).await?);
        }
        Ok(SearchResult { hits, facets, total, is_capped, older: page.older, newer: page.newer })
    }

    /// Listings that what has been typed so far may mean, the best first.
    pub async fn suggest(&self, tx: &mut Tx, text: &str, limit: i64) -> Result<Vec<Card>, DbError> {
        let query = Query {
            words: text.to_owned(),
            filter: super::Filter::default(),
            sort: Sort::Fitting,
            place: PageStart::Start,
            limit: kernel::Limit::new(limit),
        };
        if tokens(text).is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.find(tx, &query).await?.hits)
    }

    /// How many listings there are of every combination of properties.
    pub async fn cells(&self, tx: &mut Tx) -> Result<Vec<super::query::Cell>, DbError> {
        store::cells(tx).await
    }
}

/// The words of a query; the last one may be only begun.
fn tokens(text: &str) -> Vec<Token> {
    let mut words = split(text, Runs::Pairs);
    words.truncate(MOST_TOKENS);
    let ends_in_space = text.ends_with(char::is_whitespace);
    let last = words.len().saturating_sub(1);
    let is_begun = |at: usize, word: &str| at == last && !ends_in_space && !is_run(word);
    words.into_iter().enumerate().map(|(at, word)| Token { is_begun: is_begun(at, &word), word }).collect()
}

/// The listings that have the rarest word, and whether there are more than were read.
async fn gather(tx: &mut Tx, tokens: &[Token]) -> Result<(Vec<Candidate>, bool), DbError> {
    let mut sources = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut words = vec![token.word.clone()];
        if token.is_begun {
            words.extend(endings(tx, &token.word).await?);
        }
        let mut times = 0;
        for word in &words {
            times += store::count(tx, word, COUNTED).await?;
        }
        sources.push((times, words));
    }
    sources.sort_by_key(|(times, _)| *times);
    let Some((times, words)) = sources.first() else { return Ok((Vec::new(), false)) };
    if *times > CANDIDATES
        && let ([rarest], Some((_, second))) = (words.as_slice(), sources.get(1))
        && let [second] = second.as_slice()
    {
        let found = store::list_with_both(tx, rarest, second, WALK, CANDIDATES).await?;
        let is_capped = full(&found) || *times >= COUNTED;
        return Ok((found, is_capped));
    }
    let mut found: Vec<Candidate> = Vec::new();
    let mut is_capped = false;
    for word in words {
        let more = store::list_with(tx, word, CANDIDATES).await?;
        is_capped |= full(&more);
        found.extend(more);
    }
    found.sort_by_key(|candidate| (candidate.id.number(), candidate.id.shop()));
    found.dedup_by_key(|candidate| candidate.id);
    Ok((found, is_capped))
}

fn full(found: &[Candidate]) -> bool {
    i64::try_from(found.len()).unwrap_or(i64::MAX) >= CANDIDATES
}

async fn endings(tx: &mut Tx, beginning: &str) -> Result<Vec<String>, DbError> {
    let mut found = Vec::new();
    let mut after = beginning.to_owned();
    while found.len() < ENDINGS {
        let Some(next) = store::next_word(tx, &after, beginning).await? else { break };
        after.clone_from(&next);
        found.push(next);
    }
    Ok(found)
}

async fn browse(tx: &mut Tx, query: &Query) -> Result<SearchResult, DbError> {
    let cells = store::cells(tx).await?;
    let total = facets::total(&cells, &query.filter);
    let facets = facets::count(&cells, &query.filter);
    let lead = facets::lead(&cells, &query.filter);
    let mut rows = if total == 0 {
        Vec::new()
    } else {
        store::browse(tx, lead, query, query.limit.and_one_more()).await?
    };
    let most = usize::try_from(query.limit.get()).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let is_back = matches!(query.place, PageStart::Before(_));
    if is_back {
        rows.reverse();
    }
    let cursor = |row: &store::Seat| match query.sort {
        Sort::Fitting | Sort::Newest => Cursor::Two(row.id.number(), row.id.shop().get()),
        Sort::Cheapest | Sort::Dearest => Cursor::Two(row.price_minor, row.id.number()),
    };
    let has_newer = if is_back { has_more } else { query.place != PageStart::Start };
    let has_older = if is_back { true } else { has_more };
    Ok(SearchResult {
        newer: rows.first().filter(|_| has_newer).map(cursor),
        older: rows.last().filter(|_| has_older).map(cursor),
        hits: rows.into_iter().filter_map(|row| row.card).collect(),
        facets,
        total,
        is_capped: false,
    })
}

/// Everything of one shop that is in the index.
pub(super) async fn list_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<ListingId>, DbError> {
    store::list_of_shop(tx, shop).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_word_may_be_begun() {
        let begun = |text: &str| tokens(text).into_iter().map(|token| token.is_begun).collect::<Vec<_>>();
        assert_eq!(begun("leather satch"), [false, true]);
        assert_eq!(begun("leather satchel "), [false, false]);
        assert_eq!(begun("皮雕包"), [false, false]);
        assert_eq!(tokens(&"a ".repeat(100)).len(), MOST_TOKENS);
    }
}
