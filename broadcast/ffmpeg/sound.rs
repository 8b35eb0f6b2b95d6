//! Sound that a browser sends, made into the kind that services of live video take.

use super::FROM_PIPE;
use super::error::FfmpegError;
use super::find::Ffmpeg;
use super::flv_stream::FlvStream;
use super::run::{Bounds, Line, Running};
use crate::cmaf::{AccessUnit, Audio, Cut, Packager, Rules, TICKS};
use crate::rtmp::FlvMessage;
use bytes::Bytes;
use std::ffi::OsString;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::mpsc;

/// Makes AAC of Opus for as long as a show goes on. The process ends when this is dropped.
pub struct AacMaker {
    packager: Packager,
    input: mpsc::Sender<Bytes>,
    output: mpsc::Receiver<AacSound>,
    task: tokio::task::JoinHandle<()>,
    /// When the first packet was.
    began: Option<i64>,
}

/// What comes out.
#[derive(Clone, Debug)]
pub enum AacSound {
    Format(Audio),
    Packet(AccessUnit),
}

/// Packets are handed on so many at once.
const RULES: Rules = Rules { part: TICKS / 10, segment: 2 * TICKS };
/// A day of sound takes some minutes.
const BOUNDS: Bounds = Bounds {
    wall: Duration::from_secs(24 * 3_600),
    cpu: Duration::from_secs(3_600),
    memory_bytes: 1 << 30,
    file_bytes: 0,
};
/// Pieces that wait on either side, some seconds; who is that far behind is given up.
const WAITING: usize = 256;

impl Ffmpeg {
    pub async fn aac(&self, channels: u8) -> Result<AacMaker, FfmpegError> {
        let made = format!(
            "-protocol_whitelist {FROM_PIPE} -fflags nobuffer -probesize 32 -analyzeduration 0 -f mov -threads 1 -i pipe:0 \
             -vn -c:a aac -b:a 128k -ar 48000 -ac 2 -threads 1 -flush_packets 1 -flvflags no_duration_filesize -f flv pipe:1"
        );
        let arguments = made.split_whitespace().map(OsString::from).collect();
        let running = self.start(Line::Sounds, arguments, BOUNDS).await?;
        let mut packager = Packager::new(RULES);
        packager.audio(Audio::Opus { channels });
        let (input, pieces) = mpsc::channel(WAITING);
        let (sender, output) = mpsc::channel(WAITING);
        let task = tokio::spawn(async move {
            if let Err(error) = go_on(running, pieces, sender).await {
                tracing::warn!(%error, "sound is no longer made anew");
            }
        });
        Ok(AacMaker { packager, input, output, task, began: None })
    }
}

impl AacMaker {
    /// A packet of Opus. Answers whether the process keeps up.
    pub fn push(&mut self, unit: &AccessUnit) -> bool {
        self.began.get_or_insert(unit.at);
        let cuts = self.packager.push(unit.clone());
        cuts.into_iter().all(|cut| {
            let piece = match cut {
                // A map stands before the first part only, for there is one.
                Cut::Begin { map, at: 0, .. } => map.init.clone(),
                Cut::Part { data, .. } => data,
                Cut::Begin { .. } | Cut::End => return true,
            };
            self.input.try_send(piece).is_ok()
        })
    }

    /// What has come out by now, timed as what went in.
    pub fn take(&mut self) -> Option<AacSound> {
        let began = self.began.unwrap_or(0);
        match self.output.try_recv().ok()? {
            AacSound::Packet(unit) => Some(AacSound::Packet(AccessUnit { at: unit.at + began, ..unit })),
            format @ AacSound::Format(_) => Some(format),
        }
    }
}

impl Drop for AacMaker {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn go_on(
    mut running: Running,
    mut pieces: mpsc::Receiver<Bytes>,
    sender: mpsc::Sender<AacSound>,
) -> Result<(), FfmpegError> {
    let input = running.input.take();
    let telling = async {
        let Some(mut input) = input else { return };
        while let Some(piece) = pieces.recv().await {
            if input.write_all(&piece).await.is_err() {
                return;
            }
        }
    };
    let hearing = async {
        let mut stream = FlvStream::default();
        while let Some(piece) = running.hear().await? {
            stream.push(&piece);
            while let Some(message) = stream.next().map_err(|error| FfmpegError::Failed(error.to_string()))? {
                let sound = match message {
                    FlvMessage::Audio(audio) => AacSound::Format(audio),
                    FlvMessage::Frame(unit) => AacSound::Packet(unit),
                    FlvMessage::Video(_) | FlvMessage::Nothing => continue,
                };
                // Nobody hears any more, or not fast enough.
                if sender.try_send(sound).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    };
    let (heard, ()) = tokio::join!(hearing, telling);
    heard?;
    running.finish().await
}
