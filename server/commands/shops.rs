use platform::db::Tx;
use serde::Serialize;
use trade::shops;

use super::{open::open, place::Place};
use crate::error::CommandError;

#[derive(clap::Args)]
pub struct List {
    /// As a JSON array of objects with `handle` and `name`.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Entry {
    handle: String,
    name: String,
}

pub async fn run(place: &Place, command: List) -> Result<(), CommandError> {
    let market = open(place).await?;
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let page = market.db.read(async |tx: &mut Tx| shops::list(tx, after, 100).await).await?;
        let Some(last) = page.last() else { break };
        after = last.id.get();
        entries.extend(page.into_iter().map(|shop| Entry { handle: shop.handle, name: shop.name }));
    }
    if command.json {
        println!("{}", serde_json::to_string_pretty(&entries).unwrap_or_default());
    } else {
        for Entry { handle, name } in entries {
            println!("{handle}\t{name}");
        }
    }
    market.db.close();
    Ok(())
}
