//! How often each of several sets is bought from one cart, so that the buyer pays least: a piece is of one set at most.
//!
//! The first way that is walked is the greedy one, always the set with the most to gain; from there on only ways are walked
//! that may still be better. It is exact as long as that takes no more than [`STEPS`], as it does for the few sets that lie in
//! one cart; where it takes more, the best that was found is at least as good as the greedy one.

/// Steps that one cart may take: some milliseconds at most.
pub(super) const STEPS: u32 = 20_000;
/// Parts of a minor unit in which the worth of a piece is counted, so that a bound is exact enough.
const FINE: i128 = 1 << 16;

/// A set that takes something off: the places of its things among what lies in the cart, with their pieces.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub gain: i64,
    pub parts: Vec<(usize, i64)>,
}

/// How often each set is bought, of which the first gains the most, from so many pieces of each thing.
pub(super) fn choose(candidates: &[Candidate], free: Vec<i64>) -> Vec<i64> {
    let steps = usize::try_from(STEPS).unwrap_or(usize::MAX).max(candidates.len() + 1);
    let none = vec![0; candidates.len()];
    let worth = worth(candidates, free.len());
    let mut search =
        Search { candidates, worth, free, counts: none.clone(), gain: 0, best: -1, chosen: none, steps };
    search.walk(0);
    search.chosen
}

/// What a piece of each thing is worth at most from each candidate on: every set spread evenly over its pieces, the best of
/// them for each thing. No choice of sets gains more than its pieces are worth.
fn worth(candidates: &[Candidate], things: usize) -> Vec<Vec<i128>> {
    let mut all = vec![vec![0; things]];
    for candidate in candidates.iter().rev() {
        let mut from_here = all.last().cloned().unwrap_or_default();
        let pieces: i128 = candidate.parts.iter().map(|(_, pieces)| i128::from(*pieces)).sum();
        // Rounded up, so that it stays a bound.
        let each = (i128::from(candidate.gain) * FINE + pieces - 1) / pieces.max(1);
        for (thing, _) in &candidate.parts {
            if let Some(worth) = from_here.get_mut(*thing) {
                *worth = each.max(*worth);
            }
        }
        all.push(from_here);
    }
    all.reverse();
    all
}

struct Search<'a> {
    candidates: &'a [Candidate],
    worth: Vec<Vec<i128>>,
    free: Vec<i64>,
    counts: Vec<i64>,
    gain: i128,
    best: i128,
    chosen: Vec<i64>,
    steps: usize,
}

impl Search<'_> {
    fn walk(&mut self, at: usize) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let Some(candidate) = self.candidates.get(at) else {
            if self.gain > self.best {
                self.best = self.gain;
                self.chosen.clone_from(&self.counts);
            }
            return;
        };
        if self.gain + self.bound(at) <= self.best {
            return;
        }
        let most =
            candidate.parts.iter().map(|(thing, pieces)| self.free[*thing] / pieces).min().unwrap_or(0);
        // Of the last, fewer are never better.
        let least = if at + 1 == self.candidates.len() { most } else { 0 };
        for count in (least..=most).rev() {
            self.take(at, count);
            self.walk(at + 1);
            self.take(at, -count);
            if self.steps == 0 {
                return;
            }
        }
    }

    fn take(&mut self, at: usize, count: i64) {
        let candidate = &self.candidates[at];
        for (thing, pieces) in &candidate.parts {
            self.free[*thing] -= pieces * count;
        }
        self.counts[at] += count;
        self.gain += i128::from(candidate.gain) * i128::from(count);
    }

    /// What can be gained with what is free, at most.
    fn bound(&self, at: usize) -> i128 {
        let worth = self.worth[at].iter().zip(&self.free);
        worth.map(|(worth, free)| worth * i128::from(*free)).sum::<i128>() / FINE
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gain(candidates: &[Candidate], counts: &[i64]) -> i64 {
        candidates.iter().zip(counts).map(|(candidate, count)| candidate.gain * count).sum()
    }

    /// The best of all ways, each of which is looked at.
    fn best(candidates: &[Candidate], free: &[i64]) -> i64 {
        let Some((first, rest)) = candidates.split_first() else { return 0 };
        let most = first.parts.iter().map(|(thing, pieces)| free[*thing] / pieces).min().unwrap_or(0);
        let ways = (0..=most).map(|count| {
            let mut left = free.to_vec();
            first.parts.iter().for_each(|(thing, pieces)| left[*thing] -= pieces * count);
            first.gain * count + best(rest, &left)
        });
        ways.max().unwrap_or(0)
    }

    fn greedy(candidates: &[Candidate], free: &[i64]) -> i64 {
        let (mut left, mut sum) = (free.to_vec(), 0);
        for candidate in candidates {
            let most = candidate.parts.iter().map(|(thing, pieces)| left[*thing] / pieces).min().unwrap_or(0);
            candidate.parts.iter().for_each(|(thing, pieces)| left[*thing] -= pieces * most);
            sum += candidate.gain * most;
        }
        sum
    }

    fn any_candidates(most: usize, things: usize) -> impl Strategy<Value = Vec<Candidate>> {
        let parts = proptest::collection::btree_map(0..things, 1..4_i64, 2..4);
        let one = (1..5_000_i64, parts)
            .prop_map(|(gain, parts)| Candidate { gain, parts: parts.into_iter().collect() });
        proptest::collection::vec(one, 0..=most).prop_map(|mut all| {
            all.sort_by_key(|one| -one.gain);
            all
        })
    }

    #[test]
    fn two_small_sets_go_before_a_large_one_that_gains_less_than_both() {
        let set = |gain, things: &[usize]| Candidate {
            gain,
            parts: things.iter().map(|thing| (*thing, 1)).collect(),
        };
        let candidates = [set(100, &[0, 1]), set(80, &[0, 2]), set(70, &[1, 3])];
        assert_eq!(choose(&candidates, vec![1, 1, 1, 1]), [0, 1, 1]);
        assert_eq!(choose(&candidates, vec![2, 1, 1, 1]), [1, 1, 0]);
        assert_eq!(choose(&[], vec![3]), Vec::<i64>::new());
    }

    proptest! {
        #[test]
        fn no_other_choice_of_sets_takes_more_off(
            candidates in any_candidates(5, 5),
            free in proptest::collection::vec(0..6_i64, 5),
        ) {
            let counts = choose(&candidates, free.clone());
            prop_assert_eq!(gain(&candidates, &counts), best(&candidates, &free));
            for (thing, free) in free.iter().enumerate() {
                let taken: i64 = candidates.iter().zip(&counts).flat_map(|(candidate, count)| {
                    candidate.parts.iter().filter(|(at, _)| *at == thing).map(move |(_, pieces)| pieces * count)
                }).sum();
                prop_assert!(taken <= *free);
            }
        }

        #[test]
        fn of_very_many_it_takes_no_less_than_the_greedy_way(
            candidates in any_candidates(40, 12),
            free in proptest::collection::vec(0..99_i64, 12),
        ) {
            let counts = choose(&candidates, free.clone());
            prop_assert!(gain(&candidates, &counts) >= greedy(&candidates, &free));
        }
    }
}
