use desks::audit;
use people::capability::Fault;

use super::{open::open, place::Place};
use crate::error::CommandError;

#[derive(clap::Args)]
pub struct Check {
    /// As a JSON array of texts.
    #[arg(long)]
    json: bool,
}

/// Look whether every invariant of a market holds; the exit code is 1 when one is broken.
pub async fn run(place: &Place, command: Check) -> Result<(), CommandError> {
    let market = open(place).await?;
    let faults = audit::check(&market).await?;
    market.db.close();
    let texts: Vec<String> = faults.iter().map(Fault::to_string).collect();
    if command.json {
        println!("{}", serde_json::to_string_pretty(&texts).unwrap_or_default());
    } else {
        for text in &texts {
            println!("{text}");
        }
    }
    match texts.len() {
        0 => Ok(()),
        count => Err(CommandError::Refused(format!("{count} invariants are broken"))),
    }
}
