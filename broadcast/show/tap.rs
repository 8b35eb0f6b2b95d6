//! Somebody who hears what is sent as it comes, to hand it on.

use crate::cmaf::{AccessUnit, Audio, Formats, Video};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

/// What a publisher sends.
#[derive(Clone, Debug)]
pub enum Heard {
    Video(Video),
    Audio(Audio),
    Unit(AccessUnit),
}

/// What is sent to a show from now on. Whoever does not keep up is left behind: a show waits for nobody.
pub struct Tap {
    /// Of what is sent already.
    pub formats: Formats,
    heard: mpsc::Receiver<Heard>,
}

impl Tap {
    /// What was sent next; nothing when the show has ended, or when whoever hears it did not keep up.
    pub async fn next(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }
}

/// Everybody who hears it.
#[derive(Default)]
pub struct Taps(Vec<mpsc::Sender<Heard>>);

/// Some ten seconds of frames and packets. A unit shares its bytes with the show.
const WAITING: usize = 1_024;

impl Taps {
    pub fn add(&mut self, formats: Formats) -> Tap {
        let (sender, heard) = mpsc::channel(WAITING);
        self.0.push(sender);
        Tap { formats, heard }
    }

    pub fn tell(&mut self, heard: &Heard) {
        self.0.retain(|tap| match tap.try_send(heard.clone()) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Closed(_)) => false,
        });
    }
}
