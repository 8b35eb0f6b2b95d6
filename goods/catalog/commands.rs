//! `jishi import` and `jishi export`: the listings of a shop, from a file and to a file.

use std::{io::Write, path::PathBuf};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, ValueEnum};
use people::{
    command::{Command, CommandError},
    shops::{self, Shop},
};
use platform::db::Tx;

use super::{
    export,
    import_file::{ImportSummary, import_all},
    import_report::RefusedRow,
    shopify,
};
use crate::Goods;

pub const COMMANDS: &[Command<Goods>] = &[
    Command { describe: Import::command, run: |market, asked| Box::pin(bring_in(market, asked)) },
    Command { describe: Export::command, run: |market, asked| Box::pin(write_out(market, asked)) },
];

/// Put a file of listings into a shop.
#[derive(Parser)]
#[command(name = "import")]
enum Import {
    /// A Shopify product file, in either dialect of column names.
    Shopify {
        /// Handle of the shop.
        #[arg(long)]
        shop: String,
        /// The summary as JSON.
        #[arg(long)]
        json: bool,
        file: PathBuf,
    },
}

/// Write the listings of a shop to a file.
#[derive(Parser)]
#[command(name = "export")]
enum Export {
    /// A Shopify product file, on standard output.
    Shopify {
        /// Handle of the shop.
        #[arg(long)]
        shop: String,
        /// Column names.
        #[arg(long, value_enum, default_value = "current")]
        dialect: DialectName,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum DialectName {
    Legacy,
    Current,
}

async fn bring_in(market: Goods, asked: ArgMatches) -> Result<(), CommandError> {
    let Import::Shopify { shop, json, file } = Import::from_arg_matches(&asked)?;
    let bytes = std::fs::read(&file)
        .map_err(|error| CommandError::Refused(format!("{}: {error}", file.display())))?;
    let shop = find(&market, &shop).await?;
    let summary =
        import_all(&market, &shop, bytes).await.map_err(|error| CommandError::Refused(error.to_string()))?;
    print(&summary, json);
    Ok(())
}

fn print(summary: &ImportSummary, as_json: bool) {
    if as_json {
        println!("{}", serde_json::to_string_pretty(summary).unwrap_or_default());
        return;
    }
    println!(
        "{} listings ({} new, {} changed), {} variants, {} rows refused",
        summary.listings,
        summary.new,
        summary.changed,
        summary.variants,
        summary.refused.len()
    );
    for RefusedRow { line, column, reason, .. } in &summary.refused {
        match column {
            Some(column) => println!("line {line}, {column}: {reason}"),
            None => println!("line {line}: {reason}"),
        }
    }
    for note in &summary.notes {
        println!("note: {note}");
    }
}

async fn find(market: &Goods, handle: &str) -> Result<Shop, CommandError> {
    let wanted = handle.to_owned();
    let found = market.db.read(async move |tx: &mut Tx| shops::find_by_handle(tx, &wanted).await).await?;
    found.ok_or_else(|| CommandError::Refused(format!("there is no shop {handle}; `jishi shops` lists them")))
}

async fn write_out(market: Goods, asked: ArgMatches) -> Result<(), CommandError> {
    let Export::Shopify { shop, dialect } = Export::from_arg_matches(&asked)?;
    let shop = find(&market, &shop).await?;
    let dialect = match dialect {
        DialectName::Legacy => shopify::Dialect::Legacy,
        DialectName::Current => shopify::Dialect::Current,
    };
    let file = market.db.report(async move |tx: &mut Tx| export(tx, shop.id, dialect).await).await?;
    std::io::stdout().write_all(&file).map_err(|error| CommandError::Refused(error.to_string()))
}
