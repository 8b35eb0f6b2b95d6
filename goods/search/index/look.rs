//! Looking into the index: the best by their words, how many there are of everything, and the page of it.

use std::{
    collections::HashSet,
    sync::{Arc, atomic::AtomicI64},
};

use tantivy::{collector::DocSetCollector, query::AllQuery};

use super::{
    clauses::{Clauses, Fit},
    engine::{Engine, EngineError},
    error::SearchError,
    facets,
    gather::{Gather, Gathered, MOST, Perk},
    matching::{self, Candidate, Cut},
};
use crate::{
    catalog::ListingId,
    search::{
        lexicon::Lexicon,
        parts::Parts,
        point::Distances,
        query::{Cell, Facets, Filter, Query, Sort},
        rank::Ranking,
        typed::Typed,
    },
};

/// Listings that fit in part, at most.
const PARTIAL: usize = 100;

/// The listings that a query with words brings, before they are read.
pub(in crate::search) struct Found {
    pub cut: Cut,
    pub facets: Facets,
    pub total: i64,
    pub is_capped: bool,
    pub parts: Vec<(ListingId, Parts)>,
}

impl Found {
    /// The listings of the page.
    pub fn ids(&self) -> Vec<ListingId> {
        self.cut.items.iter().map(|candidate| candidate.id).collect()
    }
}

pub(in crate::search) fn search(
    engine: &Engine,
    lexicon: &Lexicon,
    query: &Query,
    perks: Vec<Perk>,
    ranking: &Ranking,
) -> Result<Found, SearchError> {
    Ok(arrange(gather(engine, lexicon, query, perks, ranking.distances())?, query, ranking))
}

/// The best by their words, and how many there are of everything.
pub(super) fn gather(
    engine: &Engine,
    lexicon: &Lexicon,
    query: &Query,
    perks: Vec<Perk>,
    near: Option<Arc<Distances>>,
) -> Result<Gathered, SearchError> {
    let (searcher, shape) = engine.look()?;
    let typed = Typed::read(&query.words, lexicon, true);
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
            is_bounded: false,
            distances: near.clone(),
            seen: AtomicI64::default(),
        };
        Ok(searcher.search(&clauses.of(&typed, fit)?, &gather)?)
    };
    // Whoever only chooses looks at everything.
    if !typed.is_empty() || query.words.trim().is_empty() {
        found = gather(Fit::Whole)?;
        if !typed.is_empty() && query.sort == Sort::Fitting {
            if found.is_estimated {
                add_titled(&mut found, gather(Fit::Titled)?);
            }
            if found.total < query.limit.get() {
                add_partial(&mut found, gather(Fit::Partial)?);
            }
        }
    }
    if query.sort == Sort::Fitting && typed.asks_for_ideas() {
        matching::vary(&mut found.best);
    }
    Ok(found)
}

/// Put what was found in order and cut the page that is asked for.
pub(super) fn arrange(mut found: Gathered, query: &Query, ranking: &Ranking) -> Found {
    if query.sort == Sort::Fitting {
        ranking.order(&mut found.best);
    }
    let whole = found.best.iter().filter(|candidate| !candidate.is_partial);
    let best = whole.map(|candidate| candidate.score).max().unwrap_or_default();
    let mut facets = facets::count(&found.cells, &query.filter);
    facets::add_closer(&mut facets, &found, &query.filter);
    let cut = matching::page(found.best, query);
    Found {
        facets,
        total: found.total,
        is_capped: found.is_estimated,
        parts: cut.items.iter().map(|item| (item.id, ranking.parts(item, best))).collect(),
        cut,
    }
}

/// Count everything that passes a filter.
pub(super) fn count(engine: &Engine, filter: Filter, perks: Vec<Perk>) -> Result<Gathered, SearchError> {
    let (searcher, _) = engine.look()?;
    let (without, distances, seen) = (Arc::default(), None, AtomicI64::default());
    let gather = Gather { filter, sort: Sort::Newest, without, perks, is_bounded: true, distances, seen };
    Ok(searcher.search(&AllQuery, &gather).map_err(EngineError::from)?)
}

/// Where not everything was looked at, what has all words in its title is among the best for certain.
fn add_titled(found: &mut Gathered, titled: Gathered) {
    let known: HashSet<ListingId> = found.best.iter().map(|candidate| candidate.id).collect();
    found.best.extend(titled.best.into_iter().filter(|candidate| !known.contains(&candidate.id)));
    found.best.sort_by_key(Candidate::key);
    found.best.truncate(MOST);
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
