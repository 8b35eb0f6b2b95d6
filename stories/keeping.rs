//! Backup and restore, and what `jishi check` says of a damaged market.

use std::path::Path;

use clap::Parser;
use kernel::Chance;
use platform::db::{DbError, Tx};
use server::{
    commands::{self, Cli},
    error::CommandError,
};

use crate::harness::{Crowd, Engine, Market, Place, Process, START};

/// Type a command, as the operator would.
async fn jishi(data: &Path, words: &[&str]) -> Result<(), CommandError> {
    let data = data.to_str().unwrap();
    let line = ["jishi", words[0], "--data", data].into_iter().chain(words[1..].iter().copied());
    commands::run(Cli::parse_from(line)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_busy_market_is_a_market() {
    let place = Place::new(Engine::Sqlite).await;
    let market = Market::open_at(&place, START, Chance::seeded(1)).await;
    let crowd = Crowd::gather(&market, 1_000).await;
    market.stop();
    let process = Process::start(&place, START).await;
    let playing = crowd.play(process.address, 5);
    playing.have(10).await;

    let copies = tempfile::tempdir().unwrap();
    let (backup, restored) = (copies.path().join("backup"), copies.path().join("restored"));
    jishi(&place.folder, &["backup", backup.to_str().unwrap()]).await.unwrap();
    playing.have(playing.acts() + 10).await;
    process.kill();
    playing.end().await;

    jishi(&restored, &["restore", backup.to_str().unwrap()]).await.unwrap();
    let again = jishi(&restored, &["restore", backup.to_str().unwrap()]).await;
    assert!(again.unwrap_err().to_string().contains("holds a market already"));
    jishi(&restored, &["check"]).await.unwrap();

    let market = Market::open_at(&Place::kept(restored, None), START, Chance::seeded(2)).await;
    let (kept, all) = (market.number(PURCHASES).await, {
        let original = Market::open_at(&place, START, Chance::seeded(3)).await;
        let all = original.number(PURCHASES).await;
        original.stop();
        all
    });
    assert!(0 < kept && kept <= all, "{kept} of {all}");
    market.pass(kernel::days(60)).await;
    market.check().await;
    market.end().await;
}

const PURCHASE_WITHOUT_ORDERS: &str = "INSERT INTO purchase \
    (id, buyer_id, key, minor, currency, state, close_at, created_at) VALUES (1, 1, 'k', 5, 'CNY', 'unpaid', 1, 1)";
const PURCHASES: &str = "SELECT COUNT(*) FROM purchase";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_market_is_told_by_the_check() {
    let place = Place::new(Engine::Sqlite).await;
    let market = Market::open_at(&place, START, Chance::seeded(1)).await;
    let damage = async |tx: &mut Tx| Ok::<_, DbError>(tx.execute(PURCHASE_WITHOUT_ORDERS, &[]).await?);
    market.inner.db.write(damage).await.unwrap();
    market.stop();
    let told = jishi(&place.folder, &["check"]).await.unwrap_err().to_string();
    assert!(told.contains("invariant"), "{told}");
}
