//! What a stranger's file is, before anything is made of it.

use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::run::{Bounds, Line, within};
use super::{FORMATS, FROM_FILE, MOST_PIXELS};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

/// A video, as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// By ffmpeg's name of it: `mov,mp4,m4a,3gp,3g2,mj2`.
    pub format: String,
    pub width: u32,
    pub height: u32,
    /// Rounded; zero if nothing is said.
    pub frames_per_second: u32,
    /// Some files do not say.
    pub lasts: Option<Duration>,
    pub has_sound: bool,
}

const BOUNDS: Bounds = Bounds {
    wall: Duration::from_secs(20),
    cpu: Duration::from_secs(15),
    memory_bytes: 1 << 30,
    file_bytes: 0,
};
const MOST_ANSWER: usize = 64 << 10;
/// A picture that is smaller has nothing on it.
const SMALLEST: u32 = 16;

impl Ffmpeg {
    /// Look at a file. What is no video, or has too many pixels, is refused.
    pub async fn probe(&self, file: &Path) -> Result<Probed, FfmpegError> {
        let asked = "format=format_name,duration:stream=codec_type,width,height,avg_frame_rate,r_frame_rate:\
            stream_disposition=attached_pic";
        let mut arguments: Vec<OsString> =
            ["-hide_banner", "-loglevel", "error"].map(OsString::from).to_vec();
        arguments.extend(of_strangers());
        arguments.extend(["-show_entries", asked, "-of", "default", "-i"].map(OsString::from));
        arguments.push(named(file));
        let program = self.0.ffprobe.clone();
        let mut running = self.start_program(program, Line::Looks, arguments, BOUNDS).await?;
        running.input = None;
        let looking = async {
            let mut said = Vec::new();
            while let Some(piece) = running.hear().await? {
                said.extend_from_slice(&piece);
                if said.len() > MOST_ANSWER {
                    return Err(FfmpegError::NotAVideo);
                }
            }
            match running.finish().await {
                Ok(()) => read(&String::from_utf8_lossy(&said)),
                Err(FfmpegError::Failed(words)) => {
                    tracing::info!(%words, "a file is no video");
                    Err(FfmpegError::NotAVideo)
                }
                Err(error) => Err(error),
            }
        };
        within(BOUNDS.wall, looking).await
    }
}

/// What stands before the name of a stranger's file.
pub fn of_strangers() -> [OsString; 8] {
    let pixels = MOST_PIXELS.to_string();
    ["-protocol_whitelist", FROM_FILE, "-format_whitelist", FORMATS, "-max_pixels", &pixels, "-threads", "1"]
        .map(OsString::from)
}

/// A file by its protocol, so that nothing in its name is one.
pub fn named(file: &Path) -> OsString {
    let mut name = OsString::from("file:");
    name.push(file);
    name
}

fn read(said: &str) -> Result<Probed, FfmpegError> {
    let (mut format, mut lasts, mut video, mut has_sound) = (String::new(), None, None, false);
    for section in said.split("[/") {
        let value = |name: &str| {
            section.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
        };
        if section.contains("[FORMAT]") {
            value("format_name").clone_into(&mut format);
            lasts = seconds(value("duration"));
        } else if value("codec_type") == "audio" {
            has_sound = true;
        } else if value("codec_type") == "video"
            && value("DISPOSITION:attached_pic") != "1"
            && video.is_none()
        {
            let rate = [value("avg_frame_rate"), value("r_frame_rate")].into_iter().find_map(rate);
            let side = |name| value(name).parse::<u32>().unwrap_or(0);
            video = Some((side("width"), side("height"), rate.unwrap_or(0)));
        }
    }
    let (width, height, frames_per_second) = video.ok_or(FfmpegError::NotAVideo)?;
    // A picture that was not looked at since it is too large has no size.
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FfmpegError::TooManyPixels);
    }
    if width.min(height) < SMALLEST {
        return Err(FfmpegError::NotAVideo);
    }
    Ok(Probed { format, width, height, frames_per_second, lasts, has_sound })
}

/// `12.345000`, to the millisecond.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let millis: String = part.chars().chain("000".chars()).take(3).collect();
    let millis = whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(millis.parse().ok()?)?;
    Some(Duration::from_millis(millis))
}

/// `30000/1001`, rounded.
fn rate(text: &str) -> Option<u32> {
    let (frames, seconds) = text.split_once('/')?;
    let (frames, seconds) = (frames.parse::<u64>().ok()?, seconds.parse::<u64>().ok()?);
    let rate = frames.checked_add(seconds / 2)?.checked_div(seconds)?;
    u32::try_from(rate).ok().filter(|rate| *rate > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "[STREAM]\ncodec_type=video\nwidth=640\nheight=360\nr_frame_rate=30/1\navg_frame_rate=30000/1001\n\
        DISPOSITION:attached_pic=0\n[/STREAM]\n[STREAM]\ncodec_type=audio\navg_frame_rate=0/0\n[/STREAM]\n[FORMAT]\n\
        format_name=matroska,webm\nduration=5.0065\n[/FORMAT]\n";

    #[test]
    fn an_answer_of_ffprobe_is_read() {
        let probed = read(SAID).unwrap();
        assert_eq!((probed.width, probed.height, probed.frames_per_second), (640, 360, 30));
        assert_eq!((probed.lasts, probed.has_sound), (Some(Duration::from_millis(5_006)), true));
        assert_eq!(read(&SAID.replace("attached_pic=0", "attached_pic=1")), Err(FfmpegError::NotAVideo));
        assert_eq!(read(&SAID.replace("640", "40000")), Err(FfmpegError::TooManyPixels));
        assert_eq!(read(&SAID.replace("640", "0")), Err(FfmpegError::TooManyPixels));
        assert_eq!(read(&SAID.replace("360", "8")), Err(FfmpegError::NotAVideo));
        assert_eq!(read(&SAID.replace("5.0065", "N/A")).unwrap().lasts, None);
        assert_eq!(read(""), Err(FfmpegError::NotAVideo));
    }
}
