//! Prints in memory, where those near to one are found without looking at all of them: multi-index hashing (Norouzi, Punjani
//! and Fleet, 2012). Sixty-four bits are three words of 21, 21 and 22; of two views that are at most eleven bits apart, one of
//! the three words is at most three bits apart, so some 1,600 words in each of three tables are enough to find every one.
//!
//! **Memory.** A picture takes some 290 octets: seven views of eight octets, three places in tables and an owner each, its
//! look, and its name; the tables themselves take 32 MB once there are many. A million pictures take 300 MB, whatever they show.

use std::collections::HashMap;

use super::{
    RecordId,
    print::{Look, Print, View, apart},
};

/// Views that are at most so many bits apart are near: three in each of three words, and one less than another in all.
pub const RADIUS: u32 = 11;
/// Where a word begins, and how many bits it has.
const WORDS: [(u32, u32); 3] = [(0, 21), (21, 21), (42, 22)];
/// Bits in which a word may differ.
const APART: u32 = 3;
/// Views that are not in the tables yet are looked at one by one; more than so many are put into tables.
const MOST_LOOSE: usize = 1 << 16;

/// The places of views by one of their words.
#[derive(Default)]
struct Table {
    /// Where the places of a word begin; those of the next end them.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// What is laid over a word to get those near to it.
    masks: Vec<usize>,
}

impl Table {
    fn of(codes: &[u64], word: (u32, u32)) -> Self {
        let mut starts = vec![0_u32; (1 << word.1) + 1];
        for code in codes {
            if let Some(count) = starts.get_mut(word_of(*code, word) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut places) = (starts.clone(), vec![0; codes.len()]);
        for (place, code) in (0_u32..).zip(codes) {
            let Some(at) = next.get_mut(word_of(*code, word)) else { continue };
            if let Some(free) = places.get_mut(*at as usize) {
                *free = place;
            }
            *at += 1;
        }
        Self { starts, places, masks: masks(word.1) }
    }

    fn places(&self, word: usize) -> &[u32] {
        let bounds = self.starts.get(word).zip(self.starts.get(word + 1));
        let range = bounds.map_or(0..0, |(from, to)| *from as usize..*to as usize);
        self.places.get(range).unwrap_or_default()
    }
}

fn word_of(code: u64, (begins, bits): (u32, u32)) -> usize {
    ((code >> begins) & ((1 << bits) - 1)) as usize
}

/// A picture of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pictured {
    pub record: RecordId,
    pub number: i64,
}

/// A picture that has a view near to one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    pub picture: Pictured,
    pub distance: u32,
}

#[derive(Default)]
pub struct Index {
    codes: Vec<u64>,
    /// Whose view it is, by its place among the pictures.
    owners: Vec<u32>,
    tables: [Table; WORDS.len()],
    /// Views that are in the tables.
    tabled: usize,
    pictures: Vec<Pictured>,
    /// Apart from each other, since most are told by their colours alone.
    layouts: Vec<[u8; 12]>,
    edges: Vec<[u8; 80]>,
    /// The last entry of the chain whose pictures are here.
    pub position: i64,
}

impl Index {
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    pub fn add(&mut self, picture: Pictured, print: &Print) {
        let Ok(owner) = u32::try_from(self.pictures.len()) else { return };
        self.pictures.push(picture);
        self.layouts.push(print.look.layout);
        self.edges.push(print.look.edges);
        for view in &print.views {
            self.codes.push(view.coarse);
            self.owners.push(owner);
        }
    }

    /// Put what was added into the tables, once it is much.
    pub fn settle(&mut self) {
        if self.codes.len() - self.tabled > MOST_LOOSE {
            self.tables = WORDS.map(|word| Table::of(&self.codes, word));
            self.tabled = self.codes.len();
        }
    }

    /// Pictures with a view at most [`RADIUS`] bits from one of these, the nearest first, at most so many.
    pub fn near(&self, views: &[View], most: usize) -> Vec<Near> {
        let mut found: HashMap<u32, u32> = HashMap::new();
        for view in views {
            let mut look_at = |place: usize| {
                let Some(code) = self.codes.get(place) else { return };
                let distance = (code ^ view.coarse).count_ones();
                if distance <= RADIUS
                    && let Some(owner) = self.owners.get(place)
                {
                    let least = found.entry(*owner).or_insert(distance);
                    *least = distance.min(*least);
                }
            };
            for (word, table) in WORDS.into_iter().zip(&self.tables) {
                let own = word_of(view.coarse, word);
                for mask in &table.masks {
                    table.places(own ^ mask).iter().for_each(|place| look_at(*place as usize));
                }
            }
            (self.tabled..self.codes.len()).for_each(&mut look_at);
        }
        let mut near: Vec<(u32, u32)> =
            found.into_iter().map(|(owner, distance)| (distance, owner)).collect();
        near.sort_unstable();
        near.truncate(most);
        let named = |(distance, owner): (u32, u32)| {
            self.pictures.get(owner as usize).map(|picture| Near { picture: *picture, distance })
        };
        near.into_iter().filter_map(named).collect()
    }

    /// Pictures whose colours and edges are at most so far apart from these, the nearest first. Looks at all of them.
    pub fn alike(&self, look: &Look, colours: u32, edges: u32, most: usize) -> Vec<Near> {
        let near = |(at, (layout, own)): (usize, (&[u8; 12], &[u8; 80]))| {
            let in_colours = apart(&look.layout, layout);
            let in_edges = (in_colours <= colours).then(|| apart(&look.edges, own))?;
            (in_edges <= edges).then_some((in_colours + in_edges, at))
        };
        let all = self.layouts.iter().zip(&self.edges).enumerate();
        let mut found: Vec<(u32, usize)> = all.filter_map(near).collect();
        found.sort_unstable();
        found.truncate(most);
        let named = |(distance, at): (u32, usize)| {
            self.pictures.get(at).map(|picture| Near { picture: *picture, distance })
        };
        found.into_iter().filter_map(named).collect()
    }

    /// What [`Self::near`] finds, by looking at all: to measure it by.
    pub fn scan(&self, views: &[View]) -> usize {
        let is_near = |code: &&u64| views.iter().any(|view| (**code ^ view.coarse).count_ones() <= RADIUS);
        self.codes.iter().filter(is_near).count()
    }
}

/// Words of so many bits of which at most [`APART`] are set.
fn masks(bits: u32) -> Vec<usize> {
    (0..1_usize << bits).filter(|word| word.count_ones() <= APART).collect()
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;
    use crate::designs::print::VIEWS;

    fn print(codes: [u64; VIEWS]) -> Print {
        let view = |coarse| View { coarse, fine: [0; 32] };
        let look = Look { layout: [codes[0] as u8; 12], edges: [0; 80] };
        Print { views: codes.map(view), mirror: view(0), look }
    }

    #[test]
    fn what_the_tables_find_is_what_looking_at_all_finds() {
        let mut next = 11_u64;
        let mut draw = || {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            next ^ (next >> 29)
        };
        let mut index = Index::default();
        for number in 1..=12_000 {
            let record = RecordId::new(ShopId::new(1), number);
            index.add(Pictured { record, number: 1 }, &print([(); VIEWS].map(|()| draw())));
            index.settle();
        }
        assert!(index.tabled > 0 && index.tabled < index.codes.len());
        for at in [0, 5_003, 83_999] {
            let mut asked = print([index.codes[at]; VIEWS]).views[0];
            // Eleven bits, spread as badly as they can be.
            asked.coarse ^= 0b111 | 0b1111 << 21 | 0b1111 << 42;
            assert_eq!((asked.coarse ^ index.codes[at]).count_ones(), RADIUS);
            let near = index.near(&[asked], 10);
            assert!(near.iter().any(|near| near.picture.record.number() == (at / VIEWS) as i64 + 1));
            assert_eq!(near.len(), index.scan(&[asked]));
        }
        assert!(index.near(&[View { coarse: draw(), fine: [0; 32] }], 10).is_empty());
    }
}
