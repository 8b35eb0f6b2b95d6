use std::{
    io,
    path::{Path, PathBuf},
};

use people::market::OpenError;

use crate::error::CommandError;

/// Where the market is.
#[derive(clap::Args, Clone)]
pub struct Place {
    /// Folder of the database and the files.
    #[arg(long, env = "JISHI_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,
    /// PostgreSQL instead of the file in the data folder.
    #[arg(long, env = "JISHI_DATABASE_URL", global = true)]
    pub database_url: Option<String>,
}

/// What became of a file or a folder, for whoever typed the command: which one it was, if it failed.
pub fn at<T>(path: &Path, done: io::Result<T>) -> Result<T, CommandError> {
    done.map_err(|cause| CommandError::Open(OpenError::folder(path, cause)))
}
