//! An attack on what is about to be published, with every version before it: what can be reckoned from all of them together,
//! by an outsider and by each shop that knows its own figures.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap, HashSet},
};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::{
    cube::{At, Cube, Knower, tenth},
    suppress::{Withheld, is_hidden},
};

/// A shop whose figures somebody can come too close to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    pub at: At,
    /// Who can: a shop, or anybody.
    pub by: Option<i64>,
}

/// How thoroughly it is attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Both ends of every interval by a linear programme, for an outsider and for every shop.
    Solve,
    /// The same, where no exchange of amounts within what is withheld proves already that a sum is hidden.
    ProveFirst,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Audit {
    pub sums: usize,
    pub withheld: usize,
    pub sensitive: usize,
    /// Sums whose ends were worked out by a linear programme.
    pub solved: usize,
    pub exposed: Vec<Exposed>,
}

/// Attack all tables of a version at once.
pub fn attack(cube: &Cube, withheld: &Withheld, how: Attack) -> Audit {
    attack_together(cube, &[], withheld, how)
}

/// Attack a version together with those before it, of which each withheld a part. Whatever any of them told counts as known,
/// as it is now: a correction changes few sums, and which it changed the versions themselves say. What was told while it told
/// of no shop cannot be taken back, and is no fault of this version.
pub fn attack_together(cube: &Cube, before: &[Withheld], newest: &Withheld, how: Attack) -> Audit {
    let is_hidden_always = |at: &&At| before.iter().all(|version| version.contains(at));
    let withheld: &Withheld = &newest.iter().filter(is_hidden_always).copied().collect();
    let sensitive: Vec<At> = cube.all().filter(|at| cube.cell(*at).is_sensitive()).collect();
    let mut audit = Audit {
        sums: cube.all().count(),
        withheld: newest.len(),
        sensitive: sensitive.len(),
        ..Audit::default()
    };
    let mut parts: Option<Parts> = None;
    for at in sensitive {
        if !newest.contains(&at) {
            audit.exposed.push(Exposed { at, by: None });
            continue;
        }
        if !withheld.contains(&at) {
            continue;
        }
        if how == Attack::ProveFirst && is_hidden(cube, withheld, at) {
            continue;
        }
        audit.solved += 1;
        let parts = parts.get_or_insert_with(|| Parts::of(cube, withheld));
        let Some(part) = parts.of_cell(at) else { continue };
        let outsider = Knower { shop: 0, own: Vec::new() };
        let attackers = std::iter::once(&outsider).chain(part.knowers.get_or_init(|| part.knowers(cube)));
        let exposing = attackers.into_iter().find(|by| !part.is_hidden(cube, at, by));
        if let Some(by) = exposing {
            let by = (!by.own.is_empty()).then_some(by.shop);
            audit.exposed.push(Exposed { at, by });
        }
    }
    audit
}

/// Withheld sums that equations tie together.
#[derive(Default)]
struct Part {
    cells: Vec<At>,
    /// Each a sum with its sign, for every withheld sum in it, and what they come to together.
    equations: Vec<(Vec<(usize, f64)>, f64)>,
    /// The shops that know something of these sums, looked for once.
    knowers: OnceCell<Vec<Knower>>,
}

struct Parts {
    parts: Vec<Part>,
    of: HashMap<At, usize>,
}

impl Parts {
    fn of(cube: &Cube, withheld: &Withheld) -> Self {
        // Where there is no shop everybody knows that nothing was sold.
        let mut cells: Vec<At> = withheld.iter().copied().filter(|at| cube.cell(*at).shops > 0).collect();
        cells.sort_unstable();
        let number: HashMap<At, usize> = cells.iter().copied().zip(0..).collect();
        let mut root: Vec<usize> = (0..cells.len()).collect();
        let mut equations = Vec::new();
        for (sum, below) in cube.equations() {
            let signed = std::iter::once((sum, 1)).chain(below.into_iter().map(|at| (at, -1)));
            let (mut hidden, mut rest) = (Vec::new(), 0);
            for (at, sign) in signed {
                match number.get(&at) {
                    Some(cell) => hidden.push((*cell, sign)),
                    None => rest -= sign * cube.cell(at).total,
                }
            }
            let Some((first, _)) = hidden.first().copied() else { continue };
            for (cell, _) in &hidden {
                join(&mut root, first, *cell);
            }
            equations.push((hidden, rest));
        }
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        let (mut place, mut of) = (vec![0; cells.len()], HashMap::new());
        for (cell, at) in cells.iter().enumerate() {
            let top = top(&mut root, cell);
            let part = parts.entry(top).or_default();
            if let Some(place) = place.get_mut(cell) {
                *place = part.cells.len();
            }
            part.cells.push(*at);
            of.insert(*at, top);
        }
        for (hidden, rest) in equations {
            let Some((first, _)) = hidden.first().copied() else { continue };
            let Some(part) = parts.get_mut(&top(&mut root, first)) else { continue };
            let placed =
                |(cell, sign): (usize, i64)| (place.get(cell).copied().unwrap_or(0), yuan(sign * 100));
            part.equations.push((hidden.into_iter().map(placed).collect(), yuan(rest)));
        }
        let order: HashMap<usize, usize> = parts.keys().copied().zip(0..).collect();
        let of = of.into_iter().filter_map(|(at, top)| Some((at, *order.get(&top)?))).collect();
        Self { parts: parts.into_values().collect(), of }
    }

    fn of_cell(&self, at: At) -> Option<&Part> {
        self.parts.get(*self.of.get(&at)?)
    }
}

fn top(root: &mut [usize], mut cell: usize) -> usize {
    while let Some(above) = root.get(cell).copied().filter(|above| *above != cell) {
        let next = root.get(above).copied().unwrap_or(above);
        if let Some(here) = root.get_mut(cell) {
            *here = next;
        }
        cell = above;
    }
    cell
}

fn join(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (top(root, a), top(root, b));
    if let Some(above) = root.get_mut(b) {
        *above = a;
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a solver reckons in floats; sums of a market stay far below 2^53 fen"
)]
fn yuan(fen: i64) -> f64 {
    fen as f64 / 100.0
}

impl Part {
    fn knowers(&self, cube: &Cube) -> Vec<Knower> {
        let sums: HashSet<At> = self.cells.iter().copied().collect();
        cube.knowers(&sums)
    }

    /// Whether somebody is left in the dark about the largest of the others in a sum: both ends of what it may be.
    fn is_hidden(&self, cube: &Cube, at: At, by: &Knower) -> bool {
        let cell = cube.cell(at);
        let own = cube.known_of(by, at);
        let is_in = by.own.iter().any(|(leaf, _)| cube.is_within(*leaf, at));
        let target = if is_in && by.shop == cell.first.0 { cell.second } else { cell.first };
        let others = cell.shops - i64::from(is_in);
        if others == 0 {
            return true;
        }
        let reach = tenth(target.1);
        // A solver's rounding is not a fault of ours.
        let slack = 0.01 + yuan(cell.total).abs() / 1e7;
        let up = self.end(cube, at, by, OptimizationDirection::Maximize);
        let is_up = up + slack >= yuan(cell.total + reach);
        if !is_up || others > 1 {
            return is_up;
        }
        let down = self.end(cube, at, by, OptimizationDirection::Minimize);
        down - slack <= yuan((cell.total - reach).max(own))
    }

    /// The highest or lowest that a sum may be to somebody. Where the solver fails the sum counts as known.
    fn end(&self, cube: &Cube, at: At, by: &Knower, direction: OptimizationDirection) -> f64 {
        let mut problem = Problem::new(direction);
        let variable = |cell: &At| {
            let least = cube.known_of(by, *cell);
            problem.add_var(if *cell == at { 1.0 } else { 0.0 }, (yuan(least), f64::INFINITY))
        };
        let cells: Vec<Variable> = self.cells.iter().map(variable).collect();
        for (terms, rest) in &self.equations {
            let terms: Vec<(Variable, f64)> =
                terms.iter().filter_map(|(cell, sign)| Some((*cells.get(*cell)?, *sign))).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, *rest);
        }
        match (problem.solve(), direction) {
            (Ok(SolveOutcome::Solution(found)), _) => found.objective(),
            (Err(Error::Unbounded), OptimizationDirection::Maximize) => f64::INFINITY,
            (Err(Error::Unbounded), OptimizationDirection::Minimize) => f64::NEG_INFINITY,
            (Ok(_) | Err(_), _) => yuan(cube.cell(at).total),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Chance;

    use super::*;
    use crate::villages::publication::{
        chance::{economy, shops},
        suppress::withhold,
    };

    #[test]
    fn what_is_published_stands_every_attack_and_what_tells_of_shops_alone_does_not() {
        let mut broken = 0;
        for seed in 0..40 {
            let chance = Chance::seeded(seed);
            let cube = economy(&chance, 2, 3, 3, 12);
            let withheld = withhold(&cube, &Withheld::new());
            let audit = attack(&cube, &withheld, Attack::Solve);
            assert_eq!(audit.exposed, [], "{seed}: {audit:?}");
            assert_eq!(attack(&cube, &withheld, Attack::ProveFirst).exposed, [], "{seed}");
            let primary: Withheld = cube.all().filter(|at| cube.cell(*at).is_sensitive()).collect();
            broken += usize::from(!attack(&cube, &primary, Attack::Solve).exposed.is_empty());
            assert_eq!(attack(&cube, &Withheld::new(), Attack::Solve).exposed.len(), primary.len());
        }
        assert!(broken > 10, "to withhold only what tells of a shop was enough in all but {broken}");
    }

    /// A correction takes something from some shops. What a second version withholds besides is known from the first, so it
    /// hides nothing: the two are attacked together, and only what stands goes out.
    #[test]
    fn two_versions_tell_together_no_more_than_an_attack_allows() {
        let (mut refused, mut new) = (0, 0);
        for seed in 0..40 {
            let chance = Chance::seeded(seed);
            let all = shops(&chance, 2, 3, 3, 12);
            let first = all.cube();
            let before = withhold(&first, &Withheld::new());
            let mut corrected = all.clone();
            for it in &mut corrected.all {
                if chance.below(12) == 0 {
                    it.value -= it.value * i64::try_from(chance.below(100)).unwrap() / 100;
                }
            }
            let second = corrected.cube();
            let after = withhold(&second, &before);
            assert!(before.is_subset(&after), "{seed}");
            assert_eq!(attack(&second, &after, Attack::Solve).exposed, [], "{seed}");
            new += usize::from(before.len() < after.len());
            let together = |how| attack_together(&second, std::slice::from_ref(&before), &after, how).exposed;
            let found = together(Attack::Solve);
            // A proof and a programme come to the same.
            assert_eq!(found.is_empty(), together(Attack::ProveFirst).is_empty(), "{seed}: {found:?}");
            refused += usize::from(!found.is_empty());
        }
        assert!(new > 2, "a correction made more withheld in {new} of 40");
        assert!(refused < 4, "{refused} of 40 corrections are refused");
    }
}
