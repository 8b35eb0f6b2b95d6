//! A recording of what is there already, in no real time.

use super::budget::Budget;
use super::recorder::{Keep, Recorder};
use crate::cmaf::{AccessUnit, Cut, Formats, Packager, micros};
use crate::config::Pace;
use crate::event::Stop;
use crate::gate::ShowName;
use kernel::Timestamp;
use std::path::Path;
use std::time::Duration;

/// Write a recording of units into the folder of all recordings, as if they had been a show that began at a moment.
///
/// After what is there already; not while a [`crate::Broadcast`] of the same folder has this show on air. The limits of a
/// configuration do not apply. Units come in the order of their time.
pub async fn record_units(
    recordings: &Path,
    show: &ShowName,
    began_at: Timestamp,
    formats: Formats,
    units: impl IntoIterator<Item = AccessUnit, IntoIter: Send> + Send,
) -> Result<(), Stop> {
    let mut recorder = Recorder::new(recordings.join(show.as_str()), Budget::endless());
    recorder.prepare().await?;
    let mut packager = Packager::new(Pace::default().rules());
    let told = formats.video.map(|video| packager.video(video)).into_iter();
    let told: Vec<Cut> = told.chain(formats.audio.map(|audio| packager.audio(audio))).flatten().collect();
    keep(&mut recorder, began_at, told).await?;
    for unit in units {
        let cuts = packager.push(unit);
        keep(&mut recorder, began_at, cuts).await?;
    }
    let cuts = packager.finish();
    keep(&mut recorder, began_at, cuts).await?;
    recorder.close().await
}

pub(super) async fn keep(recorder: &mut Recorder, began_at: Timestamp, cuts: Vec<Cut>) -> Result<(), Stop> {
    for cut in cuts {
        let at = match cut {
            Cut::Begin { at, .. } => began_at + Duration::from_micros(micros(at).unsigned_abs()),
            Cut::Part { .. } | Cut::End => began_at,
        };
        if let Err(why) = recorder.take(Keep { cut, at }).await {
            recorder.stop().await;
            return Err(why);
        }
    }
    Ok(())
}
