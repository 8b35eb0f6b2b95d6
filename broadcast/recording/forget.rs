//! Throwing a recording away.

use super::budget::Budget;
use super::writing::Writing;
use crate::gate::ShowName;
use std::io::ErrorKind;
use std::path::Path;
use tokio::fs;

/// Why a recording is still there.
#[derive(Debug, thiserror::Error)]
pub enum NotForgotten {
    #[error("it is being made")]
    OnAir,
    #[error("its files cannot be taken away")]
    Failed(#[from] std::io::Error),
}

/// Take away all of it, and give its bytes back. Nothing happens if there is none.
pub async fn forget(
    folder: &Path,
    show: &ShowName,
    budget: &Budget,
    writing: &Writing,
) -> Result<(), NotForgotten> {
    let _turn = writing.mend(show).await.ok_or(NotForgotten::OnAir)?;
    let mut files = match fs::read_dir(folder).await {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    while let Some(file) = files.next_entry().await? {
        let size = file.metadata().await?.len();
        fs::remove_file(file.path()).await?;
        budget.give_back(size);
    }
    Ok(fs::remove_dir(folder).await?)
}
