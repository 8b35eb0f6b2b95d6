use std::path::PathBuf;

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
