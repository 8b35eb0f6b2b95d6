//! Work that waits for somebody else keeps only its own lane waiting, and what was cut off goes on at once.

use std::time::Duration;

use kernel::Chance;
use platform::db::Tx;
use tokio::{net::TcpListener, time::Instant};

use crate::harness::{Engine, Market, Place, START};

/// A server that takes every connection and says nothing.
async fn silence() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    port
}

async fn within(patience: Duration, mut holds: impl AsyncFnMut() -> bool) -> bool {
    let until = Instant::now() + patience;
    while Instant::now() < until {
        if holds().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_hangs_holds_up_no_money() {
    let (place, port) = (Place::new(Engine::Sqlite).await, silence().await);
    let market = Market::open_with(&place, START, Chance::seeded(7), |config| {
        config.mail.smtp_url = Some(format!("smtp://127.0.0.1:{port}"));
        config.mail.from = Some("fair@fair.example".into());
    })
    .await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    let (lin, _) = market.person("Lin").await;
    let runner = market.runner.clone();
    let running = tokio::spawn(async move { runner.run_forever().await });
    for paid in 1..=3 {
        let gateway = lin.check_out(&[(bowl, 1)], None).await;
        lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
        let orders = "SELECT COUNT(*) FROM orders WHERE state = 'paid'";
        // A mail is given up after half a minute; a payment is there at once.
        let is_there = within(Duration::from_secs(10), async || market.number(orders).await == paid).await;
        assert!(is_there, "payment {paid} waits for the mail");
    }
    let waiting = "SELECT COUNT(*) FROM job WHERE lane = 'post' AND is_running = 1";
    assert!(market.number(waiting).await > 0);
    running.abort();
    market.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_cut_off_by_a_crash_goes_on_at_the_start() {
    let place = Place::new(Engine::Sqlite).await;
    let market = Market::open_at(&place, START, Chance::seeded(7)).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (lin, _) = market.person("Lin").await;
    let gateway = lin.check_out(&[(bowl, 1)], None).await;
    lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    // As a process leaves it that is killed while it tells the market: leased for a minute.
    let cut = "UPDATE job SET is_running = 1, run_at = run_at + 60000000, attempts = 1 \
        WHERE kind = 'sandbox.deliver_notice'";
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(cut, &[]).await).await.unwrap();
    market.work().await;
    let orders = "SELECT COUNT(*) FROM orders WHERE state = 'paid'";
    assert_eq!(market.number(orders).await, 0);
    let runner = market.runner.clone();
    let running = tokio::spawn(async move { runner.run_forever().await });
    assert!(within(Duration::from_secs(10), async || market.number(orders).await == 1).await);
    running.abort();
    market.work().await;
    market.end().await;
}
