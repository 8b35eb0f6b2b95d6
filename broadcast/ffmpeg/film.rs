//! A short film of a stranger, made into one that every browser plays.

use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::probe::{named, of_strangers};
use super::run::{Bounds, Line, within};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

const WALL: Duration = Duration::from_secs(300);
const MEMORY: u64 = 2 << 30;
const MOST_BYTES: u64 = 128 << 20;
const SIDE: u32 = 1_280;
const MADE: &str = "film.mp4";

impl Ffmpeg {
    /// Make a film of `most` into H.264 and AAC.
    pub async fn film(&self, file: &Path, most: Duration, to: &Path) -> Result<(), FfmpegError> {
        let bounds = Bounds { wall: WALL, cpu: WALL, memory_bytes: MEMORY, file_bytes: MOST_BYTES };
        let mut running = self.start(Line::Films, arguments(file, most), bounds).await?;
        running.input = None;
        let making = async {
            while running.hear().await?.is_some() {}
            running.finish().await
        };
        within(WALL, making).await?;
        let io = |error: std::io::Error| FfmpegError::io(&error);
        if let Some(folder) = to.parent() {
            tokio::fs::create_dir_all(folder).await.map_err(io)?;
        }
        tokio::fs::rename(running.folder.join(MADE), to).await.map_err(io)
    }

    /// A picture of a film that lies here, a second after it begins, as JPEG, 720 wide at most.
    pub async fn picture_of(&self, file: &Path) -> Result<Vec<u8>, FfmpegError> {
        let mut arguments = of_strangers().to_vec();
        arguments.extend(["-ss", "1", "-i"].map(OsString::from));
        arguments.push(named(file));
        let made = "-an -frames:v 1 -threads 1 -filter_threads 1 -vf scale=w='min(720,iw)':h=-2 -c:v mjpeg -q:v 4 \
            -pix_fmt yuvj420p -f image2pipe pipe:1";
        arguments.extend(made.split_whitespace().map(OsString::from));
        self.look(arguments).await
    }
}

fn arguments(file: &Path, most: Duration) -> Vec<OsString> {
    let filter = format!(
        "scale=w='min({SIDE},iw)':h='min({SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,\
         format=yuv420p,setsar=1"
    );
    let mut arguments = of_strangers().to_vec();
    arguments.push("-i".into());
    arguments.push(named(file));
    let made = format!(
        "-map 0:V:0 -map 0:a:0? -sn -dn -map_metadata -1 -map_chapters -1 -t {} -threads 1 -filter_threads 1 \
         -c:v libx264 -preset veryfast -profile:v main -crf 23 -maxrate 4000k -bufsize 8000k -c:a aac -b:a 128k -ar 48000 \
         -ac 2 -movflags +faststart -f mp4 {MADE}",
        most.as_secs()
    );
    arguments.extend(["-vf", &filter].map(OsString::from));
    arguments.extend(made.split_whitespace().map(OsString::from));
    arguments
}
