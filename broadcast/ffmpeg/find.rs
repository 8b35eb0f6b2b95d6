//! Whether there is an ffmpeg, looked for once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Which ffmpeg is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FfmpegChoice {
    /// The one that the shell would find.
    #[default]
    Found,
    At(PathBuf),
    Off,
}

/// An ffmpeg that is there, with as many places as there may be processes at once.
#[derive(Clone, Debug)]
pub struct Ffmpeg(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub ffmpeg: PathBuf,
    pub ffprobe: PathBuf,
    /// Each process has a folder of its own in it.
    pub folder: PathBuf,
    pub places: Arc<Semaphore>,
    /// A look at a file waits for no film that is being made.
    pub looks: Arc<Semaphore>,
    /// What sounds while a show goes on waits for nothing either.
    pub sounds: Arc<Semaphore>,
    pub number: AtomicU64,
}

/// Files that are looked at at once.
const LOOKS: usize = 2;
/// What nobody has touched for so long is nobody's.
const LEFT: Duration = Duration::from_secs(24 * 3_600);
/// Shows whose sound is made anew at once.
const SOUNDS: usize = 4;

impl Ffmpeg {
    /// Look for it, and for the ffprobe beside it. In `folder` each process of the host has a folder of its own; what those
    /// left that were killed is taken away after a day.
    pub fn find(choice: &FfmpegChoice, folder: &Path, at_once: Option<usize>) -> Option<Ffmpeg> {
        let ffmpeg = match choice {
            FfmpegChoice::Off => return None,
            FfmpegChoice::At(path) => Some(path.clone()).filter(|path| is_program(path)),
            FfmpegChoice::Found => on_path("ffmpeg"),
        };
        let Some(ffmpeg) = ffmpeg else {
            if let FfmpegChoice::At(path) = choice {
                tracing::error!(path = %path.display(), "there is no ffmpeg");
            }
            return None;
        };
        let beside = ffmpeg.with_file_name("ffprobe");
        let Some(ffprobe) = Some(beside).filter(|path| is_program(path)).or_else(|| on_path("ffprobe"))
        else {
            tracing::error!(path = %ffmpeg.display(), "there is no ffprobe beside ffmpeg");
            return None;
        };
        sweep(folder);
        let folder = folder.join(std::process::id().to_string());
        let _ = std::fs::remove_dir_all(&folder);
        if let Err(error) = std::fs::create_dir_all(&folder) {
            tracing::error!(%error, path = %folder.display(), "ffmpeg has no folder to work in");
            return None;
        }
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Some(Ffmpeg(Arc::new(Inner {
            ffmpeg,
            ffprobe,
            folder,
            places: Arc::new(Semaphore::new(at_once.unwrap_or(cores / 2).max(1))),
            looks: Arc::new(Semaphore::new(LOOKS)),
            sounds: Arc::new(Semaphore::new(SOUNDS)),
            number: AtomicU64::new(0),
        })))
    }
}

/// Folders of processes that write nothing any more.
fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_of_a_process = entry.file_name().to_str().is_some_and(|name| name.parse::<u32>().is_ok());
        let changed = entry.metadata().and_then(|file| file.modified());
        let is_old = changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT));
        if is_of_a_process && is_old {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.is_absolute()
        && std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}
