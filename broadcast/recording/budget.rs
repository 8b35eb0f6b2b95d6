//! How much room recordings may take, one and all, and how much of the disk is left to others.

use crate::config::Limits;
use crate::gate::ShowName;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tokio::fs;

#[derive(Clone, Debug)]
pub struct Budget {
    pub one: u64,
    /// It may change while the market runs.
    pub all: Arc<AtomicU64>,
    /// What a recording leaves free on its disk: others write there, too.
    pub spare: u64,
    pub used: Arc<AtomicU64>,
}

/// A recording that stands in the folder of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub show: ShowName,
    pub size_bytes: u64,
}

/// What recordings take, and what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    pub recordings: usize,
    pub used_bytes: u64,
    pub free_bytes: u64,
}

impl Budget {
    pub fn endless() -> Budget {
        Budget { one: u64::MAX, all: Arc::new(AtomicU64::new(u64::MAX)), spare: 0, used: Arc::default() }
    }

    /// With what the folder of all recordings holds already.
    pub async fn of(folder: &Path, limits: &Limits) -> std::io::Result<Budget> {
        fs::create_dir_all(folder).await?;
        let used = list(folder).await?.iter().map(|recording| recording.size_bytes).sum();
        Ok(Budget {
            one: limits.recording_bytes,
            all: Arc::new(AtomicU64::new(limits.recordings_bytes)),
            spare: limits.spare_bytes,
            used: Arc::new(AtomicU64::new(used)),
        })
    }

    /// Whether so many bytes more may be written after those of one recording.
    pub fn allows(&self, written: u64, size: u64) -> bool {
        written + size <= self.one && self.used.load(Relaxed) + size <= self.all.load(Relaxed)
    }

    pub fn give_back(&self, size: u64) {
        // Indexes are counted when a process starts, and not while they grow.
        let _ = self.used.fetch_update(Relaxed, Relaxed, |used| Some(used.saturating_sub(size)));
    }
}

/// All recordings of a folder, by name. What has another name than a show is somebody else's.
pub async fn list(folder: &Path) -> std::io::Result<Vec<Recording>> {
    let (mut recordings, mut shows) = (Vec::new(), fs::read_dir(folder).await?);
    while let Some(show) = shows.next_entry().await? {
        let name = show.file_name().to_str().and_then(|name| ShowName::new(name).ok());
        let Some(name) = name.filter(|_| show.path().is_dir()) else { continue };
        let (mut size_bytes, mut files) = (0, fs::read_dir(show.path()).await?);
        while let Some(file) = files.next_entry().await? {
            // One that is being thrown away may be gone by now.
            size_bytes += file.metadata().await.map_or(0, |file| file.len());
        }
        recordings.push(Recording { show: name, size_bytes });
    }
    recordings.sort_by(|a, b| a.show.cmp(&b.show));
    Ok(recordings)
}

/// Bytes that may be written on the disk of a folder.
pub async fn free_bytes(folder: PathBuf) -> std::io::Result<u64> {
    let ask = move || {
        let disk = rustix::fs::statvfs(&folder)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    };
    tokio::task::spawn_blocking(ask).await.map_err(std::io::Error::other)?
}
