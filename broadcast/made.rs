//! What is made of shows with the help of [`Ffmpeg`]: pictures, clips, and recordings of films.

use crate::event::Stop;
use crate::ffmpeg::{ClipRange, Converted, Ffmpeg, FfmpegError, Going, Probed};
use crate::gate::ShowName;
use crate::recording::{Copied, Making, Stretch, copy};
use crate::show::Tap;
use crate::start::Broadcast;
use bytes::Bytes;
use kernel::Timestamp;
use std::path::Path;
use std::time::Duration;

/// Of a first segment, which may have been sent without a key frame for long.
const MOST_OF_A_SEGMENT: usize = 16 << 20;

impl Broadcast {
    /// Hear what is sent to a show from now on. Nothing if it is not on air.
    pub fn tap(&self, show: &ShowName) -> Option<Tap> {
        self.studio.show(show)?.tap()
    }

    /// What a show on air shows now, as JPEG: its last key frame.
    pub async fn picture(&self, ffmpeg: &Ffmpeg, show: &ShowName) -> Result<Vec<u8>, FfmpegError> {
        let show = self.studio.show(show).ok_or(FfmpegError::NothingThere)?;
        let (map, part) = show.latest_key().ok_or(FfmpegError::NothingThere)?;
        ffmpeg.picture(&[map, part]).await
    }

    /// What is seen in the middle of a recording, as JPEG.
    pub async fn poster(&self, ffmpeg: &Ffmpeg, show: &ShowName) -> Result<Vec<u8>, FfmpegError> {
        let io = |error: std::io::Error| FfmpegError::io(&error);
        let stretch = Stretch::middle(&self.studio.folder(show)).await.map_err(io)?;
        let (map, mut reading) = stretch.ok_or(FfmpegError::NothingThere)?.open().await.map_err(io)?;
        let (mut pieces, mut size) = (vec![map], 0);
        while let Some(piece) = reading.next().await.map_err(io)? {
            size += piece.len();
            pieces.push(piece);
            if size > MOST_OF_A_SEGMENT {
                break;
            }
        }
        ffmpeg.picture(&pieces).await
    }

    /// Cut a clip out of a recording into a file. What was recorded of that time is less if the recording has a break.
    pub async fn clip(
        &self,
        ffmpeg: &Ffmpeg,
        show: &ShowName,
        range: ClipRange,
        to: &Path,
        going: Going<'_>,
    ) -> Result<(), FfmpegError> {
        let stretch = Stretch::find(&self.studio.folder(show), range.from, range.to).await;
        let stretch = match stretch {
            Ok(stretch) => stretch.ok_or(FfmpegError::NothingThere)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(FfmpegError::NothingThere);
            }
            Err(error) => return Err(FfmpegError::io(&error)),
        };
        ffmpeg.clip(&stretch, range, to, going).await
    }

    /// Copy what was recorded from one time to another into a film of its own, in whole segments and as it is, for which no
    /// [`Ffmpeg`] is needed. Nothing if nothing was recorded then. Of a show on air, what is on the disk.
    pub async fn copy(
        &self,
        show: &ShowName,
        range: ClipRange,
        to: &Path,
    ) -> std::io::Result<Option<Copied>> {
        match Stretch::find(&self.studio.folder(show), range.from, range.to).await {
            Ok(Some(stretch)) => copy(&stretch, to).await.map(Some),
            Ok(None) => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Make a recording of a film that somebody has sent, as if it had been a show that began at a moment. What was
    /// begun before is thrown away first, and so is all of it when it does not succeed.
    pub async fn convert(
        &self,
        ffmpeg: &Ffmpeg,
        (file, probed, most): (&Path, &Probed, Duration),
        show: &ShowName,
        began_at: Timestamp,
        going: Going<'_>,
    ) -> Result<Converted, FfmpegError> {
        let failed = |error: String| FfmpegError::Failed(error);
        self.forget(show).await.map_err(|error| failed(error.to_string()))?;
        let studio = &self.studio;
        let (folder, budget) = (studio.folder(show), studio.budget.clone());
        let making = Making::begin(folder, show, budget, &studio.writing, began_at).await;
        let making = making.map_err(|why| match why {
            Stop::DiskFull => FfmpegError::DiskFull,
            Stop::Limit | Stop::TooSlow | Stop::Failed(_) => failed(why.to_string()),
        })?;
        let converted = ffmpeg.convert(file, probed, most, making, going).await;
        if converted.is_err()
            && let Err(error) = self.forget(show).await
        {
            tracing::warn!(%error, %show, "what was made of a film is still there");
        }
        converted
    }
}

impl crate::show::Show {
    /// The map and the newest part that begins with a key frame.
    fn latest_key(&self) -> Option<(Bytes, Bytes)> {
        let live = self.live();
        let mut segments = live.window.listed_segments().rev();
        segments.find_map(|segment| {
            segment.map.formats.video.as_ref()?;
            let part = segment.parts.iter().rev().find(|part| part.is_independent)?;
            Some((segment.map.init.clone(), part.data.clone()))
        })
    }
}
