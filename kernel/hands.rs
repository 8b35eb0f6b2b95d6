//! The hands of a clock: what they show when the machine's own clock is put forward or back.

use crate::Timestamp;
use std::time::Duration;

/// The machine's clock and the time that has gone by since may disagree so much: it is being set right bit by bit.
const SLACK: Duration = Duration::from_secs(5);
/// How long the machine must stay with another time before it is believed. A jump for a moment moves nothing: deadlines
/// that strike cannot be taken back.
const DOUBT: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Hands {
    told: Timestamp,
    /// How long the clock had gone by then.
    gone: Duration,
    /// Since when the machine says something else.
    doubted_since: Option<Duration>,
}

/// What the hands show now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// A little later than before.
    On(Timestamp),
    /// Another time: the machine's clock was put, and stays so.
    To { from: Timestamp, now: Timestamp },
}

impl Hands {
    pub fn at(now: Timestamp) -> Hands {
        Hands { told: now, gone: Duration::ZERO, doubted_since: None }
    }

    pub fn told(&self) -> Timestamp {
        self.told
    }

    pub fn no_earlier_than(&mut self, moment: Timestamp) -> Timestamp {
        self.told = self.told.max(moment);
        self.told
    }

    /// Look at the machine's clock, after so long a time that it has no hand in.
    pub fn turn(&mut self, machine: Timestamp, gone: Duration) -> Turned {
        let expected = self.told + gone.saturating_sub(self.gone);
        let apart = machine.since(expected).max(expected.since(machine));
        if apart <= SLACK {
            self.doubted_since = None;
            self.gone = self.gone.max(gone);
            return Turned::On(self.no_earlier_than(machine));
        }
        let since = *self.doubted_since.get_or_insert(gone);
        if gone.saturating_sub(since) < DOUBT {
            self.gone = self.gone.max(gone);
            return Turned::On(self.no_earlier_than(expected));
        }
        *self = Hands { told: machine, gone, doubted_since: None };
        Turned::To { from: expected, now: machine }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{days, hours};

    const START: Timestamp = Timestamp::from_micros(1_795_312_800_000_000);

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn the_time_goes_on_and_never_back_by_little() {
        let mut hands = Hands::at(START);
        assert_eq!(hands.turn(START + seconds(2), seconds(2)), Turned::On(START + seconds(2)));
        assert_eq!(hands.turn(START + seconds(1), seconds(2)), Turned::On(START + seconds(2)));
        assert_eq!(hands.turn(START + seconds(3), seconds(3)), Turned::On(START + seconds(3)));
    }

    #[test]
    fn a_jump_for_a_moment_moves_nothing() {
        for away in [START + days(3_650), START - days(3_650)] {
            let mut hands = Hands::at(START);
            assert_eq!(hands.turn(away, seconds(1)), Turned::On(START + seconds(1)));
            assert_eq!(hands.turn(away + seconds(30), seconds(31)), Turned::On(START + seconds(31)));
            assert_eq!(hands.turn(START + seconds(32), seconds(32)), Turned::On(START + seconds(32)));
        }
    }

    #[test]
    fn a_clock_that_was_put_and_stays_is_followed_forward_and_back() {
        let mut hands = Hands::at(START);
        let (later, second) = (START + hours(9), seconds(1));
        hands.turn(later, second);
        let put = hands.turn(later + seconds(60), seconds(61));
        assert_eq!(put, Turned::To { from: START + seconds(61), now: later + seconds(60) });
        assert_eq!(hands.turn(later + seconds(61), seconds(62)), Turned::On(later + seconds(61)));
        hands.turn(START + seconds(63), seconds(63));
        let back = hands.turn(START + seconds(123), seconds(123));
        assert_eq!(back, Turned::To { from: later + seconds(122), now: START + seconds(123) });
    }

    #[test]
    fn one_that_takes_every_other_clock_along_is_followed_back() {
        let mut hands = Hands::at(START);
        assert_eq!(hands.turn(START + days(3_650), days(3_650)), Turned::On(START + days(3_650)));
        for second in 1..=60 {
            hands.turn(START + seconds(second), seconds(second));
        }
        assert!(matches!(hands.turn(START + seconds(61), seconds(61)), Turned::To { .. }));
        assert_eq!(hands.turn(START + seconds(62), seconds(62)), Turned::On(START + seconds(62)));
    }
}
