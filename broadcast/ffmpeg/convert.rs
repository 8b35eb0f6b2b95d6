//! A stranger's film, made into a recording like every other.

use super::Going;
use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::flv_stream::FlvStream;
use super::probe::{Probed, named, of_strangers};
use super::run::{Bounds, Line, Running, within};
use crate::cmaf::micros;
use crate::event::Stop;
use crate::recording::Making;
use crate::rtmp::FlvMessage;
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

/// What was made of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Converted {
    pub lasts: Duration,
}

const MEMORY: u64 = 2 << 30;
/// A film may take so many times as long as it lasts, and a while besides.
const SLOWEST: u32 = 6;
const AT_LEAST: Duration = Duration::from_secs(120);
/// The larger side of a picture.
const SIDE: u32 = 1_280;
/// Frames a second: below the fewest, parts would be longer than players are told.
const FEWEST: u32 = 20;
const MOST: u32 = 30;
const USUAL: u32 = 25;

impl Ffmpeg {
    /// Make a film into H.264 and AAC, of `most` at the most, as units that are recorded as they come.
    pub(crate) async fn convert(
        &self,
        file: &Path,
        probed: &Probed,
        most: Duration,
        making: Making,
        going: Going<'_>,
    ) -> Result<Converted, FfmpegError> {
        let wall = probed.lasts.unwrap_or(most).min(most) * SLOWEST + AT_LEAST;
        let bounds = Bounds { wall, cpu: wall, memory_bytes: MEMORY, file_bytes: 0 };
        let mut running = self.start(Line::Films, arguments(file, probed, most), bounds).await?;
        running.input = None;
        within(wall, record(running, making, going)).await
    }
}

fn arguments(file: &Path, probed: &Probed, most: Duration) -> Vec<OsString> {
    let rate = match probed.frames_per_second {
        0 => USUAL,
        rate => rate.clamp(FEWEST, MOST),
    };
    let filter = format!(
        "fps={rate},scale=w='min({SIDE},iw)':h='min({SIDE},ih)':force_original_aspect_ratio=decrease:\
         force_divisible_by=2,format=yuv420p,setsar=1"
    );
    let mut arguments = of_strangers().to_vec();
    arguments.push("-i".into());
    arguments.push(named(file));
    let made = format!(
        "-map 0:V:0 -map 0:a:0? -sn -dn -map_metadata -1 -map_chapters -1 -t {} -threads 1 -filter_threads 1 \
         -c:v libx264 -preset veryfast -profile:v main -bf 0 -g {} -sc_threshold 0 -crf 23 -maxrate 3000k \
         -bufsize 6000k -c:a aac -b:a 128k -ar 48000 -ac 2 -max_muxing_queue_size 4096 -flvflags no_duration_filesize",
        most.as_secs(),
        rate * 2
    );
    arguments.extend(made.split_whitespace().map(OsString::from));
    arguments.extend(["-vf", &filter, "-f", "flv", "pipe:1"].map(OsString::from));
    arguments
}

async fn record(
    mut running: Running,
    mut making: Making,
    going: Going<'_>,
) -> Result<Converted, FfmpegError> {
    let (mut stream, mut end, mut told) = (FlvStream::default(), 0, Duration::ZERO);
    while let Some(piece) = running.hear().await? {
        stream.push(&piece);
        loop {
            let next = stream.next().map_err(|error| FfmpegError::Failed(error.to_string()))?;
            let done = match next {
                Some(FlvMessage::Video(video)) => making.video(video).await,
                Some(FlvMessage::Audio(audio)) => making.audio(audio).await,
                Some(FlvMessage::Frame(unit)) => {
                    end = end.max(micros(unit.at));
                    making.unit(unit).await
                }
                Some(FlvMessage::Nothing) => Ok(()),
                None => break,
            };
            done.map_err(stopped)?;
        }
        let lasts = Duration::from_micros(end.unsigned_abs());
        if lasts >= told + Duration::from_secs(1) {
            told = lasts;
            if !going(lasts) {
                return Err(FfmpegError::GivenUp);
            }
        }
    }
    running.finish().await?;
    making.end().await.map_err(stopped)?;
    if end == 0 {
        return Err(FfmpegError::NotAVideo);
    }
    Ok(Converted { lasts: Duration::from_micros(end.unsigned_abs()) })
}

fn stopped(why: Stop) -> FfmpegError {
    match why {
        Stop::DiskFull => FfmpegError::DiskFull,
        Stop::Limit => FfmpegError::TooMuch,
        Stop::TooSlow | Stop::Failed(_) => FfmpegError::Failed(why.to_string()),
    }
}
