//! A clip of a recording, as one file that every program plays.

use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::run::{Bounds, Line, Running, within};
use super::{FROM_PIPE, Going, MOST_PIXELS};
use crate::recording::Stretch;
use bytes::Bytes;
use kernel::Timestamp;
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// From one time of a programme to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipRange {
    pub from: Timestamp,
    pub to: Timestamp,
}

const MEMORY: u64 = 2 << 30;
/// Two minutes at three megabits a second are a fifth of it.
const MOST_BYTES: u64 = 256 << 20;
const SLOWEST: u32 = 10;
const AT_LEAST: Duration = Duration::from_secs(60);
const MADE: &str = "clip.mp4";

impl Ffmpeg {
    /// Cut a clip out of a stretch of a recording into a file. It begins with the very frame.
    pub(crate) async fn clip(
        &self,
        stretch: &Stretch,
        range: ClipRange,
        to: &Path,
        going: Going<'_>,
    ) -> Result<(), FfmpegError> {
        let lasts = range.to.since(range.from);
        let wall = lasts * SLOWEST + AT_LEAST;
        let bounds = Bounds { wall, cpu: wall, memory_bytes: MEMORY, file_bytes: MOST_BYTES };
        let mut running = self.start(Line::Films, arguments(stretch, range, lasts), bounds).await?;
        within(wall, cut(&mut running, stretch, going)).await?;
        let io = |error: std::io::Error| FfmpegError::io(&error);
        if let Some(folder) = to.parent() {
            tokio::fs::create_dir_all(folder).await.map_err(io)?;
        }
        tokio::fs::rename(running.folder.join(MADE), to).await.map_err(io)
    }
}

fn arguments(stretch: &Stretch, range: ClipRange, lasts: Duration) -> Vec<OsString> {
    let (skipped, pixels) = (range.from.since(stretch.began_at).as_millis(), MOST_PIXELS);
    let lasts = lasts.as_millis();
    let made = format!(
        "-protocol_whitelist {FROM_PIPE} -f mov -max_pixels {pixels} -threads 1 -i pipe:0 -ss {skipped}ms -t {lasts}ms \
         -map 0:V:0 -map 0:a:0? -map_metadata -1 -threads 1 -filter_threads 1 -vf format=yuv420p -c:v libx264 \
         -preset veryfast -profile:v high -crf 23 -maxrate 4000k -bufsize 8000k -c:a aac -b:a 128k -ar 48000 -ac 2 \
         -movflags +faststart -progress pipe:1 -stats_period 0.5 -f mp4 {MADE}"
    );
    made.split_whitespace().map(OsString::from).collect()
}

async fn cut(running: &mut Running, stretch: &Stretch, going: Going<'_>) -> Result<(), FfmpegError> {
    let io = |error: std::io::Error| FfmpegError::io(&error);
    let (map, mut reading) = stretch.open().await.map_err(io)?;
    let input = running.input.take();
    let telling = async {
        let Some(mut input) = input else { return Ok(()) };
        let mut piece: Option<Bytes> = Some(map);
        while let Some(bytes) = piece {
            // It has what it wants when the clip is whole.
            if input.write_all(&bytes).await.is_err() {
                return Ok(());
            }
            piece = reading.next().await.map_err(io)?;
        }
        Ok(())
    };
    let hearing = async {
        let mut said = String::new();
        while let Some(piece) = running.hear().await? {
            said.push_str(&String::from_utf8_lossy(&piece));
            // A report ends with a line that says so.
            let Some(end) = said.rfind("progress=") else { continue };
            if let Some(done) = done(&said)
                && !going(done)
            {
                return Err(FfmpegError::GivenUp);
            }
            said.drain(..end);
        }
        Ok(())
    };
    let (told, heard) = tokio::join!(telling, hearing);
    heard?;
    told?;
    running.finish().await
}

/// How far a report says that it is.
fn done(report: &str) -> Option<Duration> {
    let micros = report.lines().rev().find_map(|line| line.strip_prefix("out_time_us="))?;
    Some(Duration::from_micros(micros.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_how_far_it_is() {
        let report = "frame=3\nout_time_us=1500000\nprogress=continue\nframe=9\nout_time_us=2500000\nprogress=continue\n";
        assert_eq!(done(report), Some(Duration::from_millis(2_500)));
        assert_eq!(done("out_time_us=N/A\n"), None);
    }
}
