//! `jishi rates`: a file of rates from the command line.

use std::path::PathBuf;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use kernel::Actor;
use platform::db::{DbError, Tx};

use super::{Doubtful, Look, RateFile, Verdict, take, take::look_at};
use crate::{
    command::{Command, CommandError},
    market::Market,
};

pub const COMMANDS: &[Command<Market>] =
    &[Command { describe: RatesCommand::command, run: |market, asked| Box::pin(run(market, asked)) }];

/// What money of one currency comes to in another, day by day.
#[derive(Parser)]
#[command(name = "rates")]
struct RatesCommand {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Take a CSV file: a rate a row with the columns date, base, quote, rate and source, or a day a row as the European
    /// Central Bank writes it.
    Import {
        file: PathBuf,
        /// Who says it, where the file names nobody.
        #[arg(long, default_value = "")]
        source: String,
        /// Take doubtful rates as well: another is kept for the day, it leaps, or the pair seems swapped.
        #[arg(long)]
        doubtful: bool,
        /// Say only what the file would change.
        #[arg(long)]
        preview: bool,
    },
}

async fn run(market: Market, asked: ArgMatches) -> Result<(), CommandError> {
    let RatesCommand { act } = RatesCommand::from_arg_matches(&asked)?;
    let Act::Import { file, source, doubtful, preview } = act;
    let bytes = std::fs::read(&file)
        .map_err(|error| CommandError::Refused(format!("{}: {error}", file.display())))?;
    let read = RateFile::read(&bytes, &source).map_err(|error| CommandError::Refused(error.to_string()))?;
    let now = market.now();
    let look = if preview {
        market.db.read(async move |tx: &mut Tx| Ok::<_, DbError>(look_at(tx, now, &read).await?.0)).await?
    } else {
        let doubtful = if doubtful { Doubtful::Take } else { Doubtful::Leave };
        let act = async move |tx: &mut Tx| take(tx, &Actor::System, now, &read, doubtful).await;
        market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))?
    };
    print(&look);
    Ok(())
}

fn print(look: &Look) {
    for row in look.rows.iter().filter(|row| row.verdict.is_doubtful() || row.verdict.is_refused()) {
        let line = &row.line;
        let was = row.was.map(|was| format!(", {} on {}", was.rate, was.day)).unwrap_or_default();
        let (pair, verdict) = (format!("{}/{}", line.base, line.quote), row.verdict.name());
        println!("line {}: {pair} {} {}: {verdict}{was}", line.line, line.day, line.rate);
    }
    for gap in &look.gaps {
        let pairs: Vec<String> = gap.pairs.iter().map(|(base, quote)| format!("{base}/{quote}")).collect();
        println!(
            "no rate on {} working days between {} and {}: {}",
            gap.workdays,
            gap.after,
            gap.before,
            pairs.join(" ")
        );
    }
    for absent in &look.absent {
        println!("{}/{} is not in the file; its last day is {}", absent.pair.0, absent.pair.1, absent.last);
    }
    if look.is_nothing_new() {
        println!("Nothing new: everything that the file says is known already.");
    }
    println!(
        "{} new, {} known, {} doubtful, {} without a rate, {} refused",
        look.count(|verdict| verdict == Verdict::New),
        look.count(|verdict| verdict == Verdict::Known),
        look.count(Verdict::is_doubtful),
        look.count(|verdict| verdict == Verdict::Missing),
        look.count(Verdict::is_refused),
    );
}
