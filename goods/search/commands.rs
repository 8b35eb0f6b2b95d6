//! `jishi search rebuild`: make what is found anew.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use people::command::{Command, CommandError};
use platform::db::Tx;

use super::{
    SearchError,
    follow::{Rebuilt, rebuild},
    index::store,
};
use crate::Goods;

pub const COMMANDS: &[Command<Goods>] =
    &[Command { describe: Search::command, run: |market, asked| Box::pin(run(market, asked)) }];

/// Listings after which progress is told.
const STEP: usize = 10_000;

/// What is found.
#[derive(Parser)]
#[command(name = "search")]
struct Search {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Make everything that is found anew, while the market is open: the counts, and the words of this node. Other
    /// nodes make theirs anew by themselves.
    Rebuild,
}

async fn run(market: Goods, asked: ArgMatches) -> Result<(), CommandError> {
    let Search { act: Act::Rebuild } = Search::from_arg_matches(&asked)?;
    let now = market.now();
    market.db.write(async move |tx: &mut Tx| store::ask_rebuild(tx, now).await).await?;
    let mut said = 0;
    let told = move |count: usize| {
        if count - said >= STEP {
            said = count;
            println!("{count} listings so far");
        }
    };
    match rebuild(&market.db, &market.index, now, told).await {
        Ok(Rebuilt { listings, has_words: true }) => println!("{listings} listings can be found"),
        Ok(Rebuilt { listings, has_words: false }) => {
            println!(
                "{listings} listings are counted; the market that is being served makes their words anew now"
            );
        }
        Err(SearchError::Store(error)) => return Err(error.into()),
        Err(error) => return Err(CommandError::Refused(error.to_string())),
    }
    Ok(())
}
