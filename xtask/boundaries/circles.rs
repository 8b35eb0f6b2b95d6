//! Circles: groups of names that reach each other along the arrows.

use std::collections::{BTreeMap, BTreeSet};

pub type Arrows<N> = BTreeMap<N, BTreeSet<N>>;

/// Every group of two or more, each sorted, in order. Tarjan's algorithm.
pub fn circles<N: Ord + Clone>(arrows: &Arrows<N>) -> Vec<Vec<N>> {
    let mut search = Search { arrows, seen: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for name in arrows.keys() {
        if !search.seen.contains_key(name) {
            search.visit(name);
        }
    }
    search.found.sort();
    search.found
}

struct Search<'a, N> {
    arrows: &'a Arrows<N>,
    seen: BTreeMap<&'a N, usize>,
    open: Vec<&'a N>,
    found: Vec<Vec<N>>,
}

impl<'a, N: Ord + Clone> Search<'a, N> {
    fn visit(&mut self, name: &'a N) -> usize {
        let number = self.seen.len();
        self.seen.insert(name, number);
        self.open.push(name);
        let mut lowest = number;
        for next in self.arrows.get(name).into_iter().flatten() {
            if !self.seen.contains_key(next) {
                lowest = lowest.min(self.visit(next));
            } else if self.open.contains(&next) {
                lowest = lowest.min(self.seen.get(next).copied().unwrap_or(lowest));
            }
        }
        if lowest == number {
            let from = self.open.iter().position(|have| *have == name).unwrap_or(self.open.len());
            let mut group: Vec<N> = self.open.drain(from..).cloned().collect();
            if group.len() > 1 {
                group.sort();
                self.found.push(group);
            }
        }
        lowest
    }
}
