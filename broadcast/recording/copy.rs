//! A stretch of a recording, copied into a film of its own.

use super::Stretch;
use std::path::Path;
use std::time::Duration;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    pub size_bytes: u64,
    pub lasts: Duration,
}

/// Copy whole segments as they are. The file has its name when it is whole and on the disk.
pub async fn copy(stretch: &Stretch, to: &Path) -> std::io::Result<Copied> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).await?;
    }
    let part = to.with_extension("part");
    let (map, mut reading) = stretch.open().await?;
    let mut file = File::create(&part).await?;
    file.write_all(&map).await?;
    let mut size_bytes = map.len() as u64;
    while let Some(piece) = reading.next().await? {
        file.write_all(&piece).await?;
        size_bytes += piece.len() as u64;
    }
    file.sync_all().await?;
    fs::rename(&part, to).await?;
    Ok(Copied { size_bytes, lasts: stretch.lasts })
}
