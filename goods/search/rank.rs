//! The second phase of ranking: what signals say reorders listings whose words fit nearly alike.
//!
//! All that signals say of a listing together moves it by [`ROOM`] of the best listing's words at most, up or down, so
//! that words which fit clearly better are never passed by. Now and then a place goes to a listing of a new shop, whose
//! words fit well, so that those of whom nothing is known yet can become known; which one changes by the day. All is
//! whole numbers, and the same for the same table, time and query. Nothing that a shop pays moves anything.

use std::{sync::Arc, time::Duration};

use kernel::{Timestamp, born_at, shop_born_at};

use super::{
    index::Candidate,
    parts::Parts,
    point::{Distances, Point},
    signals::SignalTable,
};
use crate::catalog::ListingId;

/// What the weights of all signals come to.
pub const WHOLE: i64 = 100;
/// How far signals move a listing at most, in thousandths of what the words of the best are worth.
const ROOM: i64 = 40;
/// The signals that search knows by itself, by their weight.
pub const FRESHNESS: i64 = 10;
pub const NEARNESS: i64 = 15;
/// A listing of today speaks for itself; from this age on that it is new says nothing.
const FRESH_DAYS: i64 = 90;
/// Kilometres from which on being near says half as much.
const NEAR_KM: i64 = 300;
/// What the words of a new shop's listing must be worth, in hundredths of the best.
const FITS_WELL: i64 = 70;
const DAY: i64 = 86_400_000_000;

/// What the second phase goes by.
pub struct Ranking {
    pub table: Arc<SignalTable>,
    pub now: Timestamp,
    /// Of how many places, in ten thousandths, a new shop has one.
    pub new_share: i64,
    /// How long a shop is new.
    pub new_for: Duration,
    /// Where the reader is, as far as they said so.
    pub near: Option<(Point, Arc<Distances>)>,
}

impl Ranking {
    /// How far each shop is from the reader.
    pub fn distances(&self) -> Option<Arc<Distances>> {
        self.near.as_ref().map(|(_, distances)| Arc::clone(distances))
    }

    /// What a signal adds that has so much weight and says so much.
    fn adds(best: i64, weight: i64, says: i64) -> i64 {
        (best * ROOM / 1_000).saturating_mul(weight * says) / (WHOLE * 100)
    }

    /// What each signal adds to a listing, where the best one's words are worth so much.
    fn signals(&self, id: ListingId, best: i64) -> Vec<(&'static str, i64)> {
        let brought = self.table.of(id);
        let own = [("freshness", FRESHNESS, self.freshness(id)), ("nearness", NEARNESS, self.nearness(id))];
        brought.chain(own).map(|(name, weight, says)| (name, Self::adds(best, weight, says))).collect()
    }

    fn freshness(&self, id: ListingId) -> i64 {
        let age = self.now.micros().saturating_sub(born_at(id.number()).micros()).max(0) / DAY;
        100 * (FRESH_DAYS - age).max(0) / FRESH_DAYS
    }

    fn nearness(&self, id: ListingId) -> i64 {
        let distance = self.near.as_ref().and_then(|(_, distances)| distances.of(id.shop()));
        distance.map_or(0, |distance| 100 * NEAR_KM / (NEAR_KM + distance))
    }

    fn is_of_new_shop(&self, id: ListingId) -> bool {
        self.now.since(shop_born_at(id.shop())) < self.new_for
    }

    /// Reorder the listings that fit whole; those that fit in part follow as they are.
    pub fn order(&self, candidates: &mut [Candidate]) {
        let whole = candidates.iter().filter(|candidate| !candidate.is_partial);
        let best = whole.map(|candidate| candidate.score).max().unwrap_or_default();
        for candidate in candidates.iter_mut().filter(|candidate| !candidate.is_partial) {
            candidate.added = self.signals(candidate.id, best).iter().map(|(_, adds)| adds).sum();
        }
        candidates.sort_by_key(Candidate::key);
        let whole = candidates.partition_point(|candidate| !candidate.is_partial);
        self.make_room(candidates.get_mut(..whole).unwrap_or_default(), best);
        candidates.sort_by_key(Candidate::key);
    }

    /// Give every so manyth place to a new shop, unless one has a place among those before it by itself.
    fn make_room(&self, whole: &mut [Candidate], best: i64) {
        let Some(step) = 10_000_i64.checked_div(self.new_share) else { return };
        let step = usize::try_from(step).unwrap_or(usize::MAX).max(1);
        let today = self.now.micros() / DAY;
        let mut at = step - 1;
        while let Some(taken) = whole.get(at).map(Candidate::sum) {
            let before = whole.get(at + 1 - step..=at).unwrap_or_default();
            if !before.iter().any(|candidate| self.is_of_new_shop(candidate.id)) {
                let fits = |candidate: &Candidate| {
                    candidate.score * 100 >= best * FITS_WELL && self.is_of_new_shop(candidate.id)
                };
                let after = whole.iter().enumerate().skip(at).filter(|(_, candidate)| fits(candidate));
                let chosen = after.min_by_key(|(_, candidate)| drawn(today, candidate.id)).map(|(at, _)| at);
                let Some(chosen) = chosen else { break };
                if let Some(candidate) = whole.get_mut(chosen) {
                    candidate.new_shop = taken + 1 - candidate.sum();
                }
                if let Some(moved) = whole.get_mut(at..=chosen) {
                    moved.rotate_right(1);
                }
            }
            at += step;
        }
    }

    /// How a listing came to its place, among those of which the best has words of this worth.
    pub fn parts(&self, candidate: &Candidate, best: i64) -> Parts {
        let signals = if candidate.is_partial { Vec::new() } else { self.signals(candidate.id, best) };
        Parts { words: candidate.score, signals, new_shop: candidate.new_shop }
    }
}

/// A number that nobody can choose, another one each day.
fn drawn(day: i64, id: ListingId) -> u64 {
    let mut state =
        day.cast_unsigned() ^ id.number().cast_unsigned() ^ id.shop().get().cast_unsigned().rotate_left(32);
    for _ in 0..2 {
        state = (state ^ (state >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    state ^ (state >> 29)
}

#[cfg(test)]
mod tests {
    use kernel::{ShopId, days, first_id};
    use people::capability::Strength;

    use super::*;

    fn now() -> Timestamp {
        Timestamp::parse_rfc3339("2026-06-01T12:00:00Z").unwrap()
    }

    /// A shop that got its number so many days ago, and a listing of it as old.
    fn id(days_ago: u64, number: i64) -> ListingId {
        let at = now() - days(days_ago);
        let seconds =
            (at.micros() - Timestamp::parse_rfc3339("2025-01-01T00:00:00Z").unwrap().micros()) / 1_000_000;
        ListingId::new(ShopId::new((seconds << 9) + number), first_id(at) + number)
    }

    fn candidate(id: ListingId, score: i64) -> Candidate {
        Candidate { score, ..Candidate::for_test(id) }
    }

    fn ranking(strengths: Vec<Strength>, new_share: i64) -> Ranking {
        let table = Arc::new(SignalTable::of_one("sales", 75, strengths));
        Ranking { table, now: now(), new_share, new_for: days(60), near: None }
    }

    fn order(ranking: &Ranking, mut candidates: Vec<Candidate>) -> Vec<i64> {
        ranking.order(&mut candidates);
        candidates.iter().map(|candidate| candidate.score).collect()
    }

    #[test]
    fn signals_reorder_only_what_words_hold_nearly_equal() {
        let (weak, strong) = (id(300, 1), id(300, 2));
        let sold = vec![Strength::new(strong.shop(), strong.number(), 100)];
        let ranking = ranking(sold, 0);
        assert_eq!(
            order(&ranking, vec![candidate(weak, 30_000), candidate(strong, 29_500)]),
            [29_500, 30_000]
        );
        assert_eq!(
            order(&ranking, vec![candidate(weak, 30_000), candidate(strong, 28_000)]),
            [30_000, 28_000]
        );
        let mut both = vec![candidate(weak, 30_000), candidate(strong, 29_500)];
        ranking.order(&mut both);
        let parts = ranking.parts(&both[0], 30_000);
        assert_eq!(parts.signals, [("sales", 900), ("freshness", 0), ("nearness", 0)]);
        assert_eq!((parts.words, parts.sum()), (29_500, both[0].sum()));
    }

    #[test]
    fn a_new_shop_gets_its_share_of_places_and_another_listing_each_day() {
        let mut all: Vec<Candidate> = (0..60).map(|n| candidate(id(300, n), 30_000 - 10 * n)).collect();
        all.extend((0..20).map(|n| candidate(id(5, 100 + n), 25_000 - n)));
        all.push(candidate(id(5, 200), 9_000));
        let ranking = ranking(Vec::new(), 1_000);
        let mut ordered = all.clone();
        ranking.order(&mut ordered);
        let new: Vec<usize> =
            (0..ordered.len()).filter(|at| ranking.is_of_new_shop(ordered[*at].id)).take(3).collect();
        assert_eq!(new, [9, 19, 29]);
        assert!(ordered[9].new_shop > 0 && ordered[9].score > 9_000);
        // The same on the same day, and not on every day.
        let mut again = all.clone();
        again.reverse();
        ranking.order(&mut again);
        let ids = |list: &[Candidate]| list.iter().map(|candidate| candidate.id).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&ordered));
        let later = (1..8).map(|day| {
            let mut list = all.clone();
            Ranking { now: now() + days(day), ..ranking_like(&ranking) }.order(&mut list);
            list[9].id
        });
        assert!(later.into_iter().any(|id| id != ordered[9].id));
        // Without a share nobody is moved.
        let mut still = all.clone();
        Ranking { new_share: 0, ..ranking_like(&ranking) }.order(&mut still);
        assert!(still.iter().all(|candidate| candidate.new_shop == 0));
    }

    fn ranking_like(other: &Ranking) -> Ranking {
        Ranking {
            table: Arc::clone(&other.table),
            now: other.now,
            new_share: other.new_share,
            new_for: other.new_for,
            near: None,
        }
    }
}
