//! Which sums are withheld: those that tell of a shop, and others so that they cannot be reckoned from what is told.

use std::collections::HashSet;

use super::cube::{At, Cube, tenth};

/// The sums that are not told.
pub type Withheld = HashSet<At>;

/// Villages that are looked at for an exchange, for each place above: first a few, and more where none of them will do.
const LEAVES: [usize; 2] = [8, 60];

/// A change of sums that nobody who reads the published ones would notice: the first rise by as much as the others fall.
pub struct Move {
    pub up: Vec<At>,
    pub down: Vec<At>,
}

/// Withhold what tells of a shop, and for each such sum enough others that it seems to reach a tenth of its largest shop
/// further, up, and where two shops or one make it, down, to whoever knows the published sums and the figures of one shop.
///
/// What was withheld in an earlier version stays so.
pub fn withhold(cube: &Cube, before: &Withheld) -> Withheld {
    let mut withheld = before.clone();
    withheld.retain(|at| cube.cell(*at).shops > 0);
    let mut sensitive: Vec<At> = cube.all().filter(|at| cube.cell(*at).is_sensitive()).collect();
    withheld.extend(&sensitive);
    sensitive.sort_by_key(|at| (std::cmp::Reverse(cube.cell(*at).need()), *at));
    for at in sensitive {
        if is_hidden(cube, &withheld, at) {
            continue;
        }
        match cheapest(cube, &withheld, at) {
            Some(found) => withheld.extend(found.up.into_iter().chain(found.down)),
            None => withheld.extend(whole(cube, at)),
        }
    }
    withheld
}

/// Whether a change within what is withheld shows that a sum may be another: a proof, without any solver.
pub fn is_hidden(cube: &Cube, withheld: &Withheld, at: At) -> bool {
    let is_within = |it: &Move| it.up.iter().chain(&it.down).all(|cell| withheld.contains(cell));
    let whole = whole(cube, at);
    // Nothing above it is told, so it may be anything.
    if whole.iter().all(|cell| withheld.contains(cell)) {
        return true;
    }
    LEAVES.into_iter().any(|most| moves(cube, at, most).any(|it| is_within(&it) && protects(cube, at, &it)))
}

fn cheapest(cube: &Cube, withheld: &Withheld, at: At) -> Option<Move> {
    let cost = |it: &Move| -> i64 {
        let new = it.up.iter().chain(&it.down).filter(|cell| !withheld.contains(*cell));
        new.map(|cell| cube.cell(*cell).total + 1).sum()
    };
    let good = |most: usize| moves(cube, at, most).filter(|it| protects(cube, at, it)).min_by_key(cost);
    LEAVES.into_iter().find_map(good)
}

/// Every sum above and across all crafts, of whoever is alone.
fn whole(cube: &Cube, (place, craft): At) -> Vec<At> {
    let leaf = cube.leaves(place, craft, 1).pop().unwrap_or(place);
    let own =
        (1..=cube.crafts).find(|own| craft == *own || (craft == 0 && cube.cell((leaf, *own)).shops > 0));
    let own = own.unwrap_or(craft);
    cube.line(leaf).into_iter().flat_map(|here| [(here, own), (here, 0)]).collect()
}

/// Changes that raise a sum and leave every equation true: two villages and two crafts (or all crafts) exchange an amount,
/// and so does every place above the one and not above the other.
fn moves(cube: &Cube, (place, craft): At, most: usize) -> impl Iterator<Item = Move> + '_ {
    let own = cube.leaves(place, craft, 1).pop().unwrap_or(place);
    let line = cube.line(own);
    let from = line.iter().position(|here| *here == place).unwrap_or(0);
    (from + 1..line.len()).flat_map(move |top| {
        let line = line.clone();
        let above = line.get(top).copied().unwrap_or(place);
        let below = line.get(top - 1).copied().unwrap_or(place);
        let mine: Vec<usize> = line.get(..top).unwrap_or_default().to_vec();
        let siblings = cube.children.get(above).into_iter().flatten().filter(move |it| **it != below);
        let leaves: Vec<usize> = siblings.flat_map(|it| cube.leaves(*it, craft, most)).take(most).collect();
        leaves.into_iter().flat_map(move |other| {
            let theirs: Vec<usize> = cube.line(other).into_iter().take_while(|here| *here != above).collect();
            let mine = mine.clone();
            (0..=cube.crafts)
                .filter(move |second| *second != craft)
                .map(move |second| exchange(&mine, &theirs, craft, second))
        })
    })
}

fn exchange(mine: &[usize], theirs: &[usize], craft: usize, second: usize) -> Move {
    let of = |places: &[usize], craft: usize| places.iter().map(|place| (*place, craft)).collect::<Vec<At>>();
    // All crafts rise with the one; of two single ones, one falls.
    let is_with_all = craft == 0 || second == 0;
    let (mut up, mut down) = (of(mine, craft), of(theirs, craft));
    if is_with_all {
        up.extend(of(mine, second));
        down.extend(of(theirs, second));
    } else {
        up.extend(of(theirs, second));
        down.extend(of(mine, second));
    }
    Move { up, down }
}

/// Whether whoever knows one shop would still believe that a sum is a tenth of its largest shop higher, and where few make
/// it, lower.
fn protects(cube: &Cube, at: At, it: &Move) -> bool {
    let target = cube.cell(at);
    let falls = |cell: &At| can_fall(cube, at, *cell);
    // Everybody knows where there is no shop, so nothing can be there.
    let is_somewhere = it.up.iter().all(|cell| cube.cell(*cell).shops > 0);
    let is_up = is_somewhere && it.down.iter().all(falls);
    let needs_down = target.shops <= 2;
    is_up && (!needs_down || it.up.iter().all(falls))
}

fn can_fall(cube: &Cube, target: At, at: At) -> bool {
    let (target, cell) = (cube.cell(target), cube.cell(at));
    let (first, second) = (target.first.0, target.second.1);
    // To others than the target itself, and to the target who asks for the second.
    let known_to_others = if cell.first.0 == first { cell.second.1 } else { cell.first.1 };
    let known_to_first = cell.of(first);
    let is_second_hidden = target.shops < 2 || cell.total - known_to_first >= tenth(second);
    cell.shops > 0 && cell.total - known_to_others >= target.need() && is_second_hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::villages::publication::cube::Contribution;

    /// Two villages of one county, each with two crafts of six shops, but the first craft of the first has one alone.
    fn fair() -> Cube {
        let mut all = Vec::new();
        for (place, craft, shops) in [(1, 0, 1), (1, 1, 6), (2, 0, 6), (2, 1, 6)] {
            for n in 0..shops {
                let shop = i64::try_from(place * 100 + craft * 10 + n).unwrap();
                all.push(Contribution { shop, place, craft, value: 1_000, is_active: true });
            }
        }
        Cube::new(vec![None, Some(0), Some(0)], 2, &all)
    }

    #[test]
    fn one_alone_is_hidden_by_three_others() {
        let cube = fair();
        let withheld = withhold(&cube, &Withheld::new());
        let mut all: Vec<At> = withheld.iter().copied().collect();
        all.sort_unstable();
        assert_eq!(all, [(1, 1), (1, 2), (2, 1), (2, 2)]);
        assert!(is_hidden(&cube, &withheld, (1, 1)));
        let primary = Withheld::from([(1, 1)]);
        assert!(!is_hidden(&cube, &primary, (1, 1)));
        // A village alone in the world is not told at all.
        let alone = Contribution { shop: 1, place: 1, craft: 0, value: 9, is_active: true };
        let cube = Cube::new(vec![None, Some(0)], 1, &[alone]);
        assert_eq!(withhold(&cube, &Withheld::new()).len(), 4);
    }
}
