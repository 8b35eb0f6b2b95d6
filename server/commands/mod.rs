//! What the binary does when called: `jishi serve`, `jishi demo`, `jishi import` …

mod backup;
mod check;
mod demo;
mod import;
pub mod lock;
mod open;
mod operator;
mod place;
pub mod serve;
mod shops;

use clap::{Parser, Subcommand};

use crate::error::CommandError;

pub use open::open;
pub use place::Place;

/// A marketplace that a community runs for itself.
#[derive(Parser)]
#[command(name = "jishi", version)]
pub struct Cli {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the market.
    Serve(serve::Serve),
    /// Make somebody an operator of the market.
    Operator(operator::Make),
    /// Make a demo market.
    Demo(demo::Demo),
    /// Copy a running market into a folder.
    Backup(backup::Backup),
    /// Put a backup into an empty data folder.
    Restore(backup::Restore),
    /// Look whether every invariant holds.
    Check(check::Check),
    /// Put a file of listings into a shop.
    #[command(subcommand)]
    Import(import::Import),
    /// Write the listings of a shop to a file.
    #[command(subcommand)]
    Export(import::Export),
    /// List the shops.
    Shops(shops::List),
}

pub async fn run(cli: Cli) -> Result<(), CommandError> {
    match cli.command {
        Command::Serve(command) => serve::run(&cli.place, command).await,
        Command::Operator(command) => operator::run(&cli.place, command).await,
        Command::Demo(command) => demo::run(&cli.place, command).await,
        Command::Backup(command) => backup::backup(&cli.place, command).await,
        Command::Restore(command) => backup::restore(&cli.place, command).await,
        Command::Check(command) => check::run(&cli.place, command).await,
        Command::Import(command) => import::import(&cli.place, command).await,
        Command::Export(command) => import::export(&cli.place, command).await,
        Command::Shops(command) => shops::run(&cli.place, command).await,
    }
}
