//! How many people something is told of: multiples of twenty, or nothing.

/// The fewest people anything is told of.
pub const CROWD: i64 = 20;

/// A number of people who are not in a shop's own orders, as it may be told: a multiple of twenty, below what it is.
///
/// The difference of two crowds is nothing or twenty at least, whichever they are and however often one asks. Where a
/// crowd grows, its edge, is drawn for each and told nobody: who brings nineteen people of their own learns nothing from
/// the twentieth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crowd(i64);

impl Crowd {
    /// `edge` is from 0 to 19.
    pub fn of(people: i64, edge: i64) -> Self {
        let told = people.saturating_sub(edge.rem_euclid(CROWD)).div_euclid(CROWD);
        Self(told.max(0).saturating_mul(CROWD))
    }

    /// As it is kept: what is no crowd is nobody.
    pub fn kept(people: i64) -> Self {
        Self::of(people, 0)
    }

    /// So many people at least; none where they are fewer than a crowd.
    pub fn least(self) -> Option<i64> {
        (self.0 > 0).then_some(self.0)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use kernel::Chance;

    use super::*;

    #[test]
    fn a_crowd_is_never_more_than_it_is_and_never_less_than_twenty() {
        for people in -5..400 {
            for edge in 0..CROWD {
                let crowd = Crowd::of(people, edge);
                assert_eq!(crowd.get() % CROWD, 0);
                assert!(crowd.get() <= people.max(0), "{people} {edge}");
                assert!(people < 2 * CROWD || crowd.least().is_some(), "{people} {edge}");
                assert_eq!(crowd.least().is_none(), crowd.get() == 0);
            }
        }
        assert_eq!(Crowd::of(i64::MAX, 19).get() % CROWD, 0);
        assert_eq!(Crowd::of(i64::MIN, 19), Crowd::default());
    }

    /// Whatever sets of people are asked for, overlapping as they like, and whatever sums and differences are made of the
    /// answers: nothing stands for one to nineteen people.
    #[test]
    fn no_sums_of_crowds_are_of_fewer_than_twenty() {
        let chance = Chance::seeded(20);
        for _ in 0..2_000 {
            let mut sum = 0_i64;
            for _ in 0..1 + chance.below(6) {
                let people = i64::try_from(chance.below(300)).unwrap();
                let edge = i64::try_from(chance.below(20)).unwrap();
                let told = Crowd::of(people, edge).get();
                sum += if chance.below(2) == 0 { told } else { -told };
            }
            assert!(sum == 0 || sum.abs() >= CROWD, "{sum}");
        }
    }

    /// Somebody who controls nineteen people, or any number, and adds one of whom they want to know something: without the
    /// edge the answer changes for certain at one number; with it, for one edge in twenty at each.
    #[test]
    fn one_person_more_changes_the_answer_for_one_edge_in_twenty() {
        for people in 0..200 {
            let changed = (0..CROWD).filter(|edge| Crowd::of(people, *edge) != Crowd::of(people + 1, *edge));
            assert!(changed.count() <= 1, "{people}");
        }
    }
}
