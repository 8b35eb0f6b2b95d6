use kernel::{Money, MoneyError, Timestamp};

use super::Selling;
use crate::live::Room;

/// A minute of a show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    /// Since the show began: 0, 1, 2 …
    pub minute: i64,
    /// On average.
    pub viewers: i64,
    pub likes: i64,
    /// Pieces bought in the room.
    pub pieces: i64,
    /// What their goods cost, in minor units of the shop's currency.
    pub minor: i64,
}

/// What there is to count of a show.
#[derive(Clone, Debug)]
pub struct Figures {
    pub minutes: Vec<Minute>,
    /// Purchases made in the room.
    pub purchases: i64,
    pub lines: i64,
    pub offers: i64,
    pub money: Money,
    /// What sold best, first.
    pub selling: Vec<Selling>,
}

impl Figures {
    pub fn watched(&self) -> i64 {
        self.minutes.iter().map(|minute| minute.viewers).sum()
    }

    pub fn likes(&self) -> i64 {
        self.minutes.iter().map(|minute| minute.likes).sum()
    }

    pub fn pieces(&self) -> i64 {
        self.minutes.iter().map(|minute| minute.pieces).sum()
    }

    pub fn most_viewers(&self) -> i64 {
        self.minutes.iter().map(|minute| minute.viewers).max().unwrap_or(0)
    }

    /// How many of those who watched in the busiest minute were there in the last, in percent; none where nobody watched.
    pub fn stayed(&self) -> Option<i64> {
        let (most, last) = (self.most_viewers(), self.minutes.last()?.viewers);
        (most > 0).then(|| last * 100 / most)
    }

    pub fn money_of(&self, minute: &Minute) -> Money {
        Money::new(minute.minor, self.money.currency())
    }
}

/// Every minute of a show until now, those in which nothing was counted too.
pub fn filled(room: &Room, now: Timestamp, counted: Vec<Minute>, most: i64) -> Vec<Minute> {
    let Some(since) = room.since() else { return Vec::new() };
    let until = room.state.ended_at().unwrap_or(now);
    let length = i64::try_from(until.since(since).as_secs() / 60).unwrap_or(0) + 1;
    let mut minutes: Vec<Minute> =
        (0..length.min(most)).map(|minute| Minute { minute, ..Minute::default() }).collect();
    for one in counted {
        let place = usize::try_from(one.minute).ok().and_then(|at| minutes.get_mut(at));
        if let Some(place) = place {
            place.viewers += one.viewers;
            place.likes += one.likes;
            place.pieces += one.pieces;
            place.minor = place.minor.saturating_add(one.minor);
        }
    }
    minutes
}

/// What all minutes brought.
pub fn sum(minutes: &[Minute], like: Money) -> Result<Money, MoneyError> {
    Money::sum(minutes.iter().map(|minute| Money::new(minute.minor, like.currency())), like.currency())
}
