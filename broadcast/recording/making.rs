//! A recording that is made as fast as its units come, from a film that is there already.

use super::budget::Budget;
use super::made::keep;
use super::recorder::Recorder;
use super::writing::{Turn, Writing};
use crate::cmaf::{AccessUnit, Audio, Cut, Packager, Video};
use crate::config::Pace;
use crate::event::Stop;
use crate::gate::ShowName;
use kernel::Timestamp;
use std::path::PathBuf;

/// Nobody else writes the recording while this is held.
pub struct Making {
    recorder: Recorder,
    packager: Packager,
    began_at: Timestamp,
    _turn: Turn,
}

impl Making {
    /// Begin a recording of a show that is told to have begun at a moment.
    pub async fn begin(
        folder: PathBuf,
        show: &ShowName,
        budget: Budget,
        writing: &Writing,
        began_at: Timestamp,
    ) -> Result<Making, Stop> {
        let turn = writing.record(show).await;
        let mut recorder = Recorder::new(folder, budget);
        recorder.prepare().await?;
        let packager = Packager::new(Pace::default().rules());
        Ok(Making { recorder, packager, began_at, _turn: turn })
    }

    pub async fn video(&mut self, video: Video) -> Result<(), Stop> {
        let cuts = self.packager.video(video);
        self.keep(cuts).await
    }

    pub async fn audio(&mut self, audio: Audio) -> Result<(), Stop> {
        let cuts = self.packager.audio(audio);
        self.keep(cuts).await
    }

    pub async fn unit(&mut self, unit: AccessUnit) -> Result<(), Stop> {
        let cuts = self.packager.push(unit);
        self.keep(cuts).await
    }

    pub async fn end(mut self) -> Result<(), Stop> {
        let cuts = self.packager.finish();
        self.keep(cuts).await?;
        self.recorder.close().await
    }

    async fn keep(&mut self, cuts: Vec<Cut>) -> Result<(), Stop> {
        keep(&mut self.recorder, self.began_at, cuts).await
    }
}
