//! `jishi designs`: the key that the market signs with.

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use people::command::{Command, CommandError};
use platform::db::Tx;

use super::key_store::rotate;
use crate::Commons;

pub const COMMANDS: &[Command<Commons>] =
    &[Command { describe: DesignsCommand::command, run: |market, asked| Box::pin(run(market, asked)) }];

/// Design records and the key that signs them.
#[derive(Parser)]
#[command(name = "designs")]
struct DesignsCommand {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Sign with a new key from now on. The old ones stay published at /.well-known/did.json.
    RotateKey,
}

async fn run(market: Commons, asked: ArgMatches) -> Result<(), CommandError> {
    let DesignsCommand { act: Act::RotateKey } = DesignsCommand::from_arg_matches(&asked)?;
    let now = market.now();
    let key = market.db.write(async move |tx: &mut Tx| rotate(tx, now).await).await?;
    println!("{} signs from now on.", key.name());
    Ok(())
}
