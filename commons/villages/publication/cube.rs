use std::collections::{BTreeMap, HashMap, HashSet};

/// What one shop sold in a period, and where it stands in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    pub shop: i64,
    /// A village, by its place in the list of places.
    pub place: usize,
    /// Of the list of crafts, from 0.
    pub craft: usize,
    /// Fen, never less than nothing.
    pub value: i64,
    pub is_active: bool,
}

/// A sum that may be published: of a place, over one craft or over all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub total: i64,
    pub shops: i64,
    pub active: i64,
    /// The two shops that sold the most, with what they sold.
    pub first: (i64, i64),
    pub second: (i64, i64),
}

/// A share of what a shop sold that nobody may come closer to, in hundredths.
pub const PERCENT: i64 = 10;
/// Shops of a sum at least.
const FEWEST: i64 = 5;
/// Of the sum, in hundredths: of one shop, and of two.
const ONE: i64 = 75;
const TWO: i64 = 90;

impl Cell {
    fn add(&mut self, one: (i64, i64), is_active: bool) {
        self.total += one.1;
        self.shops += 1;
        self.active += i64::from(is_active);
        if self.shops == 1 || one.1 > self.first.1 {
            (self.first, self.second) = (one, self.first);
        } else if self.shops == 2 || one.1 > self.second.1 {
            self.second = one;
        }
    }

    /// Whether the sum would tell of a shop: of fewer than five, where one has three quarters or two have nine tenths, or
    /// where the second could reckon what the first has to within a tenth.
    pub fn is_sensitive(&self) -> bool {
        let part = |value: i64, percent: i64| {
            i128::from(value) * 100 >= i128::from(self.total) * i128::from(percent)
        };
        let (one, two) = (self.first.1, self.first.1 + self.second.1);
        let rest = i128::from(self.total - two) * 100;
        self.shops > 0
            && (self.shops < FEWEST
                || part(one, ONE)
                || part(two, TWO)
                || rest < i128::from(one) * i128::from(PERCENT))
    }

    /// How far the sum must seem to reach: a tenth of what the largest shop sold, rounded up.
    pub fn need(&self) -> i64 {
        tenth(self.first.1)
    }

    /// What a shop sold of it, as far as it is one of the two largest.
    pub fn of(&self, shop: i64) -> i64 {
        [self.first, self.second].iter().find(|one| one.0 == shop).map_or(0, |one| one.1)
    }
}

/// A tenth of an amount, rounded up.
pub fn tenth(value: i64) -> i64 {
    (value * PERCENT + 99) / 100
}

/// Where a sum stands: its place, and its craft from 1; 0 is all crafts.
pub type At = (usize, usize);

/// All sums of a period: places by crafts, each place the sum of those in it, all crafts the sum of each.
#[derive(Clone, Debug)]
pub struct Cube {
    /// The place above each; none for the first, which is everything.
    pub parents: Vec<Option<usize>>,
    pub children: Vec<Vec<usize>>,
    pub crafts: usize,
    cells: Vec<Cell>,
    /// Shops that sold in several places or of several crafts, with what they sold in each.
    moved: Vec<Knower>,
}

/// A shop that knows its own figures: where it stands in the tables, and what it sold there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knower {
    pub shop: i64,
    pub own: Vec<(At, i64)>,
}

impl Cube {
    /// Add up what shops sold. A place stands after the one that it lies in.
    pub fn new(parents: Vec<Option<usize>>, crafts: usize, all: &[Contribution]) -> Self {
        let mut children = vec![Vec::new(); parents.len()];
        for (place, parent) in parents.iter().enumerate() {
            if let Some(list) = parent.and_then(|parent| children.get_mut(parent)) {
                list.push(place);
            }
        }
        let cells = vec![Cell::default(); parents.len() * (crafts + 1)];
        let mut cube = Self { cells, parents, children, crafts, moved: Vec::new() };
        let mut order: Vec<&Contribution> = all.iter().collect();
        order.sort_by_key(|it| it.shop);
        // A shop that has moved counts once in whatever both its places lie in.
        for of_shop in order.chunk_by(|one, other| one.shop == other.shop) {
            let mut sums: BTreeMap<At, (i64, bool)> = BTreeMap::new();
            for it in of_shop {
                for place in cube.line(it.place) {
                    for craft in [0, it.craft + 1] {
                        let sum = sums.entry((place, craft)).or_default();
                        *sum = (sum.0 + it.value, sum.1 || it.is_active);
                    }
                }
            }
            let Some(shop) = of_shop.first().map(|it| it.shop) else { continue };
            if of_shop.len() > 1 {
                let own = of_shop.iter().map(|it| ((it.place, it.craft + 1), it.value)).collect();
                cube.moved.push(Knower { shop, own });
            }
            for (at, (value, is_active)) in sums {
                let at = cube.at(at);
                if let Some(cell) = cube.cells.get_mut(at) {
                    cell.add((shop, value), is_active);
                }
            }
        }
        cube
    }

    /// The shops whose own figures tell them the most, where one of `sums` is of theirs. Of those that sold in one village
    /// of one craft and are not the largest themselves, the largest other knows all that the rest of them know and more: so
    /// two of each stand for all.
    pub fn knowers(&self, sums: &HashSet<At>) -> Vec<Knower> {
        let is_near = |(place, craft): At| {
            self.line(place)
                .into_iter()
                .any(|here| sums.contains(&(here, craft)) || sums.contains(&(here, 0)))
        };
        let is_leaf = |place: usize| self.children.get(place).is_none_or(Vec::is_empty);
        let leaves = self.all().filter(|(place, craft)| *craft > 0 && is_leaf(*place));
        let largest = leaves.filter(|at| is_near(*at)).flat_map(|at| {
            let cell = self.cell(at);
            let both = [Some(cell.first), Some(cell.second).filter(|_| cell.shops > 1)];
            both.into_iter().flatten().map(move |(shop, value)| Knower { shop, own: vec![(at, value)] })
        });
        let is_moved = |shop: i64| self.moved.iter().any(|it| it.shop == shop);
        let moved = self.moved.iter().filter(|it| it.own.iter().any(|(at, _)| is_near(*at))).cloned();
        largest.filter(|it| !is_moved(it.shop)).chain(moved).collect()
    }

    /// Whether what is of a village and a craft is part of a sum.
    pub fn is_within(&self, (village, of): At, (place, craft): At) -> bool {
        (craft == 0 || craft == of) && self.line(village).contains(&place)
    }

    /// What a shop knows of a sum: its own part of it.
    pub fn known_of(&self, knower: &Knower, sum: At) -> i64 {
        knower.own.iter().filter(|(at, _)| self.is_within(*at, sum)).map(|(_, value)| value).sum()
    }

    fn at(&self, (place, craft): At) -> usize {
        place * (self.crafts + 1) + craft
    }

    pub fn cell(&self, at: At) -> &Cell {
        static NONE: Cell = Cell { total: 0, shops: 0, active: 0, first: (0, 0), second: (0, 0) };
        self.cells.get(self.at(at)).unwrap_or(&NONE)
    }

    /// Every sum in which there is a shop.
    pub fn all(&self) -> impl Iterator<Item = At> + '_ {
        let crafts = self.crafts + 1;
        let full = self.cells.iter().enumerate().filter(|(_, cell)| cell.shops > 0);
        full.map(move |(at, _)| (at / crafts, at % crafts))
    }

    /// A place and all above it, up to everything.
    pub fn line(&self, place: usize) -> Vec<usize> {
        let mut line = vec![place];
        while let Some(above) = line.last().and_then(|last| self.parents.get(*last).copied().flatten()) {
            line.push(above);
        }
        line
    }

    /// Villages below a place in which something of a craft is, so many at most.
    pub fn leaves(&self, place: usize, craft: usize, most: usize) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), vec![place]);
        while let Some(here) = open.pop() {
            if found.len() >= most {
                break;
            }
            if self.cell((here, craft)).shops == 0 {
                continue;
            }
            match self.children.get(here).filter(|below| !below.is_empty()) {
                Some(below) => open.extend(below.iter().rev()),
                None => found.push(here),
            }
        }
        found
    }

    /// The equations that everybody knows: a sum and its parts.
    pub fn equations(&self) -> Vec<(At, Vec<At>)> {
        let mut all = Vec::new();
        for (place, below) in self.children.iter().enumerate() {
            if !below.is_empty() {
                all.extend(
                    (0..=self.crafts)
                        .map(|craft| ((place, craft), below.iter().map(|child| (*child, craft)).collect())),
                );
            }
            all.push(((place, 0), (1..=self.crafts).map(|craft| (place, craft)).collect()));
        }
        all
    }
}

/// Places by their names, so that a cube can be made of rows.
#[derive(Default)]
pub struct Places {
    pub names: Vec<String>,
    pub parents: Vec<Option<usize>>,
    known: HashMap<String, usize>,
}

impl Places {
    /// A place below those above it, the largest first; the same names are the same place.
    pub fn add(&mut self, line: &[String]) -> Option<usize> {
        let mut above = None;
        for name in line {
            let here = match self.known.get(name) {
                Some(here) => *here,
                None => {
                    let here = self.names.len();
                    self.names.push(name.clone());
                    self.parents.push(above);
                    self.known.insert(name.clone(), here);
                    here
                }
            };
            above = Some(here);
        }
        above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(values: &[i64]) -> Cell {
        let mut cell = Cell::default();
        for (shop, value) in (1..).zip(values) {
            cell.add((shop, *value), true);
        }
        cell
    }

    #[test]
    fn a_sum_tells_of_a_shop_when_few_or_large_ones_make_it() {
        for (values, sensitive) in [
            (vec![], false),
            (vec![0], true),
            (vec![10, 10, 10, 10], true),
            (vec![10, 10, 10, 10, 10], false),
            (vec![760, 60, 60, 60, 60], true),
            (vec![500, 420, 30, 30, 20], true),
            (vec![450, 400, 50, 50, 50], false),
            (vec![40_000, 30_000, 1_300, 1_300, 1_300], true),
        ] {
            assert_eq!(cell(&values).is_sensitive(), sensitive, "{values:?}");
        }
        assert_eq!(cell(&[3, 9, 7]).first, (2, 9));
        assert_eq!(cell(&[3, 9, 7]).second, (3, 7));
        assert_eq!(cell(&[101]).need(), 11);
    }

    #[test]
    fn every_equation_holds() {
        let all: Vec<Contribution> = (0..40)
            .map(|n| Contribution {
                shop: n,
                place: 2 + usize::try_from(n % 3).unwrap(),
                craft: usize::try_from(n % 4).unwrap(),
                value: n * n,
                is_active: n % 2 == 0,
            })
            .collect();
        let cube = Cube::new(vec![None, Some(0), Some(1), Some(1), Some(0)], 4, &all);
        for (sum, parts) in cube.equations() {
            let total: i64 = parts.iter().map(|part| cube.cell(*part).total).sum();
            assert_eq!(cube.cell(sum).total, total, "{sum:?}");
        }
        assert_eq!(cube.line(3), [3, 1, 0]);
    }

    #[test]
    fn a_shop_that_has_moved_counts_once_and_knows_both() {
        let sold = |shop, place, value| Contribution { shop, place, craft: 0, value, is_active: true };
        let all = [sold(1, 1, 10), sold(1, 2, 20), sold(2, 1, 5), sold(3, 1, 4), sold(4, 1, 3)];
        let cube = Cube::new(vec![None, Some(0), Some(0)], 1, &all);
        assert_eq!((cube.cell((0, 0)).shops, cube.cell((0, 0)).first), (4, (1, 30)));
        assert!(cube.cell((0, 0)).is_sensitive());
        let knowers = cube.knowers(&HashSet::from([(0, 1)]));
        let own = |shop: i64| knowers.iter().find(|it| it.shop == shop).map(|it| cube.known_of(it, (0, 0)));
        assert_eq!((own(1), own(2), own(3)), (Some(30), Some(5), None));
    }
}
