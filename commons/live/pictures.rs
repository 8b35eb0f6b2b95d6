//! The newest picture of each show on air, made by one for all who look.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use kernel::Timestamp;
use tokio::sync::Mutex as Turn;

use super::RoomId;

/// A picture is made anew when somebody looks, at most so often for each show.
const FRESH: Duration = Duration::from_secs(30);

#[derive(Default)]
pub struct Pictures(Mutex<HashMap<RoomId, Arc<Shot>>>);

/// The picture of one show, and whose turn it is to make the next.
#[derive(Default)]
pub struct Shot {
    taken: Mutex<Option<Taken>>,
    pub turn: Turn<()>,
}

#[derive(Clone)]
pub struct Taken {
    at: Timestamp,
    /// None where none could be made.
    pub picture: Option<Bytes>,
}

impl Pictures {
    fn shots(&self) -> MutexGuard<'_, HashMap<RoomId, Arc<Shot>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn of(&self, room: RoomId) -> Arc<Shot> {
        self.shots().entry(room).or_default().clone()
    }

    /// Its show is over.
    pub fn forget(&self, room: RoomId) {
        self.shots().remove(&room);
    }
}

impl Shot {
    /// The newest there is.
    pub fn taken(&self) -> Option<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same, unless it is time for another.
    pub fn fresh(&self, now: Timestamp) -> Option<Taken> {
        self.taken().filter(|taken| now.since(taken.at) < FRESH)
    }

    pub fn keep(&self, at: Timestamp, picture: Option<Bytes>) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) = Some(Taken { at, picture });
    }
}
