//! The scene as frames, to be sent or recorded.

use super::encoder::Encoder;
use super::scene::Scene;
use crate::cmaf::{AccessUnit, FormatError, Video};
use kernel::Timestamp;
use std::time::Duration;

/// Frames of a [`Scene`] without end, one after the other; the first one is a key frame with a time of zero.
pub struct Film {
    scene: Scene,
    encoder: Encoder,
    since: Duration,
}

impl Film {
    /// From a moment of a programme on.
    pub fn new(began_at: Timestamp, since: Duration) -> Film {
        let mut scene = Scene::new(began_at);
        let encoder = Encoder::new(scene.at(since), Scene::FRAMES_PER_SECOND, Scene::GROUP);
        Film { scene, encoder, since }
    }

    /// From one frame to the next.
    pub const FRAME: Duration = Duration::from_millis(1_000 / Scene::FRAMES_PER_SECOND as u64);

    pub fn video(&self) -> Result<Video, FormatError> {
        self.encoder.video()
    }
}

impl Iterator for Film {
    type Item = AccessUnit;

    fn next(&mut self) -> Option<AccessUnit> {
        let unit = self.encoder.frame(self.scene.at(self.since));
        self.since += Film::FRAME;
        Some(unit)
    }
}
