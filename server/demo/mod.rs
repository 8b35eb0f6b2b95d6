//! The demo market: invented shops in real places, and a year of trade made through the acts under a moving clock. What
//! happens there is what the capabilities bring.

pub mod roles;

use std::path::Path;

use commons::Commons;
use kernel::{Chance, Clock, MockClock, Timestamp, days, hours};
use people::fair::{Broken, Fair, YEAR};
use platform::config::Config;

use crate::{error::CommandError, wiring};

/// Make a demo market in a data folder, with every listing so many times. Everything about it follows from `now` and
/// fixed seeds.
pub async fn build(config: Config, from: &Path, copies: u64) -> Result<Commons, CommandError> {
    let now = Clock::system().now();
    let clock = MockClock::at(now - days(YEAR));
    let market = wiring::open(config, clock.clock(), Chance::seeded(20_261_122)).await?;
    let lived = live(&market, &clock, Fair::new(from, copies), now).await;
    lived.map_err(|error| CommandError::Refused(error.to_string()))?;
    Ok(market)
}

/// Live through the year until `now`.
async fn live(market: &Commons, clock: &MockClock, mut fair: Fair, now: Timestamp) -> Result<(), Broken> {
    let runner = wiring::runner(market);
    let mut players = wiring::players(market, &mut fair).await?;
    for day in 0..=YEAR {
        fair.day = day;
        for player in &mut players {
            player.day(&fair).await?;
        }
        for _ in 0..2 {
            clock.set((clock.now() + hours(12)).min(now));
            runner.run_due().await?;
        }
    }
    for player in &mut players {
        player.end(&fair).await?;
    }
    Ok(())
}
