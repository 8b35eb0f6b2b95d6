//! What time it is: the one place that asks the machine.

use crate::{
    Timestamp,
    hands::{Hands, Turned},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Tells the time, and never an earlier time than it told before, unless the machine's clock was put and stays put.
///
/// Copies share one memory of the last time told.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    hands: Arc<Mutex<Hands>>,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Machine {
        /// When this clock began.
        since: Instant,
        /// Who is told that the machine's clock was put: from, to.
        told: fn(Timestamp, Timestamp),
    },
    Hand,
}

/// Turns the hands of a clock that stands still otherwise. Tests hold it; the server never sees one.
#[derive(Clone, Debug)]
pub struct MockClock(Clock);

impl Clock {
    pub fn system() -> Clock {
        Clock::telling(|_, _| {})
    }

    /// The machine's clock; `told` hears when it was put forward or back and is followed.
    pub fn telling(told: fn(Timestamp, Timestamp)) -> Clock {
        let (now, since) = machine_time();
        Clock { source: Source::Machine { since, told }, hands: Arc::new(Mutex::new(Hands::at(now))) }
    }

    /// A clock that stands still. To move it, make a [`MockClock`] instead and keep it.
    pub fn mock(now: Timestamp) -> Clock {
        MockClock::at(now).clock()
    }

    pub fn now(&self) -> Timestamp {
        let Source::Machine { since, told } = self.source else { return self.hands().told() };
        let (now, instant) = machine_time();
        let turned = self.hands().turn(now, instant.saturating_duration_since(since));
        match turned {
            Turned::On(now) => now,
            Turned::To { from, now } => {
                told(from, now);
                now
            }
        }
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MockClock {
    pub fn at(now: Timestamp) -> MockClock {
        MockClock(Clock { source: Source::Hand, hands: Arc::new(Mutex::new(Hands::at(now))) })
    }

    /// The clock whose hands these are, to be given to what is tested.
    pub fn clock(&self) -> Clock {
        self.0.clone()
    }

    pub fn now(&self) -> Timestamp {
        self.0.now()
    }

    /// Let time pass; answers what time it is then.
    pub fn advance(&self, duration: Duration) -> Timestamp {
        self.set(self.now() + duration)
    }

    /// Put the clock to a later time; an earlier one leaves it where it is. Answers what time it is then.
    pub fn set(&self, moment: Timestamp) -> Timestamp {
        self.0.hands().no_earlier_than(moment)
    }
}

/// What the machine says, and a moment by which to say how long ago that was.
#[allow(clippy::disallowed_methods, reason = "everybody else asks the Clock, and the Clock asks here")]
fn machine_time() -> (Timestamp, Instant) {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    (Timestamp::from_micros(0) + since_1970, Instant::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days;

    #[test]
    fn a_mock_clock_moves_only_by_hand_and_never_back() {
        let start = Timestamp::from_micros(1_000);
        let hands = MockClock::at(start);
        let clock = hands.clock();
        assert_eq!(clock.now(), start);
        assert_eq!(hands.advance(days(1)), start + days(1));
        assert_eq!(clock.now(), start + days(1));
        assert_eq!(hands.set(start), start + days(1));
        assert_eq!(clock.clone().now(), start + days(1));
    }

    #[test]
    fn the_machine_is_asked() {
        let clock = Clock::system();
        let now = clock.now();
        assert!(clock.clone().now() >= now);
        assert!(now > Timestamp::parse_rfc3339("2025-01-01T00:00:00Z").unwrap());
    }
}
