//! What time it is: the one place that asks the machine.

use crate::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Tells the time, and never an earlier time than it told before, even if the machine's clock is put back.
///
/// Copies share one memory of the last time told.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    latest_micros: Arc<AtomicI64>,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Machine,
    Hand,
}

/// Turns the hands of a clock that stands still otherwise. Tests hold it; the server never sees one.
#[derive(Clone, Debug)]
pub struct MockClock(Clock);

impl Clock {
    pub fn system() -> Clock {
        Clock::starting(Source::Machine, Timestamp::MIN)
    }

    /// A clock that stands still. To move it, make a [`MockClock`] instead and keep it.
    pub fn mock(now: Timestamp) -> Clock {
        MockClock::at(now).clock()
    }

    pub fn now(&self) -> Timestamp {
        match self.source {
            Source::Machine => self.no_earlier_than(machine_time()),
            Source::Hand => Timestamp::from_micros(self.latest_micros.load(Ordering::SeqCst)),
        }
    }

    fn starting(source: Source, at: Timestamp) -> Clock {
        Clock { source, latest_micros: Arc::new(AtomicI64::new(at.micros())) }
    }

    fn no_earlier_than(&self, moment: Timestamp) -> Timestamp {
        let before = self.latest_micros.fetch_max(moment.micros(), Ordering::SeqCst);
        moment.max(Timestamp::from_micros(before))
    }
}

impl MockClock {
    pub fn at(now: Timestamp) -> MockClock {
        MockClock(Clock::starting(Source::Hand, now))
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
        self.0.no_earlier_than(moment)
    }
}

#[allow(clippy::disallowed_methods, reason = "everybody else asks the Clock, and the Clock asks here")]
fn machine_time() -> Timestamp {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp::from_micros(0) + since_1970
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
    fn a_machine_put_back_is_not_believed() {
        let clock = Clock::system();
        let now = clock.now();
        let tomorrow = clock.no_earlier_than(now + days(1));
        assert_eq!(clock.clone().now(), tomorrow);
        assert!(now > Timestamp::parse_rfc3339("2025-01-01T00:00:00Z").unwrap());
    }
}
