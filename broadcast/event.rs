//! What the host hears.

use crate::gate::ShowName;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Each names its show. A show begins once and ends once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Began {
        show: ShowName,
    },
    /// The publisher has gone; the show waits for it.
    Paused {
        show: ShowName,
    },
    /// A publisher is there again.
    Resumed {
        show: ShowName,
    },
    Ended {
        show: ShowName,
        why: Ending,
    },
    /// The show goes on and what was recorded stays; no more is.
    RecordingStopped {
        show: ShowName,
        why: Stop,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The publisher said so, or did not come back in time.
    Left,
    /// The host ended it.
    ByHost,
    /// It was longer than a show may be.
    TooLong,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    #[error("the disk is full")]
    DiskFull,
    #[error("the recording has reached its limit")]
    Limit,
    #[error("the disk does not keep up")]
    TooSlow,
    #[error("the disk failed: {0}")]
    Failed(String),
}

pub type Events = UnboundedReceiver<Event>;

/// Never blocks, and loses nothing while the host listens. All that is said was let in by the host, so it is little.
#[derive(Clone)]
pub struct Teller(UnboundedSender<Event>);

impl Teller {
    pub fn new() -> (Teller, Events) {
        let (sender, events) = unbounded_channel();
        (Teller(sender), events)
    }

    pub fn tell(&self, event: Event) {
        // A host that has dropped its end does not want to hear.
        let _ = self.0.send(event);
    }
}
