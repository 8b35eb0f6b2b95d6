//! Pieces of a film, written behind each other.

use std::{
    io::{ErrorKind, SeekFrom},
    path::Path,
};

use kernel::Timestamp;
use platform::db::{Db, DbError, Tx};
use tokio::{
    fs::OpenOptions,
    io::{AsyncSeekExt, AsyncWriteExt},
};

use super::{Upload, UploadStage, store};

/// Bytes of a piece.
pub const MOST_PIECE: usize = 8 << 20;

/// Bytes of a film that comes as one form, which must come within a minute.
pub const MOST_FORM: usize = 64 << 20;

#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// It is not where the last one ended, or behind the end of the file.
    #[error("the piece does not follow what is there")]
    NotNext,
    #[error("the piece could not be written")]
    File(#[from] std::io::Error),
    #[error("the upload could not be kept")]
    Store(#[from] DbError),
}

/// Write a piece behind what is there, first into the file and then into the row. A piece that broke off is sent again.
pub async fn receive(
    db: &Db,
    now: Timestamp,
    file: &Path,
    upload: Upload,
    piece: &[u8],
) -> Result<Upload, ReceiveError> {
    let size = i64::try_from(piece.len()).unwrap_or(i64::MAX);
    let to = upload.received_bytes.saturating_add(size);
    if upload.state.stage() != UploadStage::Receiving || to > upload.size_bytes {
        return Err(ReceiveError::NotNext);
    }
    if let Err(error) = write(file, u64::try_from(upload.received_bytes).unwrap_or(0), piece).await {
        return Err(error.into());
    }
    let (old, told) = (upload.clone(), Upload { received_bytes: to, updated_at: now, ..upload });
    let is_next = db.write(async move |tx: &mut Tx| store::received(tx, now, &old, to).await).await?;
    if is_next { Ok(told) } else { Err(ReceiveError::NotNext) }
}

/// All of a film has come whose size was not known before.
pub async fn whole(db: &Db, now: Timestamp, upload: Upload) -> Result<Upload, ReceiveError> {
    let (size_bytes, old) = (upload.received_bytes, upload.clone());
    db.write(async move |tx: &mut Tx| store::set_size(tx, now, &old, size_bytes).await).await?;
    Ok(Upload { size_bytes, updated_at: now, ..upload })
}

async fn write(path: &Path, at: u64, piece: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    tokio::fs::create_dir_all(folder).await?;
    let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path).await?;
    file.seek(SeekFrom::Start(at)).await?;
    file.write_all(piece).await?;
    file.flush().await
}
