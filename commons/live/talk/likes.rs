//! Hearts, lines and viewers of rooms on air, counted in memory and written by the minute.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::live::RoomId;

/// Hearts of one tap: fingers are faster than requests.
pub const MOST_HEARTS: i64 = 50;

#[derive(Default)]
pub struct Tally(Mutex<HashMap<RoomId, Counted>>);

#[derive(Clone, Copy, Default)]
struct Counted {
    likes: i64,
    /// Of them not yet written.
    unwritten: i64,
    viewers: i64,
    looks: i64,
    /// Lines since the last look.
    lines: i64,
}

/// What was counted since it was written last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// On average of the looks.
    pub viewers: i64,
    pub likes: i64,
}

impl Tally {
    fn lock(&self) -> MutexGuard<'_, HashMap<RoomId, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody likes it.
    pub fn like(&self, room: RoomId, hearts: i64) -> i64 {
        let mut rooms = self.lock();
        let counted = rooms.entry(room).or_default();
        let hearts = hearts.clamp(0, MOST_HEARTS);
        counted.likes = counted.likes.saturating_add(hearts);
        counted.unwritten = counted.unwritten.saturating_add(hearts);
        counted.likes
    }

    /// A viewer has said something.
    pub fn said(&self, room: RoomId) {
        self.lock().entry(room).or_default().lines += 1;
    }

    /// So many watch now. The answer is how many hearts there are, and how many lines were said since the last look.
    pub fn look(&self, room: RoomId, viewers: i64) -> (i64, i64) {
        let mut rooms = self.lock();
        let counted = rooms.entry(room).or_default();
        counted.viewers = counted.viewers.saturating_add(viewers);
        counted.looks += 1;
        (counted.likes, std::mem::take(&mut counted.lines))
    }

    pub fn likes(&self, room: RoomId) -> i64 {
        self.lock().get(&room).map_or(0, |counted| counted.likes)
    }

    /// What is to be written of a room; then the counting begins anew.
    pub fn take(&self, room: RoomId) -> Told {
        let mut rooms = self.lock();
        let counted = rooms.entry(room).or_default();
        let viewers =
            if counted.looks == 0 { 0 } else { (counted.viewers + counted.looks / 2) / counted.looks };
        let told = Told { viewers, likes: counted.unwritten };
        *counted = Counted { likes: counted.likes, lines: counted.lines, ..Counted::default() };
        told
    }

    pub fn forget(&self, room: RoomId) {
        self.lock().remove(&room);
    }
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    #[test]
    fn hearts_add_up_and_viewers_are_an_average() {
        let (tally, room) = (Tally::default(), RoomId::new(ShopId::new(1), 2));
        tally.like(room, 3);
        tally.like(room, 1_000);
        tally.like(room, -5);
        tally.said(room);
        assert_eq!((tally.look(room, 10), tally.look(room, 21)), ((53, 1), (53, 0)));
        assert_eq!(tally.take(room), Told { viewers: 16, likes: 53 });
        assert_eq!(tally.take(room), Told { viewers: 0, likes: 0 });
        assert_eq!(tally.likes(room), 53);
    }
}
