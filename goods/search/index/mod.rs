//! The index: all that the rest of the market knows of how finding works.
//!
//! Words are kept by each node in an index of its own (tantivy, in the folder `search` of the data folder), which any
//! node can make anew from the tables. Browsing without words walks rows of the market's own tables and reads its
//! counts from the cells, whose number grows with variety and not with listings.
//!
//! A query with words is asked twice at most: first for listings that have all of it; where these fill no page, for
//! those that have a part, in whatever loose form, and these follow. What a listing is worth says how: its title ten,
//! a tag or what it is made of six, its shop and place four, a sound five, its body one and a half; times the form of
//! the word (the very word one, another name 0.8, a kind of it 0.55 …), times how rare the word is. Up to 50,000
//! matches are looked at one by one; of more, every sixteenth, and the titles by themselves. The best thousand of them
//! are then put in their order by [`Ranking`].

mod clauses;
pub(super) mod engine;
mod error;
mod facets;
mod gather;
mod kept;
mod look;
mod matching;
mod shape;
pub(super) mod store;

use std::{
    collections::{BTreeSet, HashSet},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::{Cursor, Timestamp};
use people::{
    capability::{Admits, Brought},
    market::Market,
};
use platform::{
    db::{DbError, Tx},
    i18n::{Lang, Texts},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

pub(super) use self::gather::CHANGED;
pub(super) use self::look::search;
use self::{
    clauses::Clauses,
    engine::{Changes, Engine, EngineError, Position, State},
    gather::{EXACT, Gathered},
    kept::Kept,
    look::{arrange, count, gather},
};
pub use self::{error::SearchError, gather::Perk, matching::Candidate};
use super::{
    kin::kin,
    lexicon::{book::Book, shared::SharedLexicon},
    numbers,
    perks::Perks,
    point::{Distances, Point, Points},
    query::{Cell, Filter, PageStart, Query, SearchResult, Sort},
    rank::Ranking,
    signals::Signals,
    suggestions::Suggestions,
};
use crate::catalog::{self, Card, ListingId, PricesNow, Pricing, prices_now};

/// Listings in a range of prices that are counted.
const RANGE: i64 = EXACT;
/// Listings up to which those that are begun to be typed are suggested as well.
const SMALL: u64 = 20_000;
/// Answers that are kept, of some 100 kB each at most.
const KEPT: usize = 48;

/// Finds listings.
#[derive(Clone)]
pub struct Index {
    pub(super) texts: Texts,
    /// Whom it asks what things cost now.
    pub(super) capabilities: Arc<[Brought]>,
    engine: Engine,
    pub suggestions: Suggestions,
    perks: Perks,
    pub(super) lexicon: SharedLexicon,
    pub(super) signals: Signals,
    pub(super) points: Points,
    answers: Kept<Asked, Gathered>,
    /// Who keeps what was found is told when it may be found otherwise.
    changes: platform::db::Changes,
    /// When its listings were counted last, in microseconds since 1970.
    counted_at: Arc<AtomicI64>,
    /// When the names of shops and places were read last.
    named_at: Arc<AtomicI64>,
    /// Who may look at once: more than there are cores finish no sooner, and each takes memory meanwhile.
    turns: Arc<Semaphore>,
}

/// What was asked of which state of the index. Answers to the same are the same, but for what signals say.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Asked {
    state: State,
    lexicon: i64,
    /// Each facet, when it was read and whether it was chosen.
    perks: Vec<(&'static str, Timestamp, bool)>,
    words: String,
    filter: Filter,
    sort: Sort,
    limit: i64,
}

impl Index {
    /// The index of a node whose data is in `folder`, in a market of these capabilities.
    pub fn new(
        texts: Texts,
        folder: PathBuf,
        capabilities: &[Brought],
        changes: platform::db::Changes,
    ) -> Self {
        Self {
            texts,
            capabilities: capabilities.into(),
            engine: Engine::new(folder),
            suggestions: Suggestions::default(),
            perks: Perks::default(),
            lexicon: SharedLexicon::default(),
            signals: Signals::brought(capabilities),
            points: Points::default(),
            answers: Kept::new(KEPT),
            changes,
            counted_at: Arc::default(),
            named_at: Arc::default(),
            turns: Arc::new(Semaphore::new(2 * std::thread::available_parallelism().map_or(1, usize::from))),
        }
    }

    /// Find what somebody looks for.
    pub async fn find(&self, market: &Market, query: &Query) -> Result<SearchResult, SearchError> {
        let is_plain =
            query.words.trim().is_empty() && query.filter.is_of_shelves() && query.sort != Sort::Near;
        let distances = query.near.map(|near| Arc::new(self.points.distances_from(near)));
        let mut result = if is_plain {
            self.find_shelves(market, query).await?
        } else {
            self.find_words(market, query, distances.clone()).await?
        };
        self.settle(market, query, &mut result).await?;
        if let Some(distances) = distances {
            let away = |hit: &Card| Some((hit.id, distances.of(hit.id.shop())?));
            result.distances = result.hits.iter().filter_map(away).collect();
        }
        Ok(result)
    }

    /// What the hits cost now. One whose price has just changed, which the index hears of within two seconds, is not shown
    /// among those of another price.
    async fn settle(
        &self,
        market: &Market,
        query: &Query,
        result: &mut SearchResult,
    ) -> Result<(), SearchError> {
        let (pricing, ids) =
            (Pricing::of(market, market.now()), result.hits.iter().map(|hit| hit.id).collect::<Vec<_>>());
        result.prices = market.db.read(async |tx: &mut Tx| prices_now(tx, &pricing, ids).await).await?;
        let (prices, all) = (&result.prices, result.hits.len());
        let mut at = 0;
        let mut whole = result.whole;
        result.hits.retain(|hit| {
            let is_one = query.filter.takes_price(prices.of_card(hit).low);
            whole -= usize::from(!is_one && at < result.whole);
            at += 1;
            is_one
        });
        result.whole = whole;
        result.total -= i64::try_from(all - result.hits.len()).unwrap_or_default();
        Ok(())
    }

    /// What the shelves have, and the counts that only the index of words knows.
    async fn find_shelves(&self, market: &Market, query: &Query) -> Result<SearchResult, SearchError> {
        let mut result = market.db.read(async |tx: &mut Tx| self.browse(tx, query).await).await?;
        let perks = self.perks.known(market, &query.filter.perk).await?;
        let everything = Query { words: String::new(), sort: Sort::Newest, near: None, ..query.clone() };
        platform::db::Changes::read(CHANGED);
        let asked = self.asked(&everything, &perks);
        let counted = self.gathered(asked, move |engine| count(engine, everything.filter, perks)).await?;
        facets::add_closer(&mut result.facets, &counted, &query.filter);
        Ok(result)
    }

    async fn find_words(
        &self,
        market: &Market,
        query: &Query,
        distances: Option<Arc<Distances>>,
    ) -> Result<SearchResult, SearchError> {
        let perks = self.perks.known(market, &query.filter.perk).await?;
        let ranking = self.ranking(market, query.near.zip(distances));
        let (asked, near) = (self.asked(query, &perks), ranking.distances());
        let (own, lexicon) = (query.clone(), self.lexicon.now());
        let act = move |engine: &Engine| gather(engine, lexicon.lexicon(), &own, perks, near);
        let found = arrange(Gathered::clone(&*self.gathered(asked, act).await?), query, &ranking);
        let (whole, items) = (found.cut.whole, found.ids());
        let hits = market.db.read(async |tx: &mut Tx| catalog::cards(tx, &items).await).await?;
        // A listing that was just taken off sale leaves no gap before those that fit in part.
        let shown = |id: &ListingId| hits.iter().any(|hit| hit.id == *id);
        Ok(SearchResult {
            whole: items.iter().take(whole).filter(|id| shown(id)).count(),
            hits,
            prices: PricesNow::default(),
            facets: found.facets,
            total: found.total,
            is_capped: found.is_capped,
            parts: found.parts,
            distances: Vec::new(),
            older: found.cut.older,
            newer: found.cut.newer,
        })
    }

    /// What a text names, by the lexicon of now: two that share anything are near to each other.
    pub fn kin(&self, text: &str) -> BTreeSet<usize> {
        kin(text, self.lexicon.now().lexicon())
    }

    /// Of some listings, those that have all of what is looked for: the newest, and how many there are.
    pub async fn find_among(
        &self,
        market: &Market,
        query: Query,
        some: Arc<HashSet<ListingId>>,
    ) -> Result<(Vec<ListingId>, i64), SearchError> {
        let mut perks = self.perks.known(market, &query.filter.perk).await?;
        let admits: Admits = Arc::new(move |shop, number, _| some.contains(&ListingId::new(shop, number)));
        perks.push(Perk { name: "", admits, at: market.now(), is_chosen: true });
        let query = Query { sort: Sort::Newest, place: PageStart::Start, ..query };
        let (lexicon, ranking) = (self.lexicon.now(), self.ranking(market, None));
        let act = move |engine: &Engine| search(engine, lexicon.lexicon(), &query, perks, &ranking);
        let found = self.on_engine(act).await?;
        Ok((found.ids(), found.total))
    }

    /// What is asked, where the answer may be kept: not before the index was opened, and not from where somebody is.
    fn asked(&self, query: &Query, perks: &[Perk]) -> Option<Asked> {
        query.near.is_none().then_some(Asked {
            state: self.engine.state()?,
            lexicon: self.lexicon.version(),
            perks: perks.iter().map(|perk| (perk.name, perk.at, perk.is_chosen)).collect(),
            // A space at the end says that the last word is whole.
            words: query.words.clone(),
            filter: query.filter.clone(),
            sort: query.sort,
            limit: query.limit.get(),
        })
    }

    /// What is kept, or what is found now.
    async fn gathered(
        &self,
        asked: Option<Asked>,
        act: impl FnOnce(&Engine) -> Result<Gathered, SearchError> + Send + 'static,
    ) -> Result<Arc<Gathered>, SearchError> {
        match asked {
            Some(asked) => self.answers.get(asked, || self.on_engine(act)).await,
            None => self.on_engine(act).await.map(Arc::new),
        }
    }

    /// Forget what was answered, unless somebody has asked since this was called before.
    pub(super) fn rest(&self) {
        self.answers.rest();
    }

    /// What the second phase of ranking goes by now.
    fn ranking(&self, market: &Market, near: Option<(Point, Arc<Distances>)>) -> Ranking {
        let rules = market.rules();
        Ranking {
            table: self.signals.table(),
            now: market.now(),
            new_share: rules.share(numbers::NEW_SHARE).get().into(),
            new_for: rules.time(numbers::NEW_FOR),
            near,
        }
    }

    /// Listings that what has been typed so far may mean, the best first.
    ///
    /// Nothing in a large market: a key pressed must not cost more the more there is.
    pub async fn suggest(&self, market: &Market, text: &str, limit: i64) -> Result<Vec<Card>, SearchError> {
        if text.trim().is_empty() || self.count().await? > SMALL {
            return Ok(Vec::new());
        }
        let query = Query {
            words: text.to_owned(),
            filter: super::Filter::default(),
            sort: Sort::Fitting,
            place: PageStart::Start,
            limit: kernel::Limit::new(limit),
            near: None,
        };
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
        let before = self.engine.state();
        self.on_engine(|engine| Ok(engine.refresh()?)).await?;
        if self.engine.state() != before {
            self.changes.touch(CHANGED);
        }
        Ok(())
    }

    pub(super) async fn clear(&self) -> Result<bool, SearchError> {
        self.on_engine(|engine| Ok(engine.clear()?)).await
    }

    pub(super) async fn write(&self, changes: Arc<Changes>) -> Result<(), SearchError> {
        self.on_engine(move |engine| Ok(engine.write(&changes)?)).await
    }

    pub(super) async fn commit(&self, position: Position) -> Result<(), SearchError> {
        self.on_engine(move |engine| Ok(engine.commit(position)?)).await?;
        self.changes.touch(CHANGED);
        Ok(())
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

    /// The names of the lexicon that some listing says, each with its language.
    pub(super) async fn spoken(&self, book: Book) -> Result<Vec<(String, Lang)>, SearchError> {
        self.on_engine(move |engine| {
            let (searcher, shape) = engine.look()?;
            let clauses = Clauses { searcher: &searcher, shape };
            let mut spoken = Vec::new();
            for entry in book.values().filter(|entry| !entry.is_off) {
                for (name, lang) in entry.line.names_by_language() {
                    if clauses.is_spoken(name).map_err(EngineError::from)? {
                        spoken.push((name.to_owned(), lang));
                    }
                }
            }
            Ok(spoken)
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
        // Nobody closes it.
        let _turn = self.turns.acquire().await;
        let engine = self.engine.clone();
        spawn_blocking(move || act(&engine)).await.map_err(|_| SearchError::Ended)?
    }
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
        Sort::Fitting | Sort::Newest | Sort::Near => Cursor::Two(row.id.number(), row.id.shop().get()),
        Sort::Cheapest | Sort::Dearest => Cursor::Two(row.price_minor, row.id.number()),
    };
    let has_newer = if is_back { has_more } else { query.place != PageStart::Start };
    let has_older = if is_back { true } else { has_more };
    let (newer, older) =
        (rows.first().filter(|_| has_newer).map(cursor), rows.last().filter(|_| has_older).map(cursor));
    let hits: Vec<Card> = rows.into_iter().filter_map(|row| row.card).collect();
    Ok(SearchResult {
        whole: hits.len(),
        prices: PricesNow::default(),
        newer,
        older,
        hits,
        facets,
        total,
        is_capped,
        parts: Vec::new(),
        distances: Vec::new(),
    })
}
