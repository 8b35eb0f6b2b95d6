use std::io::SeekFrom;
use std::path::Path;
use tokio::fs::OpenOptions;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use super::FilmLook;

/// Letters of a box before what is in it: its length and its kind.
const HEAD: u64 = 8;
const PIECE: usize = 64 << 10;

/// Overwrite in a file what a phone says of where, when and with what it was made. Nothing else moves, and it plays as before.
pub async fn blank(file: &Path, look: &FilmLook) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(file).await?;
    let zeros = vec![0; PIECE];
    for (start, length) in &look.tells {
        file.seek(SeekFrom::Start(start + HEAD / 2)).await?;
        file.write_all(b"free").await?;
        let mut left = length.saturating_sub(HEAD);
        while left > 0 {
            let some = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            file.write_all(&zeros[..some]).await?;
            left -= some as u64;
        }
    }
    file.sync_all().await
}
