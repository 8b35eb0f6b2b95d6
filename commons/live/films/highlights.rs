//! Which parts of a show are worth seeing on their own: told by its own timeline.

use std::time::Duration;

use goods::catalog::ListingId;
use kernel::Timestamp;

use super::SHORTEST;
use crate::live::{Body, Moment, Room};

/// A highlight begins so long before a thing is shown, and is so long if nothing ends it.
const BEFORE: Duration = Duration::from_secs(2);
const USUAL: Duration = Duration::from_secs(30);

/// A part of a show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    pub from: Timestamp,
    pub to: Timestamp,
    pub listing: ListingId,
    /// How much was said and done in it while its thing was shown.
    pub weight: usize,
}

/// The liveliest parts of a show around the things that were shown, at most `most`, in the order of the programme. None lies over
/// another.
pub fn highlights(room: &Room, moments: &[Moment], most: usize) -> Vec<Highlight> {
    let (Some(since), Some(over)) = (room.since(), room.state.ended_at()) else { return Vec::new() };
    let shown: Vec<(Timestamp, ListingId)> = moments
        .iter()
        .filter_map(|moment| match moment.body {
            Body::Pin { listing } => Some((moment.at, listing)),
            _ => None,
        })
        .collect();
    let part = |(nth, &(at, listing)): (usize, &(Timestamp, ListingId))| {
        let from = if at.since(since) > BEFORE { at - BEFORE } else { since };
        let to = (from + USUAL).min(over);
        // What is said once another thing is shown is said of that.
        let until = shown.get(nth + 1).map_or(to, |(next, _)| to.min(*next));
        let weight = moments.iter().filter(|moment| moment.at >= at && moment.at <= until).count();
        (to.since(from) >= SHORTEST).then_some(Highlight { from, to, listing, weight })
    };
    let mut parts: Vec<Highlight> = shown.iter().enumerate().filter_map(part).collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.weight), part.from));
    let mut chosen: Vec<Highlight> = Vec::new();
    for part in parts {
        let is_apart = chosen.iter().all(|other| part.from >= other.to || other.from >= part.to);
        if is_apart && chosen.len() < most {
            chosen.push(part);
        }
    }
    chosen.sort_by_key(|part| part.from);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::{Repeats, RoomId, RoomState};
    use kernel::ShopId;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    fn room(seconds: i64) -> Room {
        Room {
            id: RoomId::new(ShopId::new(1), 1),
            title: String::new(),
            state: RoomState::Ended { since: at(0), at: at(seconds) },
            pinned: None,
            has_replay: true,
            has_key: false,
            poster: String::new(),
            cover: String::new(),
            repeats: Repeats::Once,
            is_made: false,
            created_at: at(0),
            updated_at: at(0),
        }
    }

    fn moment(seconds: i64, body: Body) -> Moment {
        Moment {
            position: seconds,
            at: at(seconds),
            account: None,
            name: String::new(),
            is_host: false,
            body,
            is_hidden: false,
        }
    }

    fn pin(seconds: i64, number: i64) -> Moment {
        moment(seconds, Body::Pin { listing: ListingId::new(ShopId::new(1), number) })
    }

    fn line(seconds: i64) -> Moment {
        moment(seconds, Body::Line { words: "How large is it?".into() })
    }

    fn found(room: &Room, moments: &[Moment], most: usize) -> Vec<(i64, i64, i64)> {
        let seconds = |at: Timestamp| at.micros() / 1_000_000;
        let all = highlights(room, moments, most);
        all.iter().map(|one| (seconds(one.from), seconds(one.to), one.listing.number())).collect()
    }

    #[test]
    fn the_liveliest_parts_are_chosen_and_none_lies_over_another() {
        // The second thing is shown within the first one's part, and more is said of it.
        let moments = [pin(1, 1), pin(20, 2), line(22), line(25), pin(100, 3), line(101)];
        assert_eq!(found(&room(600), &moments, 5), [(18, 48, 2), (98, 128, 3)]);
        assert_eq!(found(&room(600), &moments, 1), [(18, 48, 2)]);
    }

    #[test]
    fn what_is_too_short_is_none() {
        assert_eq!(found(&room(600), &[pin(590, 1)], 5), []);
        assert_eq!(found(&room(10), &[pin(1, 1)], 5), []);
        assert_eq!(found(&room(600), &[line(5)], 5), []);
        assert_eq!(found(&room(16), &[pin(1, 1)], 5), [(0, 16, 1)]);
    }
}
