//! `jishi shops-without-shipping`: who has to be told before their buyers are turned away.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use people::command::{Command, CommandError};
use platform::db::Tx;

use super::store;
use crate::Goods;

pub const COMMANDS: &[Command<Goods>] =
    &[Command { describe: WithoutShipping::command, run: |goods, asked| Box::pin(print(goods, asked)) }];

/// List the shops that show listings and have not said where they ship: nobody can buy from them.
#[derive(Parser)]
#[command(name = "shops-without-shipping")]
struct WithoutShipping {
    /// As a JSON array of handles.
    #[arg(long)]
    json: bool,
}

async fn print(goods: Goods, asked: ArgMatches) -> Result<(), CommandError> {
    let WithoutShipping { json } = WithoutShipping::from_arg_matches(&asked)?;
    let handles = goods.db.read(async |tx: &mut Tx| store::list_without(tx).await).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&handles).unwrap_or_default());
    } else {
        handles.iter().for_each(|handle| println!("{handle}"));
    }
    Ok(())
}
