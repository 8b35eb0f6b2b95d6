//! Looks at listings that wait to be noted: as many as came together are noted together.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::capability::Sighting;

/// More that wait are not noted.
const MOST: usize = 10_000;
/// Whoever comes back to the same page is noted once, as of the last time, if so few came in between.
const BETWEEN: usize = 100;
/// So many are noted in one act.
const AT_ONCE: usize = 200;

#[derive(Default)]
pub struct Sightings(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    looks: Vec<Sighting>,
    is_noting: bool,
}

impl Sightings {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Let a look wait. Whoever is answered true notes what waits, with [`Sightings::take`], until there is nothing left.
    pub fn add(&self, look: Sighting) -> bool {
        let mut waiting = self.lock();
        let is_full = waiting.looks.len() >= MOST;
        match waiting.looks.iter_mut().rev().take(BETWEEN).find(|other| other.is_same(&look)) {
            Some(same) => same.now = look.now,
            None if is_full => {}
            None => waiting.looks.push(look),
        }
        !std::mem::replace(&mut waiting.is_noting, true)
    }

    /// The oldest that wait; none when there are none left.
    pub fn take(&self) -> Option<Vec<Sighting>> {
        let mut waiting = self.lock();
        if waiting.looks.is_empty() {
            waiting.is_noting = false;
            return None;
        }
        let many = waiting.looks.len().min(AT_ONCE);
        Some(waiting.looks.drain(..many).collect())
    }
}
