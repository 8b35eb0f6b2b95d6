//! What the binary does when called: `jishi serve`, `jishi demo` …, and what the capabilities bring: `jishi import` …

mod backup;
mod check;
mod demo;
pub mod lock;
mod open;
mod place;
pub mod serve;

use clap::{ArgMatches, Error, FromArgMatches, Parser, Subcommand};

use platform::files;

use crate::{error::CommandError, wiring};

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

/// What the program is to do.
pub enum Command {
    Own(Own),
    /// What a capability brings, by its name.
    Brought(String, ArgMatches),
}

/// What needs no capability.
#[derive(Subcommand)]
pub enum Own {
    /// Serve the market.
    Serve(serve::Serve),
    /// Make a demo market.
    Demo(demo::Demo),
    /// Copy a running market into a folder.
    Backup(backup::Backup),
    /// Put a backup into an empty data folder.
    Restore(backup::Restore),
    /// Look whether every invariant holds.
    Check(check::Check),
}

impl Subcommand for Command {
    fn augment_subcommands(program: clap::Command) -> clap::Command {
        Own::augment_subcommands(program).subcommands(wiring::list_commands())
    }

    fn augment_subcommands_for_update(program: clap::Command) -> clap::Command {
        Self::augment_subcommands(program)
    }

    fn has_subcommand(name: &str) -> bool {
        Own::has_subcommand(name) || wiring::list_commands().iter().any(|it| it.get_name() == name)
    }
}

impl FromArgMatches for Command {
    fn from_arg_matches(asked: &ArgMatches) -> Result<Self, Error> {
        match asked.subcommand() {
            Some((name, asked)) if !Own::has_subcommand(name) => {
                Ok(Self::Brought(name.to_owned(), asked.clone()))
            }
            Some(_) | None => Own::from_arg_matches(asked).map(Self::Own),
        }
    }

    fn update_from_arg_matches(&mut self, asked: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(asked)?;
        Ok(())
    }
}

pub async fn run(cli: Cli) -> Result<(), CommandError> {
    files::keep_to_ourselves();
    let Cli { place, command } = cli;
    match command {
        Command::Own(Own::Serve(command)) => serve::run(&place, command).await,
        Command::Own(Own::Demo(command)) => demo::run(&place, command).await,
        Command::Own(Own::Backup(command)) => backup::backup(&place, command).await,
        Command::Own(Own::Restore(command)) => backup::restore(&place, command).await,
        Command::Own(Own::Check(command)) => check::run(&place, command).await,
        Command::Brought(name, asked) => {
            let market = open(&place).await?;
            let done = wiring::command(&market, &name, asked).await;
            market.db.close();
            Ok(done?)
        }
    }
}
