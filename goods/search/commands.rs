//! `jishi search rebuild`: make what is found anew.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use people::command::{Command, CommandError};
use platform::db::Tx;

use super::{SearchError, follow::rebuild_words, index::store, shelves};
use crate::Goods;

pub const COMMANDS: &[Command<Goods>] =
    &[Command { describe: Search::command, run: |market, asked| Box::pin(run(market, asked)) }];

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
    let shelved = shelves::rebuild(&market.db, &market.texts).await?;
    market.db.write(async move |tx: &mut Tx| store::ask_rebuild(tx, now).await).await?;
    println!("{shelved} listings are counted");
    let told = |count: usize| {
        if count.is_multiple_of(10_000) {
            println!("{count} of {shelved} listings");
        }
    };
    match rebuild_words(&market.db, &market.index, now, told).await {
        Ok(count) => println!("the words of {count} listings can be found"),
        Err(SearchError::Busy) => println!("the market that is being served makes its words anew now"),
        Err(SearchError::Store(error)) => return Err(error.into()),
        Err(error) => return Err(CommandError::Refused(error.to_string())),
    }
    Ok(())
}
