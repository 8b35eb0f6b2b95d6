//! The index: all that the rest of the market knows of how finding works.
//!
//! Words are kept by each node in an index of its own (tantivy, in the folder `search` of the data folder), which any
//! node can make anew from the tables. Browsing without words walks rows of the market's own tables and reads its
//! counts from the cells, whose number grows with variety and not with listings.
//!
//! A query with words is asked twice at most: first for listings that have all of it; where these fill no page, for
//! those that have a part, in whatever loose form, and these follow. What a listing is worth says how: its title ten,
//! a tag or what it is made of six, its shop and place four, a sound five, its body one and a half; times the form of
//! the word (the very word one, another name 0.8, a kind of it 0.55 …), times how rare the word is.

mod clauses;
pub(super) mod engine;
mod facets;
mod gather;
mod matching;
mod shape;
pub(super) mod store;

use std::{
    collections::HashSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::{Cursor, Timestamp};
use people::{capability::Admits, market::Market};
use platform::{
    db::{DbError, Tx},
    i18n::Texts,
    web::Problem,
};
use tantivy::collector::DocSetCollector;
use tokio::task::spawn_blocking;

use self::{
    clauses::{Clauses, Fit},
    engine::{Changes, Engine, EngineError, Position},
    gather::{Gather, Gathered, MOST},
    matching::Cut,
};
use super::{
    lexicon,
    perks::Perks,
    query::{Cell, Facets, PageStart, Query, SearchResult, Sort},
    suggestions::Suggestions,
    typed::Typed,
};
use crate::catalog::{Card, ListingId};

/// Listings in a range of prices that are counted.
const RANGE: i64 = 20_000;
/// Listings that fit in part, at most.
const PARTIAL: usize = 100;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Store(#[from] DbError),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("another process of this node keeps its index")]
    Busy,
    #[error("the search was given up")]
    Ended,
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error.into(),
            error @ (SearchError::Engine(_) | SearchError::Busy | SearchError::Ended) => {
                DbError::Engine(error.to_string().into()).into()
            }
        }
    }
}

/// Finds listings.
#[derive(Clone)]
pub struct Index {
    pub(super) texts: Texts,
    engine: Engine,
    pub suggestions: Suggestions,
    perks: Perks,
    /// When its listings were counted last, in microseconds since 1970.
    counted_at: Arc<AtomicI64>,
    /// When the names of shops and places were read last.
    named_at: Arc<AtomicI64>,
}

/// The listings that a query with words brings, before they are read.
pub(super) struct Found {
    pub cut: Cut,
    facets: Facets,
    total: i64,
    is_capped: bool,
}

impl Index {
    /// The index of a node whose data is in `folder`.
    pub fn new(texts: Texts, folder: PathBuf) -> Self {
        Self {
            texts,
            engine: Engine::new(folder),
            suggestions: Suggestions::default(),
            perks: Perks::default(),
            counted_at: Arc::default(),
            named_at: Arc::default(),
        }
    }

    /// Find what somebody looks for.
    pub async fn find(&self, market: &Market, query: &Query) -> Result<SearchResult, SearchError> {
        let is_plain = query.words.trim().is_empty() && query.filter.perk.is_any();
        if is_plain {
            return Ok(market.db.read(async |tx: &mut Tx| self.browse(tx, query).await).await?);
        }
        let perks = self.perks.chosen(market, &query.filter.perk).await?;
        let asked = query.clone();
        let found = self.on_engine(move |engine| search(engine, &asked, perks)).await?;
        let whole = found.cut.whole;
        let items = found.cut.items;
        let hits = market.db.read(async |tx: &mut Tx| cards(tx, &items).await).await?;
        // A listing that was just taken off sale leaves no gap before those that fit in part.
        let shown = |id: &ListingId| hits.iter().any(|hit| hit.id == *id);
        Ok(SearchResult {
            whole: items.iter().take(whole).filter(|id| shown(id)).count(),
            hits,
            facets: found.facets,
            total: found.total,
            is_capped: found.is_capped,
            older: found.cut.older,
            newer: found.cut.newer,
        })
    }

    /// Of some listings, those that have all of what is looked for: the newest, and how many there are.
    pub async fn find_among(
        &self,
        market: &Market,
        query: Query,
        some: Arc<HashSet<ListingId>>,
    ) -> Result<(Vec<ListingId>, i64), SearchError> {
        let mut admits = self.perks.chosen(market, &query.filter.perk).await?;
        admits.push(Arc::new(move |shop, number, _| some.contains(&ListingId::new(shop, number))));
        let query = Query { sort: Sort::Newest, place: PageStart::Start, ..query };
        let found = self.on_engine(move |engine| search(engine, &query, admits)).await?;
        Ok((found.cut.items, found.total))
    }

    /// Listings that what has been typed so far may mean, the best first.
    pub async fn suggest(&self, market: &Market, text: &str, limit: i64) -> Result<Vec<Card>, SearchError> {
        let query = Query {
            words: text.to_owned(),
            filter: super::Filter::default(),
            sort: Sort::Fitting,
            place: PageStart::Start,
            limit: kernel::Limit::new(limit),
        };
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.find(market, &query).await?.hits)
    }

    /// Everything that has the properties asked for.
    pub async fn browse(&self, tx: &mut Tx, query: &Query) -> Result<SearchResult, DbError> {
        browse(tx, query).await
    }

    /// How many listings there are of every combination of properties.
    pub async fn cells(&self, tx: &mut Tx) -> Result<Vec<Cell>, DbError> {
        store::cells(tx).await
    }

    pub(super) async fn position(&self) -> Result<Position, SearchError> {
        self.on_engine(|engine| Ok(engine.position()?)).await
    }

    pub(super) async fn is_writer(&self) -> Result<bool, SearchError> {
        self.on_engine(|engine| Ok(engine.is_writer()?)).await
    }

    pub(super) async fn refresh(&self) -> Result<(), SearchError> {
        self.on_engine(|engine| Ok(engine.refresh()?)).await
    }

    pub(super) async fn clear(&self) -> Result<bool, SearchError> {
        self.on_engine(|engine| Ok(engine.clear()?)).await
    }

    pub(super) async fn write(&self, changes: Arc<Changes>) -> Result<(), SearchError> {
        self.on_engine(move |engine| Ok(engine.write(&changes)?)).await
    }

    pub(super) async fn commit(&self, position: Position) -> Result<(), SearchError> {
        self.on_engine(move |engine| Ok(engine.commit(position)?)).await
    }

    /// Whether the names of shops and places are to be read again.
    pub(super) fn are_names_due(&self, now: Timestamp, pause: Duration) -> bool {
        let before = self.named_at.load(Ordering::Relaxed);
        let is_due = before == 0 || now.since(Timestamp::from_micros(before)) >= pause;
        if is_due {
            self.named_at.store(now.micros(), Ordering::Relaxed);
        }
        is_due
    }

    /// Whether its listings are to be counted again; the first time is not.
    pub(super) fn is_due(&self, now: Timestamp, pause: Duration) -> bool {
        let before = self.counted_at.load(Ordering::Relaxed);
        let is_first = before == 0;
        let is_due = is_first || now.since(Timestamp::from_micros(before)) >= pause;
        if is_due {
            self.counted_at.store(now.micros(), Ordering::Relaxed);
        }
        is_due && !is_first
    }

    pub(super) async fn give_up(&self) -> Result<(), SearchError> {
        self.on_engine(|engine| {
            engine.give_up();
            Ok(())
        })
        .await
    }

    /// How many listings are in this node's index of words.
    pub(super) async fn count(&self) -> Result<u64, SearchError> {
        self.on_engine(|engine| Ok(engine.look()?.0.num_docs())).await
    }

    /// The engine reads files and may look at many listings, so it leaves the thread to others meanwhile.
    async fn on_engine<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Engine) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, SearchError> {
        let engine = self.engine.clone();
        spawn_blocking(move || act(&engine)).await.map_err(|_| SearchError::Ended)?
    }
}

pub(super) fn search(engine: &Engine, query: &Query, perks: Vec<Admits>) -> Result<Found, SearchError> {
    let (searcher, shape) = engine.look()?;
    let typed = Typed::read(&query.words, lexicon::built_in(), true);
    let mut found = Gathered::default();
    let clauses = Clauses { searcher: &searcher, shape };
    let without = if typed.without.is_empty() {
        Arc::default()
    } else {
        Arc::new(
            searcher
                .search(&clauses.without(&typed).map_err(EngineError::from)?, &DocSetCollector)
                .map_err(EngineError::from)?,
        )
    };
    let gather = |fit: Fit| -> Result<Gathered, EngineError> {
        let gather = Gather {
            filter: query.filter.clone(),
            sort: query.sort,
            without: Arc::clone(&without),
            perks: perks.clone(),
        };
        Ok(searcher.search(&clauses.of(&typed, fit)?, &gather)?)
    };
    // Whoever only chooses looks at everything.
    if !typed.is_empty() || query.words.trim().is_empty() {
        found = gather(Fit::Whole)?;
        if !typed.is_empty() && query.sort == Sort::Fitting && found.total < query.limit.get() {
            add_partial(&mut found, gather(Fit::Partial)?);
        }
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    Ok(Found {
        facets: facets::count(&found.cells, &query.filter),
        total: found.total,
        is_capped: found.total > most,
        cut: matching::page(found.best, query),
    })
}

/// Let the better half of what fits in part follow what fits whole.
fn add_partial(found: &mut Gathered, partial: Gathered) {
    let known: HashSet<ListingId> = found.best.iter().map(|candidate| candidate.id).collect();
    let mut more = partial.best;
    more.retain(|candidate| !known.contains(&candidate.id));
    let best = more.first().map_or(0, |candidate| candidate.score);
    more.retain(|candidate| candidate.score * 2 >= best);
    more.truncate(PARTIAL);
    for candidate in &mut more {
        candidate.is_partial = true;
    }
    found.total += i64::try_from(more.len()).unwrap_or_default();
    found.cells.extend(more.iter().map(|candidate| Cell::clone(&candidate.cell)));
    found.best.extend(more);
}

async fn cards(tx: &mut Tx, ids: &[ListingId]) -> Result<Vec<Card>, DbError> {
    let mut hits = Vec::with_capacity(ids.len());
    for id in ids {
        hits.extend(store::card(tx, *id).await?);
    }
    Ok(hits)
}

async fn browse(tx: &mut Tx, query: &Query) -> Result<SearchResult, DbError> {
    let cells = store::cells(tx).await?;
    let (mut total, mut is_capped) = (facets::total(&cells, &query.filter), false);
    if total > 0 && !query.filter.price.is_open() {
        (total, is_capped) = store::count_range(tx, &query.filter, RANGE).await?;
    }
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
    let (newer, older) =
        (rows.first().filter(|_| has_newer).map(cursor), rows.last().filter(|_| has_older).map(cursor));
    let hits: Vec<Card> = rows.into_iter().filter_map(|row| row.card).collect();
    Ok(SearchResult { whole: hits.len(), newer, older, hits, facets, total, is_capped })
}
