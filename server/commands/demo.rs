use std::{net::SocketAddr, path::PathBuf};

use platform::config::Config;

use super::{
    lock::{self, Use},
    open::{DEMO_MARK, config},
    place::{Place, at},
};
use crate::{demo, error::CommandError};

#[derive(clap::Args)]
pub struct Demo {
    /// Have every listing this many times, for benchmarks.
    #[arg(long, default_value_t = 1)]
    scale: u64,
    /// Folder of the demo's content.
    #[arg(long, default_value = "demo")]
    from: PathBuf,
}

/// Make a demo market, unless the folder holds one.
pub async fn run(place: &Place, command: Demo) -> Result<(), CommandError> {
    if place.data.join(DEMO_MARK).exists() {
        return Ok(());
    }
    let _taken = lock::take(place, Use::Alone)?;
    let config = Config { demo: true, ..config(place, SocketAddr::from(([127, 0, 0, 1], 8080)))? };
    if config.database_url.is_none() && place.data.join("jishi.db").exists() {
        return Err(CommandError::Refused(format!(
            "{} holds a market already; a demo market needs a folder of its own",
            place.data.display()
        )));
    }
    eprintln!("making a demo market in {} …", place.data.display());
    let market = demo::build(config, &command.from, command.scale).await?;
    market.db.close();
    let mark = place.data.join(DEMO_MARK);
    at(&mark, std::fs::write(&mark, "A demo market: everything in it is invented.\n"))
}
