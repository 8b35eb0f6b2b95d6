//! The one binary: commands, configuration, wiring, the demo market.

pub mod commands;
pub mod demo;
pub mod description;
pub mod error;
pub mod health;
pub mod metrics;
pub mod migrations;
pub mod problems;
pub mod router;
pub mod wiring;

use std::process::ExitCode;

use clap::Parser;

/// Rows are made on one thread and dropped on another all the time, which the system's allocator is slow at: a sixth of
/// all the work of placing purchases.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The whole program: what it was told on the command line, done to the end.
///
/// It stands here and blocks, so that the binary compiles none of the market's futures once more.
pub fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::INFO).init();
    let cli = commands::Cli::parse();
    let done = tokio::runtime::Runtime::new()
        .map_err(|error| error::CommandError::Refused(error.to_string()))
        .and_then(|runtime| runtime.block_on(commands::run(cli)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jishi: {error}");
            ExitCode::FAILURE
        }
    }
}
