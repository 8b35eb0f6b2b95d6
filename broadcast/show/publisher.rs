//! Who publishes.

use super::gone::Gone;
use super::live::Show;
use crate::cmaf::{AccessUnit, Audio, Video};
use crate::gate::{Camera, ShowName};
use std::sync::Arc;

/// The one who publishes to a show. When it is dropped, the show waits for another, and ends when none comes.
pub struct Publisher {
    show: Arc<Show>,
    session: u64,
}

impl Publisher {
    pub fn enter(show: Arc<Show>, camera: Camera) -> Result<Publisher, Gone> {
        let session = show.enter(camera)?;
        Ok(Publisher { show, session })
    }

    pub fn show(&self) -> &ShowName {
        &self.show.name
    }

    pub fn video(&self, video: Video) -> Result<(), Gone> {
        self.show.video(self.session, video).map(drop)
    }

    pub fn audio(&self, audio: Audio) -> Result<(), Gone> {
        self.show.audio(self.session, audio).map(drop)
    }

    /// Send a frame or packet; answers whether it is on air.
    pub fn unit(&self, unit: AccessUnit) -> Result<bool, Gone> {
        self.show.unit(self.session, unit)
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.show.leave(self.session);
    }
}
