//! Who writes a recording: one at a time.

use crate::gate::ShowName;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Recordings that are being written, and why.
#[derive(Clone, Debug, Default)]
pub struct Writing(Arc<Mutex<BTreeMap<ShowName, Why>>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Recorded,
    Mended,
}

/// Nobody else writes this recording while it is held.
pub struct Turn {
    writing: Writing,
    show: ShowName,
}

/// Looking through a tail takes milliseconds.
const AGAIN: Duration = Duration::from_millis(10);

impl Writing {
    /// Whether it is being recorded, also shortly after the end of its show.
    pub fn has(&self, show: &ShowName) -> bool {
        self.shows().get(show) == Some(&Why::Recorded)
    }

    pub fn is_empty(&self) -> bool {
        self.shows().is_empty()
    }

    /// The turn to record. A show of the same name that has just ended may still be written.
    pub async fn record(&self, show: &ShowName) -> Turn {
        loop {
            if let Some(turn) = self.take(show, Why::Recorded) {
                return turn;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// The turn to mend; nothing if it is being recorded.
    pub async fn mend(&self, show: &ShowName) -> Option<Turn> {
        loop {
            if let Some(turn) = self.take(show, Why::Mended) {
                return Some(turn);
            }
            if self.has(show) {
                return None;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    fn take(&self, show: &ShowName, why: Why) -> Option<Turn> {
        let mut shows = self.shows();
        if shows.contains_key(show) {
            return None;
        }
        shows.insert(show.clone(), why);
        Some(Turn { writing: self.clone(), show: show.clone() })
    }

    fn shows(&self) -> MutexGuard<'_, BTreeMap<ShowName, Why>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.writing.shows().remove(&self.show);
    }
}
