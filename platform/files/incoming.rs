//! A file that is still coming: on the disk as it comes, in the store when somebody has looked at it.

use std::{fs, io};

use tempfile::TempPath;
use tokio::{fs::File, io::AsyncWriteExt};

use super::Files;

/// What has come of a file. It is gone with this, wherever the upload breaks off.
#[derive(Debug)]
pub struct Incoming {
    path: TempPath,
    file: File,
    size_bytes: u64,
}

impl Files {
    /// Begin to take a file.
    pub fn receive(&self) -> io::Result<Incoming> {
        let (file, path) = tempfile::NamedTempFile::new_in(&self.root)?.into_parts();
        Ok(Incoming { path, file: File::from_std(file), size_bytes: 0 })
    }
}

impl Incoming {
    pub async fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.size_bytes += piece.len() as u64;
        self.file.write_all(piece).await
    }

    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// All of it is here.
    pub async fn whole(mut self) -> io::Result<Whole> {
        self.file.flush().await?;
        Ok(Whole(self.path))
    }
}

/// A file that has come, and is in nobody's store yet.
#[derive(Debug)]
pub struct Whole(TempPath);

impl Whole {
    /// What is in it. Runs on the calling thread.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.0)
    }
}
