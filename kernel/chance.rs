//! Chance: secrets, one-time codes and new ids.

use crate::{ShopId, Timestamp, base32};
use rand::rngs::ChaCha20Rng;
use rand::{Rng, RngExt, SeedableRng};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A source of chance good enough for secrets. Copies draw from the same source.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<State>>);

struct State {
    rng: ChaCha20Rng,
    latest_id: i64,
    latest_shop: i64,
}

/// 2025-01-01T00:00:00Z, where the counting of ids begins.
const EPOCH_MICROS: i64 = 1_735_689_600_000_000;
/// 41 bits of milliseconds (until 2094) leave 22 of 63: four million ids in a millisecond.
const ID_LOW_BITS: u32 = 22;
/// 31 bits of seconds (until 2093) leave 9 of 40: 512 shops in a second.
const SHOP_LOW_BITS: u32 = 9;

impl Chance {
    /// Seeded by the operating system.
    ///
    /// Stops the program if the system has no entropy to give: without secrets there is no market.
    pub fn from_entropy() -> Chance {
        Chance::starting(rand::make_rng())
    }

    /// The same seed gives the same draws: for tests and the demo market, never for secrets.
    pub fn seeded(seed: u64) -> Chance {
        Chance::starting(ChaCha20Rng::seed_from_u64(seed))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.state().rng.fill_bytes(&mut bytes);
        bytes
    }

    /// A secret nobody can guess: 256 bits as 52 letters and digits that are safe in an address.
    pub fn token(&self) -> String {
        let mut token = String::with_capacity(52);
        for _ in 0..4 {
            let quarter = self.state().rng.next_u64();
            // Writing into a String cannot fail.
            let _ = base32::write(&mut token, quarter, 13);
        }
        token
    }

    /// A code of decimal digits to be typed in, zeros in front included.
    pub fn digits(&self, count: usize) -> String {
        let mut state = self.state();
        (0..count).map(|_| char::from(b'0' + state.rng.random_range(0..10u8))).collect()
    }

    /// A whole number from zero up to but not including `end`, each as likely; zero if `end` is zero.
    pub fn below(&self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.state().rng.random_range(0..end) }
    }

    /// The number of a new thing: larger than every number this source gave before.
    ///
    /// The upper 41 bits are milliseconds, so numbers sort by time and new rows go to the end of an index.
    /// The lower 22 start at a random place in each millisecond, so that two servers rarely meet (the
    /// primary key refuses the second when they do), and count up from there; when they run over, or the
    /// time goes back, counting continues in the milliseconds that follow.
    pub fn next_id(&self, now: Timestamp) -> i64 {
        let mut state = self.state();
        let low = state.rng.random_range(0..1i64 << (ID_LOW_BITS - 1));
        state.latest_id = next(state.latest_id, since_epoch(now) / 1_000, 41, ID_LOW_BITS, low);
        state.latest_id
    }

    /// The number of a new shop, by the same rule in 40 bits: seconds, and nine bits below.
    pub fn next_shop_number(&self, now: Timestamp) -> ShopId {
        let mut state = self.state();
        let low = state.rng.random_range(0..1i64 << (SHOP_LOW_BITS - 1));
        state.latest_shop = next(state.latest_shop, since_epoch(now) / 1_000_000, 31, SHOP_LOW_BITS, low);
        ShopId::new(state.latest_shop)
    }

    fn starting(rng: ChaCha20Rng) -> Chance {
        Chance(Arc::new(Mutex::new(State { rng, latest_id: 0, latest_shop: 0 })))
    }

    /// A thread that panicked while drawing left a valid state behind, so the lock is taken all the same.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}

/// The least number that a thing of a time may have; all older things have smaller ones.
pub fn first_id(at: Timestamp) -> i64 {
    let tick = (since_epoch(at) / 1_000).min((1 << 41) - 1);
    tick << ID_LOW_BITS
}

/// About when a thing got its number: never later than it was made known.
pub fn born_at(id: i64) -> Timestamp {
    Timestamp::from_micros(EPOCH_MICROS.saturating_add((id.max(0) >> ID_LOW_BITS).saturating_mul(1_000)))
}

/// About when a shop got its number.
pub fn shop_born_at(shop: ShopId) -> Timestamp {
    let seconds = shop.get().max(0) >> SHOP_LOW_BITS;
    Timestamp::from_micros(EPOCH_MICROS.saturating_add(seconds.saturating_mul(1_000_000)))
}

fn since_epoch(now: Timestamp) -> i64 {
    now.micros().saturating_sub(EPOCH_MICROS).max(0)
}

/// A new tick begins at a random place; the same or an earlier tick counts on.
fn next(latest: i64, tick: i64, tick_bits: u32, low_bits: u32, low: i64) -> i64 {
    let tick = tick.min((1 << tick_bits) - 1);
    if tick > latest >> low_bits { tick << low_bits | low } else { latest.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{days, hours};
    use proptest::prelude::*;
    use std::collections::HashSet;
    use std::time::Duration;

    fn noon() -> Timestamp {
        Timestamp::parse_rfc3339("2026-03-01T12:00:00Z").unwrap()
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let (a, b, c) = (Chance::seeded(1), Chance::seeded(1), Chance::seeded(2));
        assert_eq!(a.bytes::<32>(), b.bytes::<32>());
        assert_eq!(a.token(), b.token());
        assert_ne!(a.token(), c.token());
        assert_ne!(Chance::from_entropy().token(), Chance::from_entropy().token());
    }

    #[test]
    fn tokens_are_long_and_safe_in_an_address() {
        let token = Chance::seeded(1).token();
        assert_eq!(token.len(), 52);
        assert!(token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        assert_eq!(Chance::seeded(1).digits(6).len(), 6);
        assert!(Chance::seeded(1).digits(100).bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(Chance::seeded(1).below(0), 0);
    }

    #[test]
    fn a_millisecond_that_is_full_spills_into_the_next() {
        let latest = (5 << 22) | ((1 << 22) - 1);
        assert_eq!(next(latest, 5, 41, 22, 0), 6 << 22);
        assert_eq!(next(6 << 22, 6, 41, 22, 99), (6 << 22) + 1);
        assert_eq!(next(6 << 22, 7, 41, 22, 99), (7 << 22) | 99);
    }

    #[test]
    fn a_number_says_when_it_was_given() {
        let chance = Chance::seeded(1);
        assert_eq!(born_at(chance.next_id(noon())), noon());
        assert_eq!(shop_born_at(chance.next_shop_number(noon())), noon());
    }

    #[test]
    fn a_shop_number_has_forty_bits() {
        let chance = Chance::seeded(1);
        let early = chance.next_shop_number(noon());
        let late = chance.next_shop_number(Timestamp::parse_rfc3339("2093-01-01T00:00:00Z").unwrap());
        assert!(early < late && late.get() < 1 << 40);
        assert_eq!(late.to_string().len(), 8);
        assert_eq!(late.to_string().parse(), Ok(late));
    }

    #[test]
    fn several_threads_never_get_the_same_id() {
        let chance = Chance::seeded(1);
        let draw = || (0..1_000).map(|_| chance.next_id(noon())).collect::<Vec<_>>();
        let drawn: Vec<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(draw)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), 4_000);
    }

    proptest! {
        #[test]
        fn ids_rise_even_when_the_clock_goes_back(steps in proptest::collection::vec(-5_000i64..5_000, 1..200)) {
            let chance = Chance::seeded(7);
            let (mut latest, mut shop, mut now) = (0, ShopId::new(0), noon());
            for micros in steps {
                let step = Duration::from_micros(micros.unsigned_abs());
                now = if micros < 0 { now - step } else { now + step };
                let (id, number) = (chance.next_id(now), chance.next_shop_number(now));
                prop_assert!(id > latest && number > shop);
                (latest, shop) = (id, number);
            }
        }

        #[test]
        fn ids_tell_their_millisecond(hour in 0..500_000u64) {
            let now = noon() + hours(hour);
            let id = Chance::seeded(hour).next_id(now);
            prop_assert_eq!(id >> 22, (now.micros() - EPOCH_MICROS) / 1_000);
            prop_assert!(Chance::seeded(hour).next_id(Timestamp::MIN + days(hour / 24)) > 0);
        }
    }
}
