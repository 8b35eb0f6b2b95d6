//! Economies made by chance, for tests and benchmarks: as lopsided as villages are.

use kernel::Chance;

use super::cube::{Contribution, Cube};

/// Shops and the places in which they are.
#[derive(Clone, Debug)]
pub struct Shops {
    pub parents: Vec<Option<usize>>,
    pub crafts: usize,
    pub all: Vec<Contribution>,
}

impl Shops {
    /// What they sold together.
    pub fn cube(&self) -> Cube {
        Cube::new(self.parents.clone(), self.crafts, &self.all)
    }
}

/// Counties of villages with shops of several crafts; a few shops sell most.
pub fn economy(chance: &Chance, counties: usize, villages: usize, crafts: usize, most: u64) -> Cube {
    shops(chance, counties, villages, crafts, most).cube()
}

/// The shops of such an economy.
pub fn shops(chance: &Chance, counties: usize, villages: usize, crafts: usize, most: u64) -> Shops {
    let mut parents = vec![None];
    let mut all = Vec::new();
    let mut shop = 0;
    for _ in 0..counties {
        let county = parents.len();
        parents.push(Some(0));
        for _ in 0..villages {
            let place = parents.len();
            parents.push(Some(county));
            for _ in 0..chance.below(most + 1) {
                shop += 1;
                let size = chance.below(20);
                let scale = 1_i64 << size;
                let value = scale * i64::try_from(chance.below(1_000)).unwrap_or(0);
                // Most shops of a village do the same.
                let own = (place * 7) % crafts;
                let other = usize::try_from(chance.below(crafts.try_into().unwrap_or(1))).unwrap_or(0);
                let craft = if chance.below(3) > 0 { own } else { other };
                all.push(Contribution { shop, place, craft, value, is_active: chance.below(2) == 0 });
            }
        }
    }
    Shops { parents, crafts, all }
}
