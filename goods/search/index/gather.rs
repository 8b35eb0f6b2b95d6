//! Gathering what matches: how many of every cell, and the best of those that pass the filter.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
    sync::Arc,
};

use kernel::ShopId;
use people::capability::Admits;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::{matching::Candidate, shape};
use crate::{
    catalog::ListingId,
    search::query::{Cell, Filter, Range, Sort},
};

/// Listings that one query may show, page by page.
pub const MOST: usize = 1_000;

pub struct Gather {
    pub filter: Filter,
    pub sort: Sort,
    /// What does not count, though it matches.
    pub without: Arc<HashSet<DocAddress>>,
    /// What must be true of a listing besides.
    pub perks: Vec<Admits>,
}

/// What was gathered, of one segment or of all.
#[derive(Default)]
pub struct Gathered {
    /// The cells of everything that matches, filtered or not.
    pub cells: Vec<Cell>,
    /// How many pass the filter.
    pub total: i64,
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
        Ok(Segment {
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
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Fitting
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        let mut cells: HashMap<String, Cell> = HashMap::new();
        for fruit in fruits {
            all.total += fruit.total;
            all.best.extend(fruit.best);
            for cell in fruit.cells {
                cells
                    .entry(shape::written(&cell))
                    .and_modify(|known| known.listings += cell.listings)
                    .or_insert(cell);
            }
        }
        all.best.sort_by_key(|candidate| candidate.key(self.sort));
        all.best.truncate(MOST);
        all.cells = cells.into_values().collect();
        Ok(all)
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
    perks: Vec<Admits>,
    total: i64,
    /// By what they are ordered by, the worst on top.
    best: BinaryHeap<(i64, i64, Reverse<u32>, i64)>,
}

impl SegmentCollector for Segment {
    type Fruit = Gathered;

    fn collect(&mut self, document: DocId, score: Score) {
        if !self.without.is_empty() && self.without.contains(&DocAddress::new(self.segment, document)) {
            return;
        }
        let Some(ordinal) = self.ordinals.as_ref().and_then(|column| column.first(document)) else { return };
        let Ok(at) = usize::try_from(ordinal) else { return };
        let price = self.price.first(document).unwrap_or_default();
        let shop = ShopId::new(self.shop.first(document).unwrap_or_default());
        let number = self.number.first(document).unwrap_or_default();
        if !self.perks.iter().all(|admits| admits(shop, number, price)) {
            return;
        }
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
        if self.admitted.get(at) != Some(&true) || !self.range.takes(price) {
            return;
        }
        self.total += 1;
        let newest = -number;
        let score = fine(score, self.length.first(document).unwrap_or_default());
        let first = match self.sort {
            Sort::Fitting => -score,
            Sort::Newest => newest,
            Sort::Cheapest => price,
            Sort::Dearest => -price,
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
                is_partial: false,
            })
        };
        let best = self.best.iter().filter_map(candidate).collect();
        Gathered { cells, total: self.total, best }
    }
}

/// A score in thousandths. Of listings that say the same, the one with the shorter title says it with fewer others.
fn fine(score: Score, length: u64) -> i64 {
    let shorter = i64::try_from(length).unwrap_or(i64::MAX).min(30);
    // Scores are a few dozen at most.
    (score.clamp(0.0, 1_000_000.0) * 1_000.0) as i64 - 10 * shorter
}
