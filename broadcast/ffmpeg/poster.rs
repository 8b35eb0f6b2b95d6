//! A still picture of a piece of video.

use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::run::{Bounds, Line};
use super::{FROM_PIPE, MOST_PIXELS};
use bytes::Bytes;
use std::ffi::OsString;
use std::time::Duration;

const BOUNDS: Bounds = Bounds {
    wall: Duration::from_secs(15),
    cpu: Duration::from_secs(10),
    memory_bytes: 1 << 30,
    file_bytes: 0,
};
/// Of a JPEG that is 720 wide.
const MOST: usize = 2 << 20;

impl Ffmpeg {
    /// The first picture of what begins with a map and a key frame, as JPEG, 720 wide at most.
    pub async fn picture(&self, video: &[Bytes]) -> Result<Vec<u8>, FfmpegError> {
        let pixels = MOST_PIXELS.to_string();
        let made = format!(
            "-protocol_whitelist {FROM_PIPE} -f mov -max_pixels {pixels} -threads 1 -i pipe:0 -an -frames:v 1 -threads 1 \
             -filter_threads 1 -vf scale=w='min(720,iw)':h=-2 -c:v mjpeg -q:v 4 -pix_fmt yuvj420p -f image2pipe pipe:1"
        );
        let arguments = made.split_whitespace().map(OsString::from).collect();
        self.take(arguments, video).await
    }

    /// A picture that is made by these words of a file that they name.
    pub(super) async fn look(&self, arguments: Vec<OsString>) -> Result<Vec<u8>, FfmpegError> {
        self.take(arguments, &[]).await
    }

    async fn take(&self, arguments: Vec<OsString>, video: &[Bytes]) -> Result<Vec<u8>, FfmpegError> {
        let picture = self.talk(Line::Looks, arguments, BOUNDS, video, MOST).await?;
        if picture.starts_with(&[0xff, 0xd8]) { Ok(picture) } else { Err(FfmpegError::NotAVideo) }
    }
}
