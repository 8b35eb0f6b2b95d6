//! Who publishes.

use super::gone::Gone;
use super::live::Show;
use crate::cmaf::{AccessUnit, Audio, Video};
use crate::gate::ShowName;
use std::sync::Arc;

/// The one who publishes to a show. When it is dropped, the show waits for another, and ends when none comes.
pub struct Publisher {
    show: Arc<Show>,
    session: u64,
}

impl Publisher {
    pub fn enter(show: Arc<Show>) -> Result<Publisher, Gone> {
        let session = show.enter()?;
        Ok(Publisher { show, session })
    }

    pub fn show(&self) -> &ShowName {
        &self.show.name
    }

    pub fn video(&self, video: Video) -> Result<(), Gone> {
        self.show.video(self.session, video)
    }

    pub fn audio(&self, audio: Audio) -> Result<(), Gone> {
        self.show.audio(self.session, audio)
    }

    pub fn unit(&self, unit: AccessUnit) -> Result<(), Gone> {
        self.show.unit(self.session, unit)
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.show.leave(self.session);
    }
}
