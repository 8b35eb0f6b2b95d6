//! `jishi import` and `jishi export`: the listings of a shop, from a file and to a file.

use std::{io::Write, path::PathBuf};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, ValueEnum};
use people::{
    command::{Command, CommandError},
    shops::{self, Shop},
};
use platform::db::Tx;

use super::{
    StockOf, export,
    import_changes::{Change, ChangedListing},
    import_file::{ImportFileError, ImportSummary, import_all},
    import_look,
    import_report::{RefusedRow, Report},
    product_file::{self, Mapping, Target},
};
use crate::Goods;

pub const COMMANDS: &[Command<Goods>] = &[
    Command { describe: Import::command, run: |market, asked| Box::pin(bring_in(market, asked)) },
    Command { describe: Export::command, run: |market, asked| Box::pin(write_out(market, asked)) },
];

/// Put a file of listings into a shop.
///
/// Understood are the files of Shopify (in either dialect of column names), WooCommerce, Etsy and Open Food Network, and
/// feeds for Google Merchant Center; any other table when `--column` says what its columns mean.
#[derive(Parser)]
#[command(name = "import")]
struct Import {
    /// Handle of the shop.
    #[arg(long)]
    shop: String,
    /// The summary as JSON.
    #[arg(long)]
    json: bool,
    /// Leave the number of pieces of what the shop has already.
    #[arg(long)]
    keep_stock: bool,
    /// Say only what the file would change.
    #[arg(long)]
    preview: bool,
    /// What a column of a table means: `--column Preis=price`. One of title, handle, body, price, compare_at, cost,
    /// currency, sku, barcode, quantity, grams, kilograms, choice, tags, type, vendor, materials, picture, published.
    #[arg(long, value_name = "NAME=MEANING")]
    column: Vec<String>,
    /// The file; `shopify` may stand before it, as older commands had it.
    #[arg(required = true, num_args = 1..=2)]
    file: Vec<PathBuf>,
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
    let Import { shop, json, keep_stock, preview, column, file } = Import::from_arg_matches(&asked)?;
    let file = match file.as_slice() {
        [file] => file,
        [word, file] if word.as_os_str() == "shopify" => file,
        _ => return Err(CommandError::Refused("one file, please".into())),
    };
    let bytes =
        std::fs::read(file).map_err(|error| CommandError::Refused(format!("{}: {error}", file.display())))?;
    let shop = find(&market, &shop).await?;
    let mapping = mapping(&column)?;
    let refused = |error: ImportFileError| CommandError::Refused(error.to_string());
    if preview {
        let report = import_look::preview(&market, &shop, bytes, mapping).await.map_err(refused)?;
        print_preview(&report, json);
        return Ok(());
    }
    let stock = if keep_stock { StockOf::Shop } else { StockOf::File };
    let summary = import_all(&market, &shop, bytes, stock, mapping).await.map_err(refused)?;
    print(&summary, json);
    Ok(())
}

/// What the columns of a table mean, as the command says.
fn mapping(columns: &[String]) -> Result<Option<Mapping>, CommandError> {
    let pair = |column: &String| {
        let (name, target) = column.rsplit_once('=')?;
        Target::parse(target).map(|target| (name.to_owned(), target.name().to_owned()))
    };
    let pairs: Option<Vec<(String, String)>> = columns.iter().map(pair).collect();
    let pairs = pairs.ok_or_else(|| {
        CommandError::Refused(
            "a column is said as NAME=MEANING; `jishi import --help` lists the meanings".into(),
        )
    })?;
    Ok((!pairs.is_empty()).then_some(Mapping(pairs)))
}

fn print_preview(report: &Report, as_json: bool) {
    if as_json {
        println!("{}", serde_json::to_string_pretty(report).unwrap_or_default());
        return;
    }
    println!(
        "{} listings ({} in the shop already, {} of them would change), {} variants, {} rows refused",
        report.listings, report.known, report.change_count, report.variants, report.refused_count
    );
    for ChangedListing { line, title, changes, .. } in &report.changes {
        for Change { what, variant, from, to } in changes {
            println!("line {line}, {title} {variant}: {what} {from} -> {to}");
        }
    }
    print_rows(&report.refused);
    for note in report.all_notes() {
        println!("note: {}", note.words);
    }
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
    print_rows(&summary.refused);
    for note in &summary.notes {
        println!("note: {note}");
    }
}

fn print_rows(rows: &[RefusedRow]) {
    for RefusedRow { line, column, reason, .. } in rows {
        match column {
            Some(column) => println!("line {line}, {column}: {reason}"),
            None => println!("line {line}: {reason}"),
        }
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
        DialectName::Legacy => product_file::Dialect::Legacy,
        DialectName::Current => product_file::Dialect::Current,
    };
    let origin = market.config.public_url.clone();
    let file = market.db.report(async move |tx: &mut Tx| export(tx, shop.id, dialect, &origin).await).await?;
    std::io::stdout().write_all(&file).map_err(|error| CommandError::Refused(error.to_string()))
}
