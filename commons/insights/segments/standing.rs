use crate::insights::crowd::Crowd;

/// So many days a number that was told is told, whatever happens meanwhile.
const STAYS: i64 = 28;

/// How many people are told of a group, from day to day.
///
/// A number that somebody could have moved again and again with people of their own would say more each time. So it stays
/// for four weeks once it has changed, and where it changes next is drawn anew each time: whoever brings people of their own
/// until it does learns where the edge was, and not where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub people: Crowd,
    pub edge: i64,
    /// The day since which it is told.
    pub since: i64,
}

impl Standing {
    /// What is told on a day on which the group is so many. `fresh` is from 0 to 19.
    pub fn next(before: Option<Self>, people: i64, day: i64, fresh: i64) -> Self {
        let anew = Self { people: Crowd::of(people, fresh), edge: fresh, since: day };
        let Some(before) = before else { return anew };
        let is_same = Crowd::of(people, before.edge) == before.people;
        let stays = before.people.get() > 0 && day < before.since + STAYS;
        if is_same || stays { before } else { anew }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Chance;

    use super::*;

    fn draw(chance: &Chance) -> i64 {
        i64::try_from(chance.below(20)).unwrap()
    }

    /// Whatever fewer than twenty people do, day by day, nothing is told of them.
    #[test]
    fn nineteen_people_are_nobody_whatever_they_do() {
        let chance = Chance::seeded(4);
        for _ in 0..200 {
            let mut standing = None;
            for day in 0..120 {
                let next = Standing::next(standing, draw(&chance), day, draw(&chance));
                assert_eq!(next.people.get(), 0);
                standing = Some(next);
            }
        }
    }

    /// A number is true on the day on which it begins, a multiple of twenty, and changes twice in four weeks at most: when it
    /// goes to nobody, and comes back.
    #[test]
    fn a_number_stays_for_four_weeks_and_is_never_more_than_there_were() {
        let chance = Chance::seeded(5);
        for _ in 0..200 {
            let (mut standing, mut changes): (Option<Standing>, Vec<i64>) = (None, Vec::new());
            let mut people = i64::try_from(chance.below(120)).unwrap();
            for day in 0..200 {
                people = (people + i64::try_from(chance.below(41)).unwrap() - 20).max(0);
                let next = Standing::next(standing, people, day, draw(&chance));
                if standing.is_none_or(|before| before.people != next.people) {
                    assert!(next.people.get() <= people && next.people.get() % 20 == 0, "{next:?} {people}");
                    changes.push(day);
                }
                standing = Some(next);
            }
            for three in changes.windows(3) {
                assert!(three[2] - three[0] >= STAYS, "{changes:?}");
            }
        }
    }

    /// Somebody brings one person of their own each day until the answer changes, beside others whose number they want to
    /// know, or beside one more: all that they see is the day, and for nineteen edges of twenty they see the same days.
    #[test]
    fn a_walk_to_the_edge_tells_one_person_in_one_case_of_twenty() {
        for others in 0..60 {
            let changes = |others: i64| -> Vec<i64> {
                let first_change = |edge: i64| {
                    let first = Standing::next(None, others, 0, edge);
                    let changed = |day: &i64| {
                        Standing::next(Some(first), others + *day, *day + STAYS, 0).people != first.people
                    };
                    first.people.get() * 1_000 + (0..60).find(changed).unwrap_or(60)
                };
                let mut days: Vec<i64> = (0..20).map(first_change).collect();
                days.sort_unstable();
                days
            };
            let (one, other) = (changes(others), changes(others + 1));
            let same = one.iter().filter(|day| other.contains(day)).count();
            assert!(same >= 18, "{others}: {one:?} {other:?}");
        }
    }

    /// Whatever the days and whatever the sizes of a group, and whatever differences are made of two answers: fewer than
    /// twenty people more or less are told by nothing. All that is told with them is told without them as well, by edges that
    /// lie so many lower, and nobody knows the edges.
    #[test]
    fn no_sequence_of_days_tells_fewer_than_twenty_people_apart() {
        let chance = Chance::seeded(6);
        let below = |end: u64| i64::try_from(chance.below(end)).unwrap();
        for _ in 0..3_000 {
            let own = 1 + below(19);
            let (mut day, mut edges, mut days) = (0, Vec::new(), Vec::new());
            for _ in 0..1 + below(12) {
                let around = [19, 20, 21, 40, 19 + below(3), 39 + below(3), below(90)];
                days.push((day, around[usize::try_from(below(7)).unwrap()]));
                // Without them the edge is lower by as many, and never below the lowest.
                edges.push(below(20 - u64::try_from(own).unwrap()));
                day += [1, 1, 7, STAYS - 1, STAYS, 90][usize::try_from(below(6)).unwrap()];
            }
            let told = |more: i64| -> Vec<i64> {
                let mut standing = None;
                let one = |((day, people), edge): (&(i64, i64), &i64)| {
                    let next = Standing::next(standing, people + more, *day, edge + more);
                    standing = Some(next);
                    next.people.get()
                };
                days.iter().zip(&edges).map(one).collect()
            };
            let (without, with) = (told(0), told(own));
            assert_eq!(without, with, "{own} of {days:?}");
            for one in &with {
                assert!(with.iter().all(|other| one == other || (one - other).abs() >= 20), "{with:?}");
            }
        }
    }
}
