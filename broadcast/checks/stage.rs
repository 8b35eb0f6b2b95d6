//! A broadcast on this machine, and ffmpeg as its publisher.

use crate::{
    Admission, Admitting, Body, Broadcast, Camera, Config, Event, Events, Gate, Keeping, Knock, Media,
    Refusal, ShowName,
};
use kernel::{Chance, Clock};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Lets in whoever says `key-` and the name of a show.
struct Keys;

impl Gate for Keys {
    fn admit(&self, knock: Knock) -> Admitting<'_> {
        Box::pin(async move {
            let (keeping, show) = match (knock.key.strip_prefix("key-"), knock.key.strip_prefix("quiet-")) {
                (Some(show), _) => (Keeping::Recorded, show),
                (None, Some(show)) => (Keeping::Forgotten, show),
                (None, None) => return Err(Refusal::UnknownKey),
            };
            let show = ShowName::new(show).map_err(|error| Refusal::Said(error.to_string()))?;
            Ok(Admission { show, keeping, camera: Camera::Main })
        })
    }
}

pub struct Stage {
    pub broadcast: Broadcast,
    pub events: Events,
    pub folder: PathBuf,
}

impl Stage {
    pub async fn open(change: impl FnOnce(&mut Config)) -> Stage {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Relaxed);
        let folder = std::env::temp_dir().join(format!("broadcast-{}-{number}", std::process::id()));
        Stage::open_in(folder, change).await
    }

    pub async fn open_in(folder: PathBuf, change: impl FnOnce(&mut Config)) -> Stage {
        let mut config = Config::new(folder.clone());
        config.rtmp = Some("127.0.0.1:0".parse().unwrap());
        let anywhere = "127.0.0.1:0".parse().unwrap();
        config.media = Some(Media { listen: anywhere, tcp: Some(anywhere), addresses: Vec::new() });
        config.limits.grace = Duration::from_secs(2);
        config.limits.bits_per_second = 100_000_000;
        change(&mut config);
        let (broadcast, events) =
            Broadcast::start(config, Clock::system(), Chance::seeded(9), Keys).await.unwrap();
        Stage { broadcast, events, folder }
    }

    pub fn url(&self, key: &str) -> String {
        format!("rtmp://{}/live/{key}", self.broadcast.rtmp().unwrap())
    }

    pub fn ffmpeg(&self, key: &str, arguments: &str) -> Program {
        ffmpeg(&format!("{arguments} -f flv"), &self.url(key))
    }

    pub async fn live(&self, show: &str, file: &str, query: &str) -> crate::Answer {
        self.broadcast.live(&name(show), file, query).await
    }

    /// What is told next; a test that waits for nothing should fail.
    pub async fn event(&mut self) -> Event {
        tokio::time::timeout(Duration::from_secs(15), self.events.recv()).await.unwrap().unwrap()
    }

    pub async fn until_ended(&mut self) {
        while !matches!(self.event().await, Event::Ended { .. }) {}
    }

    pub async fn close(self) {
        self.broadcast.stop().await;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn name(show: &str) -> ShowName {
    ShowName::new(show).unwrap()
}

/// A program that ends with the test.
pub struct Program(Child);

impl Program {
    pub fn start(command: &mut Command) -> Program {
        Program(command.spawn().unwrap())
    }

    pub async fn wait(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Until it ends, and what it said of errors. One that does not end fails the test.
    pub async fn output(mut self) -> (ExitStatus, String) {
        let status = tokio::time::timeout(Duration::from_secs(20), self.wait()).await.unwrap();
        let mut said = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status, said)
    }

    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Stop it, as a phone does that has lost its network.
    pub fn stall(&self) {
        let status = Command::new("kill").args(["-STOP", &self.0.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn ffmpeg(arguments: &str, to: &str) -> Program {
    let mut command = Command::new("ffmpeg");
    command.args("-hide_banner -loglevel error -nostdin -threads 1".split(' '));
    command.args(arguments.split_whitespace()).arg(to);
    Program::start(command.stdout(Stdio::null()).stderr(Stdio::piped()))
}

/// What ffprobe says of a file: one answer a line.
pub async fn ffprobe(arguments: &str, file: &Path) -> String {
    let mut command = Command::new("ffprobe");
    command.args("-hide_banner -loglevel error".split(' ')).args(arguments.split_whitespace()).arg(file);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.is_empty(), "{}: {said}", file.display());
    String::from_utf8(output.stdout).unwrap()
}

/// How many frames or packets can be decoded of a kind (`v`, `a`).
pub async fn decoded(kind: &str, file: &Path) -> u64 {
    let asked =
        format!("-count_frames -select_streams {kind} -show_entries stream=nb_read_frames -of csv=p=0");
    ffprobe(&asked, file).await.trim().trim_end_matches(',').parse().unwrap_or(0)
}

pub async fn seconds(file: &Path) -> f64 {
    ffprobe("-show_entries format=duration -of csv=p=0", file).await.trim().parse().unwrap()
}

/// The bytes of an answer, from memory or from a file.
pub fn bytes(answer: &crate::Answer) -> Vec<u8> {
    match &answer.body {
        Body::Bytes(bytes) => bytes.to_vec(),
        Body::File { path, start, length } => {
            let whole = std::fs::read(path).unwrap();
            whole[usize::try_from(*start).unwrap()..][..usize::try_from(*length).unwrap()].to_vec()
        }
    }
}

pub const PICTURE: &str = "-f lavfi -i testsrc2=size=320x180:rate=30:duration=SECONDS";
pub const SOUND: &str = "-f lavfi -i sine=frequency=440:sample_rate=44100:duration=SECONDS";
pub const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60 -sc_threshold 0";
