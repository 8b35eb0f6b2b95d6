use std::path::{Path, PathBuf};

use platform::db::{Db, Location};

use super::{open::open, place::Place};
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
    io(std::fs::create_dir_all(&partial))?;
    let market = open(place).await?;
    // The database first: whatever file it names is on disk by then, and files are never changed.
    market.db.backup(&partial.join(DATABASE)).await?;
    market.db.close();
    copy_files(&place.data, &partial)?;
    io(std::fs::rename(&partial, &command.to))?;
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
    io(std::fs::create_dir_all(&place.data))?;
    copy_files(&command.from, &place.data)?;
    // The database last: a folder without it is not yet a market.
    io(std::fs::copy(command.from.join(DATABASE), place.data.join(DATABASE)))?;
    let location = Location::File(place.data.join(DATABASE));
    let db = Db::open(&location, Chance::from_entropy(), crate::migrations::MIGRATIONS).await?;
    db.close();
    println!("{}", place.data.display());
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> Result<(), CommandError> {
    for mark in MARKS {
        if from.join(mark).exists() {
            io(std::fs::copy(from.join(mark), to.join(mark)))?;
        }
    }
    copy_folder(&from.join(FILES), &to.join(FILES))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), CommandError> {
    io(std::fs::create_dir_all(to))?;
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    for entry in entries {
        let entry = io(entry)?;
        let target = to.join(entry.file_name());
        if io(entry.file_type())?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if !entry.file_name().to_string_lossy().starts_with(".tmp") {
            io(std::fs::copy(entry.path(), target))?;
        }
    }
    Ok(())
}

fn io<T>(done: std::io::Result<T>) -> Result<T, CommandError> {
    done.map_err(|error| CommandError::Refused(error.to_string()))
}
