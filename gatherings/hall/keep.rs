use std::io;

use models::{Limits, ModelRefusal, Taken};
use platform::files::{Files, Whole};

use super::Model;

#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    #[error(transparent)]
    NotTaken(#[from] ModelRefusal),
    #[error("the file could not be kept")]
    File(#[from] io::Error),
}

/// Look at a model that was sent, make it lighter and keep both, where it holds up nobody.
///
/// A fault in what reads it refuses the model, and nothing of it stays.
pub async fn keep(files: Files, limits: Limits, sent: Whole) -> Result<Model, KeepError> {
    let work = move || keep_bytes(&files, limits, &sent.read()?);
    match tokio::task::spawn_blocking(work).await {
        Ok(kept) => kept,
        Err(error) if error.is_panic() => Err(ModelRefusal::Unreadable.into()),
        Err(error) => Err(io::Error::other(error).into()),
    }
}

/// The same of what is in memory, on the calling thread.
pub fn keep_bytes(files: &Files, limits: Limits, model: &[u8]) -> Result<Model, KeepError> {
    let Taken { full, light } = models::take(model, limits)?;
    let file = put(files, model)?;
    let (light_file, light) = match light {
        Some((bytes, light)) => (put(files, &bytes)?, light),
        None => (file.clone(), full),
    };
    Ok(Model { file, full, light_file, light })
}

fn put(files: &Files, model: &[u8]) -> io::Result<String> {
    let name = Files::name_of(model);
    files.put(&name, ".glb", model)?;
    Ok(name)
}
