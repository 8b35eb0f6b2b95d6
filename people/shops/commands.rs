//! `jishi shops`: the handles that other commands ask for.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use platform::db::Tx;
use serde::Serialize;

use super::list;
use crate::{
    command::{Command, CommandError},
    market::Market,
};

pub const COMMANDS: &[Command<Market>] =
    &[Command { describe: List::command, run: |market, asked| Box::pin(print(market, asked)) }];

/// List the shops.
#[derive(Parser)]
#[command(name = "shops")]
struct List {
    /// As a JSON array of objects with `handle` and `name`.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Entry {
    handle: String,
    name: String,
}

async fn print(market: Market, asked: ArgMatches) -> Result<(), CommandError> {
    let List { json } = List::from_arg_matches(&asked)?;
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let page = market.db.read(async |tx: &mut Tx| list(tx, after, 100).await).await?;
        let Some(last) = page.last() else { break };
        after = last.id.get();
        entries.extend(page.into_iter().map(|shop| Entry { handle: shop.handle, name: shop.name }));
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&entries).unwrap_or_default());
    } else {
        for Entry { handle, name } in entries {
            println!("{handle}\t{name}");
        }
    }
    Ok(())
}
