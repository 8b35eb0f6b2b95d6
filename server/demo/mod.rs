//! The demo market: invented shops in real places, and a year of trade made through the acts under a moving clock. What
//! happens there is what the capabilities bring.

pub mod roles;

use std::path::Path;

use axum::extract::FromRef;
use commons::Commons;
use commons::villages::recognition::Period;
use kernel::{Chance, Clock, Day, MockClock, Timestamp, days, hours};
use people::fair::{Broken, Fair, YEAR};
use platform::{config::Config, jobs::Runner};
use selling::{Selling, orders::demo::Firsts};

use crate::{error::CommandError, wiring};

/// Days in which the first shops trade before a period ends that is published, so that they are active at its end.
const ACTIVE: u64 = 125;
/// Days that pass at once before the year.
const STEP: u64 = 2;

/// Make a demo market in a data folder, with every listing so many times. Everything about it follows from `now` and
/// fixed seeds.
pub async fn build(config: Config, from: &Path, copies: u64) -> Result<Commons, CommandError> {
    let now = Clock::system().now();
    let mut fair = Fair::new(from, copies);
    fair.before = before(now);
    let clock = MockClock::at(now - days(YEAR + fair.before));
    let market = wiring::open(config, clock.clock(), Chance::seeded(20_261_122)).await?;
    let lived = live(&market, &clock, fair, now).await;
    lived.map_err(|error| CommandError::Refused(error.to_string()))?;
    Ok(market)
}

/// Days before the year: the last two periods that are over have something to tell.
fn before(now: Timestamp) -> u64 {
    let today = Day::of(now);
    let first = Period::of(today).before().before().last();
    let days_ago = u64::try_from(today.since(first)).unwrap_or(0) + ACTIVE;
    days_ago.saturating_sub(YEAR)
}

/// Live through the year until `now`, and through the days before it.
async fn live(market: &Commons, clock: &MockClock, mut fair: Fair, now: Timestamp) -> Result<(), Broken> {
    let runner = wiring::runner(market);
    let mut players = wiring::first_players(market, &mut fair).await?;
    live_before(market, clock, &runner, &fair).await?;
    players.extend(wiring::later_players(market, &mut fair).await?);
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

/// The first shops trade before the year begins.
async fn live_before(
    market: &Commons,
    clock: &MockClock,
    runner: &Runner,
    fair: &Fair,
) -> Result<(), Broken> {
    let firsts = Firsts::look(Selling::from_ref(market), fair).await?;
    let year = clock.now() + days(fair.before);
    while clock.now() < year {
        firsts.trade(fair).await?;
        clock.set((clock.now() + days(STEP)).min(year));
        runner.run_due().await?;
    }
    Ok(())
}
