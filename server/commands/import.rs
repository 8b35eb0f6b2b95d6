use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use platform::db::Tx;
use trade::{
    catalog::{
        self,
        import_file::{ImportSummary, RefusedRow, import_all},
        shopify,
    },
    selling::Selling,
    shops::{self, Shop},
};

use super::{open::open, place::Place};
use crate::error::CommandError;

/// Where a file comes from or goes to.
#[derive(Subcommand)]
pub enum Import {
    /// A Shopify product file, in either dialect of column names.
    Shopify(ImportShopify),
}

#[derive(Args)]
pub struct ImportShopify {
    /// Handle of the shop.
    #[arg(long)]
    shop: String,
    /// The summary as JSON.
    #[arg(long)]
    json: bool,
    file: PathBuf,
}

#[derive(Subcommand)]
pub enum Export {
    /// A Shopify product file, on standard output.
    Shopify(ExportShopify),
}

#[derive(Args)]
pub struct ExportShopify {
    /// Handle of the shop.
    #[arg(long)]
    shop: String,
    /// Column names.
    #[arg(long, value_enum, default_value = "current")]
    dialect: DialectName,
}

#[derive(Clone, Copy, ValueEnum)]
enum DialectName {
    Legacy,
    Current,
}

/// Put a file into a shop; the market may be running meanwhile.
pub async fn import(place: &Place, command: Import) -> Result<(), CommandError> {
    let Import::Shopify(command) = command;
    let bytes = std::fs::read(&command.file)
        .map_err(|error| CommandError::Refused(format!("{}: {error}", command.file.display())))?;
    let market = open(place).await?;
    let shop = shop(&market, &command.shop).await?;
    let summary =
        import_all(&market, &shop, bytes).await.map_err(|error| CommandError::Refused(error.to_string()))?;
    market.db.close();
    print(&summary, command.json);
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

async fn shop(market: &Selling, handle: &str) -> Result<Shop, CommandError> {
    let wanted = handle.to_owned();
    let found = market.db.read(async move |tx: &mut Tx| shops::find_by_handle(tx, &wanted).await).await?;
    found.ok_or_else(|| CommandError::Refused(format!("there is no shop {handle}; `jishi shops` lists them")))
}

/// Write a shop's listings as a product file.
pub async fn export(place: &Place, command: Export) -> Result<(), CommandError> {
    let Export::Shopify(command) = command;
    let market = open(place).await?;
    let shop = shop(&market, &command.shop).await?;
    let dialect = match command.dialect {
        DialectName::Legacy => shopify::Dialect::Legacy,
        DialectName::Current => shopify::Dialect::Current,
    };
    let file = market.db.report(async move |tx: &mut Tx| catalog::export(tx, shop.id, dialect).await).await?;
    market.db.close();
    std::io::Write::write_all(&mut std::io::stdout(), &file)
        .map_err(|error| CommandError::Refused(error.to_string()))
}
