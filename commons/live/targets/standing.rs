//! What has come of handing on, as the desk tells it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use kernel::{Timestamp, words};
use tokio::task::JoinHandle;

use super::TargetId;
use crate::live::RoomId;

words!(
    /// Why nothing is handed on just now.
    Trouble {
        /// It is at no public address.
        OutOfReach = "out-of-reach",
        NoAnswer = "no-answer",
        /// The service says no, or sends us away.
        Refused = "refused",
        NotRtmp = "not-rtmp",
        Lost = "lost",
        /// The service does not take it as fast as it comes.
        Slow = "slow",
    }
);

/// How it stands with a target while a show goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Connecting,
    Sending {
        since: Timestamp,
        has_sound: bool,
    },
    /// It is tried again then. The words are those of the service, if it said some.
    Waiting {
        why: Trouble,
        words: String,
        again_at: Timestamp,
    },
}

impl Standing {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Sending { has_sound: true, .. } => "sending",
            Self::Sending { has_sound: false, .. } => "silent",
            Self::Waiting { .. } => "waiting",
        }
    }

    /// What is wrong, when it is tried again, and what the service said.
    pub fn trouble(&self) -> Option<(&'static str, Timestamp, &str)> {
        match self {
            Self::Waiting { why, words, again_at } => Some((why.name(), *again_at, words)),
            Self::Connecting | Self::Sending { .. } => None,
        }
    }
}

/// Where a standing is told.
#[derive(Clone)]
pub struct Handing(Arc<Mutex<Standing>>);

impl Handing {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Standing::Connecting)))
    }

    pub fn tell(&self, standing: Standing) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = standing;
    }

    pub fn read(&self) -> Standing {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Default for Handing {
    fn default() -> Self {
        Self::new()
    }
}

/// Everything that is handed on by this process.
#[derive(Default)]
pub struct Handed(Mutex<HashMap<Key, One>>);

/// A show and where it is handed on to.
pub type Key = (RoomId, TargetId);

/// What begins to hand it on.
pub type Begin = Box<dyn FnOnce(Handing) -> JoinHandle<()> + Send>;

struct One {
    handing: Handing,
    task: JoinHandle<()>,
}

impl Drop for One {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Handed {
    fn all(&self) -> MutexGuard<'_, HashMap<Key, One>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hand on to these and to no others: what is not under way is begun.
    pub fn follow(&self, wanted: Vec<(Key, Begin)>) {
        let mut all = self.all();
        all.retain(|key, one| !one.task.is_finished() && wanted.iter().any(|(wanted, _)| wanted == key));
        for (key, begin) in wanted {
            all.entry(key).or_insert_with(|| {
                let handing = Handing::new();
                let task = begin(handing.clone());
                One { handing, task }
            });
        }
    }

    /// How it stands with a target, of every show that is handed on to it.
    pub fn standings(&self, target: TargetId) -> Vec<(RoomId, Standing)> {
        let all = self.all();
        let of_target = all.iter().filter(|((_, id), _)| *id == target);
        let mut found: Vec<_> = of_target.map(|((room, _), one)| (*room, one.handing.read())).collect();
        found.sort_by_key(|(room, _)| *room);
        found
    }
}
