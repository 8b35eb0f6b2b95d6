//! Gathering what matches: how many of every cell, and the best of those that pass the filter.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use kernel::{ShopId, Timestamp};
use people::capability::Admits;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TERMINATED,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
    query::Weight,
};

use super::{matching::Candidate, shape};
use crate::{
    catalog::ListingId,
    search::{
        point::Distances,
        query::{Cell, Filter, Origin, Range, Sort},
    },
};

/// Listings that one query may show, page by page.
pub const MOST: usize = 1_000;
/// What is said to have changed when something may be found otherwise.
pub const CHANGED: &str = "search index";
/// Matches of words that are looked at one by one; of more, a part stands for the rest.
pub const EXACT: i64 = 50_000;
/// Of so many neighbours in the index, the first so many are looked at then.
const WINDOW: DocId = 4_096;
const SAMPLE: DocId = 256;
/// How many each of those stands for.
const STANDS_FOR: i64 = (WINDOW / SAMPLE) as i64;
/// Further than any place on the earth.
const NOWHERE: i64 = 1_000_000;

pub struct Gather {
    pub filter: Filter,
    pub sort: Sort,
    /// What does not count, though it matches.
    pub without: Arc<HashSet<DocAddress>>,
    /// What capabilities know of listings: what was chosen must be true, the rest is only counted.
    pub perks: Vec<Perk>,
    /// Whether of very many a part stands for the rest, also where no words are looked for.
    pub is_bounded: bool,
    /// How far shops are from the reader, if they said where they are.
    pub distances: Option<Arc<Distances>>,
    /// Matches that were looked at so far.
    pub seen: AtomicI64,
}

/// What was gathered, of one segment or of all.
#[derive(Clone, Default)]
pub struct Gathered {
    /// The cells of everything that matches, filtered or not.
    pub cells: Vec<Cell>,
    /// How many there are of each origin and of each material, and of which each perk is true: of everything that passes
    /// the filter but for what it chooses of these themselves.
    pub origins: Vec<(Origin, i64)>,
    pub materials: Vec<(String, i64)>,
    pub perks: Vec<(&'static str, i64)>,
    /// How many pass the filter.
    pub total: i64,
    /// Whether a part stood for more.
    pub is_estimated: bool,
    /// The best of them.
    pub best: Vec<Candidate>,
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = Segment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let fields = reader.fast_fields();
        let column = fields.str("cell")?;
        let mut cells = Vec::new();
        if let Some(column) = &column {
            let mut text = String::new();
            for ordinal in 0..u64::try_from(column.num_terms()).unwrap_or(0) {
                text.clear();
                column.ord_to_str(ordinal, &mut text)?;
                cells.push(shape::read(&text).map(Arc::new));
            }
        }
        let admits = |cell: &Option<Arc<Cell>>| cell.as_ref().is_some_and(|cell| self.filter.admits(cell));
        let origins = fields.str("origin")?;
        let materials = fields.str("material")?;
        Ok(Segment {
            origins: Named::new(origins, !self.filter.takes_any_origin(), |text| {
                shape::read_origin(text).is_some_and(|origin| self.filter.admits_origin(&origin))
            })?,
            materials: Named::new(materials, !self.filter.material.is_any(), |code| {
                self.filter.material.has(code)
            })?,
            perk_counts: vec![0; self.perks.len()],
            admitted: cells.iter().map(admits).collect(),
            counts: vec![0; cells.len()],
            cells,
            ordinals: column.map(|column| column.ords().clone()),
            price: fields.i64("price")?,
            shop: fields.i64("shop")?,
            number: fields.i64("number")?,
            length: fields.u64("length")?,
            sort: self.sort,
            range: self.filter.price,
            segment,
            without: self.without.clone(),
            perks: self.perks.clone(),
            distances: self.distances.clone(),
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    /// Look at what matches; once there is more than is looked at one by one, go from sample to sample, so that what a
    /// query costs stays bounded however many listings there are.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Gathered> {
        let mut child = self.for_segment(segment, reader)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let is_scored = self.sort == Sort::Fitting;
        let is_sampled = is_scored || self.is_bounded;
        let alive = reader.alive_bitset();
        let mut seen = self.seen.load(Ordering::Relaxed);
        let mut is_estimated = false;
        let mut document = scorer.doc();
        while document != TERMINATED {
            let is_beyond = is_sampled && seen >= EXACT;
            if is_beyond && document % WINDOW >= SAMPLE {
                is_estimated = true;
                let next = (document / WINDOW + 1) * WINDOW;
                if next >= reader.max_doc() {
                    break;
                }
                document = scorer.seek(next);
                continue;
            }
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                seen += 1;
                let score = if is_scored { scorer.score() } else { 0.0 };
                child.take(document, score, if is_beyond { STANDS_FOR } else { 1 });
            }
            document = scorer.advance();
        }
        self.seen.store(seen, Ordering::Relaxed);
        let (origins, materials) = (child.origins.counted()?, child.materials.counted()?);
        let origins =
            origins.into_iter().filter_map(|(text, count)| Some((shape::read_origin(&text)?, count)));
        let origins = origins.collect();
        Ok(Gathered { is_estimated, origins, materials, ..child.harvest() })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Fitting
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        let mut cells: HashMap<String, Cell> = HashMap::new();
        for fruit in fruits {
            all.total += fruit.total;
            all.is_estimated |= fruit.is_estimated;
            all.origins.extend(fruit.origins);
            all.materials.extend(fruit.materials);
            all.perks.extend(fruit.perks);
            all.best.extend(fruit.best);
            for cell in fruit.cells {
                cells
                    .entry(shape::written(&cell))
                    .and_modify(|known| known.listings += cell.listings)
                    .or_insert(cell);
            }
        }
        all.best.sort_by_key(|candidate| candidate.key_by(self.sort));
        all.best.truncate(MOST);
        all.cells = cells.into_values().collect();
        Ok(all)
    }
}

/// Something that a capability knows of listings.
#[derive(Clone)]
pub struct Perk {
    pub name: &'static str,
    pub admits: Admits,
    /// When it was read.
    pub at: Timestamp,
    pub is_chosen: bool,
}

/// A column of names, with which of them were chosen and how often each was counted.
struct Named {
    column: Option<StrColumn>,
    /// Which names will do; nothing where all do.
    chosen: Option<Vec<bool>>,
    counts: Vec<i64>,
}

impl Named {
    fn new(
        column: Option<StrColumn>,
        is_chosen: bool,
        takes: impl Fn(&str) -> bool,
    ) -> tantivy::Result<Self> {
        let terms = column.as_ref().map_or(0, |column| column.num_terms());
        let mut named = Self { column, chosen: None, counts: vec![0; terms] };
        if is_chosen {
            let all: Result<Vec<bool>, _> =
                (0..).take(terms).map(|at| named.text(at).map(|text| takes(&text))).collect();
            named.chosen = Some(all?);
        }
        Ok(named)
    }

    fn text(&self, ordinal: u64) -> tantivy::Result<String> {
        let mut text = String::new();
        if let Some(column) = &self.column {
            column.ord_to_str(ordinal, &mut text)?;
        }
        Ok(text)
    }

    /// The places of the names of a listing.
    fn of(&self, document: DocId) -> impl Iterator<Item = usize> {
        let ordinals = self.column.iter().flat_map(move |column| column.ords().values_for_doc(document));
        ordinals.filter_map(|ordinal| usize::try_from(ordinal).ok())
    }

    /// Whether a listing has a name that was chosen.
    fn takes(&self, document: DocId) -> bool {
        let Some(chosen) = &self.chosen else { return true };
        self.of(document).any(|at| chosen.get(at) == Some(&true))
    }

    fn count(&mut self, document: DocId, stands_for: i64) {
        let Some(column) = &self.column else { return };
        for ordinal in column.ords().values_for_doc(document) {
            if let Some(count) = usize::try_from(ordinal).ok().and_then(|at| self.counts.get_mut(at)) {
                *count += stands_for;
            }
        }
    }

    /// What was counted, by name.
    fn counted(&self) -> tantivy::Result<Vec<(String, i64)>> {
        let counted = (0..).zip(&self.counts).filter(|(_, count)| **count > 0);
        counted.map(|(ordinal, count)| Ok((self.text(ordinal)?, *count))).collect()
    }
}

pub struct Segment {
    cells: Vec<Option<Arc<Cell>>>,
    admitted: Vec<bool>,
    counts: Vec<i64>,
    ordinals: Option<Column<u64>>,
    price: Column<i64>,
    shop: Column<i64>,
    number: Column<i64>,
    length: Column<u64>,
    sort: Sort,
    range: Range,
    segment: SegmentOrdinal,
    without: Arc<HashSet<DocAddress>>,
    perks: Vec<Perk>,
    perk_counts: Vec<i64>,
    origins: Named,
    materials: Named,
    distances: Option<Arc<Distances>>,
    total: i64,
    /// By what they are ordered by, the worst on top.
    best: BinaryHeap<(i64, i64, Reverse<u32>, i64)>,
}

impl SegmentCollector for Segment {
    type Fruit = Gathered;

    fn collect(&mut self, document: DocId, score: Score) {
        self.take(document, score, 1);
    }

    fn harvest(self) -> Gathered {
        let counted = self.cells.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        let cells = counted.filter_map(|(cell, count)| {
            let cell: &Cell = cell.as_ref()?;
            Some(Cell { listings: *count, ..cell.clone() })
        });
        let cells = cells.collect();
        let candidate = |(_, _, Reverse(document), score): &(i64, i64, Reverse<u32>, i64)| {
            let ordinal = self.ordinals.as_ref()?.first(*document)?;
            let cell = self.cells.get(usize::try_from(ordinal).ok()?)?.clone()?;
            let shop = ShopId::new(self.shop.first(*document)?);
            Some(Candidate {
                id: ListingId::new(shop, self.number.first(*document)?),
                cell,
                price_minor: self.price.first(*document)?,
                score: *score,
                added: 0,
                new_shop: 0,
                distance: self.distance(shop),
                is_partial: false,
            })
        };
        let best = self.best.iter().filter_map(candidate).collect();
        let perks = self.perks.iter().zip(self.perk_counts).map(|(perk, count)| (perk.name, count)).collect();
        Gathered { cells, perks, total: self.total, best, ..Gathered::default() }
    }
}

impl Segment {
    fn distance(&self, shop: ShopId) -> i64 {
        self.distances.as_ref().and_then(|distances| distances.of(shop)).unwrap_or(NOWHERE)
    }

    /// Look at one that matches and stands for so many.
    fn take(&mut self, document: DocId, score: Score, stands_for: i64) {
        if !self.without.is_empty() && self.without.contains(&DocAddress::new(self.segment, document)) {
            return;
        }
        let Some(ordinal) = self.ordinals.as_ref().and_then(|column| column.first(document)) else { return };
        let Ok(at) = usize::try_from(ordinal) else { return };
        let price = self.price.first(document).unwrap_or_default();
        let shop = ShopId::new(self.shop.first(document).unwrap_or_default());
        let number = self.number.first(document).unwrap_or_default();
        let admits = |perk: &Perk| (perk.admits)(shop, number, price);
        if !self.perks.iter().filter(|perk| perk.is_chosen).all(admits) {
            return;
        }
        let is_of_origin = self.origins.takes(document);
        let is_of_material = self.materials.takes(document);
        if is_of_origin
            && is_of_material
            && let Some(count) = self.counts.get_mut(at)
        {
            *count += stands_for;
        }
        if self.admitted.get(at) != Some(&true) || !self.range.takes(price) {
            return;
        }
        if is_of_material {
            self.origins.count(document, stands_for);
        }
        if is_of_origin {
            self.materials.count(document, stands_for);
        }
        if !is_of_origin || !is_of_material {
            return;
        }
        self.total += stands_for;
        for (perk, count) in self.perks.iter().zip(&mut self.perk_counts) {
            *count += if perk.is_chosen || admits(perk) { stands_for } else { 0 };
        }
        let newest = -number;
        let score = fine(score, self.length.first(document).unwrap_or_default());
        let first = match self.sort {
            Sort::Fitting => -score,
            Sort::Newest => newest,
            Sort::Cheapest => price,
            Sort::Dearest => -price,
            Sort::Near => self.distance(shop),
        };
        if self.best.len() < MOST
            || self.best.peek().is_some_and(|worst| (first, newest) < (worst.0, worst.1))
        {
            self.best.push((first, newest, Reverse(document), score));
            if self.best.len() > MOST {
                self.best.pop();
            }
        }
    }
}

/// A score in thousandths. Of listings that say the same, the one with the shorter title says it with fewer others.
fn fine(score: Score, length: u64) -> i64 {
    let shorter = i64::try_from(length).unwrap_or(i64::MAX).min(30);
    // Scores are a few dozen at most.
    (score.clamp(0.0, 1_000_000.0) * 1_000.0) as i64 - 10 * shorter
}
