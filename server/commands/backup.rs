use std::path::{Path, PathBuf};

use platform::{
    db::{Db, Location},
    files::{own_copy, own_folder},
};

use super::{
    open::open,
    place::{Place, at},
};
use crate::error::CommandError;
use kernel::Chance;

/// What a backup is made of, beside the database.
const FILES: &str = "files";
const DATABASE: &str = "jishi.db";
const MARKS: [&str; 2] = ["demo-market", "sandbox-secret"];

#[derive(clap::Args)]
pub struct Backup {
    /// Folder for the backup; it must not exist yet.
    to: PathBuf,
}

#[derive(clap::Args)]
pub struct Restore {
    /// Folder of a backup.
    from: PathBuf,
}

/// Copy a market while it runs: the database as of one moment, and the files, which never change.
pub async fn backup(place: &Place, command: Backup) -> Result<(), CommandError> {
    if command.to.exists() {
        return Err(CommandError::Refused(format!("{} exists already", command.to.display())));
    }
    let partial = command.to.with_extension("partial");
    at(&partial, own_folder(&partial))?;
    let market = open(place).await?;
    // The database first: whatever file it names is on disk by then, and files are never changed.
    market.db.backup(&partial.join(DATABASE)).await?;
    market.db.close();
    copy_files(&place.data, &partial)?;
    at(&command.to, std::fs::rename(&partial, &command.to))?;
    println!("{}", command.to.display());
    Ok(())
}

/// Put a backup into an empty data folder.
pub async fn restore(place: &Place, command: Restore) -> Result<(), CommandError> {
    if place.data.join(DATABASE).exists() {
        return Err(CommandError::Refused(format!("{} holds a market already", place.data.display())));
    }
    if !command.from.join(DATABASE).exists() {
        return Err(CommandError::Refused(format!("{} is not a backup", command.from.display())));
    }
    at(&place.data, own_folder(&place.data))?;
    copy_files(&command.from, &place.data)?;
    // The database last: a folder without it is not yet a market.
    copy(&command.from.join(DATABASE), &place.data.join(DATABASE))?;
    let location = Location::File(place.data.join(DATABASE));
    let db = Db::open(&location, Chance::from_entropy(), crate::migrations::MIGRATIONS).await?;
    db.close();
    println!("{}", place.data.display());
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> Result<(), CommandError> {
    for mark in MARKS {
        if from.join(mark).exists() {
            copy(&from.join(mark), &to.join(mark))?;
        }
    }
    copy_folder(&from.join(FILES), &to.join(FILES))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), CommandError> {
    at(to, own_folder(to))?;
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    for entry in entries {
        let entry = at(from, entry)?;
        let target = to.join(entry.file_name());
        if at(&entry.path(), entry.file_type())?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if !entry.file_name().to_string_lossy().starts_with(".tmp") {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// The error names where it was to go: there is no room there, or nobody may write.
fn copy(from: &Path, to: &Path) -> Result<(), CommandError> {
    at(to, own_copy(from, to))
}
