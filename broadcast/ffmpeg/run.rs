//! One process, within its bounds.

use super::error::FfmpegError;
use super::find::{Ffmpeg, Inner};
use bytes::{Bytes, BytesMut};
use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::unix::pipe;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

/// What a process may use.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// By the clock, from its start.
    pub wall: Duration,
    /// Of a processor.
    pub cpu: Duration,
    pub memory_bytes: u64,
    /// Of a file that it writes.
    pub file_bytes: u64,
}

/// Which line somebody waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Films,
    Looks,
    Sounds,
}

/// A process that runs, and ends when this is dropped.
pub struct Running {
    child: Option<Child>,
    pub input: Option<pipe::Sender>,
    output: pipe::Receiver,
    said: JoinHandle<String>,
    /// The one in which it may write.
    pub folder: PathBuf,
    inner: Arc<Inner>,
    _place: OwnedSemaphorePermit,
}

/// What is set before the program is. Each limit must hold, or nothing is started.
const SHELL: &str = "ulimit -c 0 && ulimit -n 64 && ulimit -t \"$1\" && ulimit -v \"$2\" && ulimit -f \"$3\" && shift 3 && \
    exec nice -n 10 \"$@\"";
/// Of what a program says of errors; the first are those that say why.
const MOST_WORDS: usize = 2_000;
const PIECE: usize = 64 << 10;
/// Between two looks whether a process has ended that has closed its output.
const LOOK: Duration = Duration::from_millis(10);
/// Of the units that a shell counts files in.
const BLOCK: u64 = 512;

impl Ffmpeg {
    /// Wait for a place and start ffmpeg with these arguments behind those that it always has.
    pub(super) async fn start(
        &self,
        line: Line,
        arguments: Vec<OsString>,
        bounds: Bounds,
    ) -> Result<Running, FfmpegError> {
        let always = ["-hide_banner", "-nostdin", "-loglevel", "error", "-nostats"].map(OsString::from);
        let arguments = always.into_iter().chain(arguments).collect();
        self.start_program(self.0.ffmpeg.clone(), line, arguments, bounds).await
    }

    pub(crate) async fn start_program(
        &self,
        program: PathBuf,
        line: Line,
        arguments: Vec<OsString>,
        bounds: Bounds,
    ) -> Result<Running, FfmpegError> {
        let places: &Arc<Semaphore> = match line {
            Line::Films => &self.0.places,
            Line::Looks => &self.0.looks,
            Line::Sounds => &self.0.sounds,
        };
        let place = Arc::clone(places).acquire_owned().await;
        let place = place.map_err(|error| FfmpegError::Failed(error.to_string()))?;
        let number = self.0.number.fetch_add(1, Relaxed);
        let folder = self.0.folder.join(number.to_string());
        std::fs::create_dir_all(&folder).map_err(|error| FfmpegError::io(&error))?;
        let begun = begin(&program, &arguments, &folder, bounds);
        let (child, input, output, said) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                let _ = std::fs::remove_dir_all(&folder);
                return Err(FfmpegError::io(&error));
            }
        };
        let (child, inner) = (Some(child), Arc::clone(&self.0));
        Ok(Running { child, input: Some(input), output, said, folder, inner, _place: place })
    }

    /// Give it all of the input, and answer all of its output.
    pub(super) async fn talk(
        &self,
        line: Line,
        arguments: Vec<OsString>,
        bounds: Bounds,
        input: &[Bytes],
        most: usize,
    ) -> Result<Vec<u8>, FfmpegError> {
        let mut running = self.start(line, arguments, bounds).await?;
        within(bounds.wall, running.talk(input, most)).await
    }
}

/// What is not done by then is given up.
pub async fn within<T>(
    wall: Duration,
    work: impl Future<Output = Result<T, FfmpegError>>,
) -> Result<T, FfmpegError> {
    tokio::time::timeout(wall, work).await.map_err(|_| FfmpegError::TooMuch)?
}

type Begun = (Child, pipe::Sender, pipe::Receiver, JoinHandle<String>);

fn begin(program: &Path, arguments: &[OsString], folder: &Path, bounds: Bounds) -> std::io::Result<Begun> {
    let limits = [bounds.cpu.as_secs().max(1), bounds.memory_bytes >> 10, bounds.file_bytes / BLOCK];
    let mut command = Command::new("/bin/sh");
    command.args(["-c", SHELL, "ffmpeg"]).args(limits.map(|limit| limit.to_string()));
    command.arg(program).args(arguments).current_dir(folder);
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
    // A key pressed at the server's terminal is for the server.
    command.process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(input), Some(output), Some(errors)) = pipes else {
        return Err(std::io::Error::other("a process without pipes"));
    };
    let input = pipe::Sender::from_owned_fd(OwnedFd::from(input))?;
    let output = pipe::Receiver::from_owned_fd(OwnedFd::from(output))?;
    let mut errors = pipe::Receiver::from_owned_fd(OwnedFd::from(errors))?;
    let said = tokio::spawn(async move {
        let (mut words, mut piece) = (Vec::new(), [0; 1_024]);
        while let Ok(read @ 1..) = errors.read(&mut piece).await {
            let room = MOST_WORDS.saturating_sub(words.len()).min(read);
            words.extend_from_slice(piece.get(..room).unwrap_or_default());
        }
        String::from_utf8_lossy(&words).trim().to_owned()
    });
    Ok((child, input, output, said))
}

impl Running {
    async fn talk(&mut self, input: &[Bytes], most: usize) -> Result<Vec<u8>, FfmpegError> {
        let (sender, output) = (self.input.take(), &mut self.output);
        let telling = async {
            let Some(mut sender) = sender else { return };
            for piece in input {
                // A program that has what it wants closes its end.
                if sender.write_all(piece).await.is_err() {
                    return;
                }
            }
        };
        let hearing = async {
            let mut heard = Vec::new();
            loop {
                let read = output.read_buf(&mut heard).await.map_err(|error| FfmpegError::io(&error))?;
                if heard.len() > most {
                    return Err(FfmpegError::TooMuch);
                }
                if read == 0 {
                    return Ok(heard);
                }
            }
        };
        let (heard, ()) = tokio::join!(hearing, telling);
        let heard = heard?;
        self.finish().await?;
        Ok(heard)
    }

    /// What it says next; nothing when it has said all.
    pub async fn hear(&mut self) -> Result<Option<Bytes>, FfmpegError> {
        let mut heard = BytesMut::with_capacity(PIECE);
        let read = self.output.read_buf(&mut heard).await.map_err(|error| FfmpegError::io(&error))?;
        Ok((read > 0).then(|| heard.freeze()))
    }

    /// Wait for its end, and answer whether it is content.
    pub async fn finish(&mut self) -> Result<(), FfmpegError> {
        self.input = None;
        let Some(child) = &mut self.child else { return Ok(()) };
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) => tokio::time::sleep(LOOK).await,
                Err(error) => return Err(FfmpegError::io(&error)),
            }
        };
        self.child = None;
        let said = (&mut self.said).await.unwrap_or_default();
        if status.success() { Ok(()) } else { Err(why(status, said)) }
    }
}

/// What a process that failed says.
fn why(status: ExitStatus, said: String) -> FfmpegError {
    /// By which a process is ended that has used up its time, or writes more than it may.
    const OF_LIMITS: [i32; 3] = [9, 24, 25];
    if said.contains("max pixel count") {
        return FfmpegError::TooManyPixels;
    }
    if said.contains("No space left on device") {
        return FfmpegError::DiskFull;
    }
    let is_limited = status.signal().is_some_and(|signal| OF_LIMITS.contains(&signal))
        || said.contains("Cannot allocate memory");
    if is_limited { FfmpegError::TooMuch } else { FfmpegError::Failed(format!("{status}: {said}")) }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.said.abort();
        let (child, folder) = (self.child.take(), std::mem::take(&mut self.folder));
        let inner = Arc::clone(&self.inner);
        let clear = move || {
            if let Some(mut child) = child {
                let _ = child.kill();
                let _ = child.wait();
            }
            if folder.starts_with(&inner.folder) {
                let _ = std::fs::remove_dir_all(&folder);
            }
        };
        clear();
    }
}
