//! Whether the market can keep what it is told: a row and a file are written.

use std::{io, path::Path};

use kernel::Timestamp;

use crate::{
    db::{Db, DbError, Tx},
    files, params,
};

/// More than a disk keeps free inside of a file.
static PROBE: [u8; 64 << 10] = [b'.'; 64 << 10];

const WRITE: &str = "INSERT INTO health (id, written_at) VALUES (1, $1) \
    ON CONFLICT (id) DO UPDATE SET written_at = $1";
pub async fn write_row(db: &Db, now: Timestamp) -> Result<(), DbError> {
    db.write(async move |tx: &mut Tx| tx.execute_one(WRITE, params![now]).await).await
}

pub async fn write_file(folder: &Path) -> io::Result<()> {
    let folder = folder.to_owned();
    let write = move || files::probe(&folder, &PROBE);
    tokio::task::spawn_blocking(write).await.map_err(io::Error::other)?
}
