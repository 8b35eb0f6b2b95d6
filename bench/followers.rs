//! A show begins that very many follow: how long until all are told, and what it takes from those who buy meanwhile.
//!
//! The market is in this process with its jobs, as a node runs them. Buyers place purchases and pay them through the acts,
//! first while nothing else goes on, then while followers are told; whom a purchase concerns is told all the while.
//! JISHI_BENCH_FOLLOWERS says how many follow.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use commons::live::{self, NewRoom};
use kernel::{AccountId, Actor, ShopRole};
use platform::{
    db::{DbError, Rows, Tx},
    params,
};
use selling::orders::{Placed, demo::common::pay_at_once};

use crate::{Figure, TIME, fair, fair::Fair, pgbench};

const FOLLOWERS: u64 = 52_000;
const BUYERS: usize = 64;
const SKUS: usize = 10_000;
/// Accounts in one transaction.
const BATCH: u64 = 20_000;
const LOOK: Duration = Duration::from_millis(50);

const ACCOUNTS: Rows = Rows {
    head: "INSERT INTO account (id, name, email, phone, password_hash, language, zone, birth_year, is_operator, \
        is_moderator, closed_at, created_at)",
    tuple: "($1, 'Fan', $2, NULL, NULL, 'zh-CN', 'UTC', NULL, 0, 0, NULL, $3)",
    tail: "",
};
const FOLLOWS: Rows =
    Rows { head: "INSERT INTO shop_follower (account_id, shop_id, since)", tuple: "($1, $2, $3)", tail: "" };
const TOLD: &str = "SELECT COUNT(*) FROM notification WHERE kind = 'live.on_air'";

pub async fn run() -> Vec<Figure> {
    let many = std::env::var("JISHI_BENCH_FOLLOWERS").ok().and_then(|many| many.parse().ok());
    let many = many.unwrap_or(FOLLOWERS);
    let postgres = std::env::var("JISHI_TEST_POSTGRES").ok();
    let engines = [Some(("SQLite", None)), postgres.map(|url| ("PostgreSQL", Some(url)))];
    let mut figures = Vec::new();
    for (engine, url) in engines.into_iter().flatten() {
        let url = url.map(|url| pgbench::own_database(&url, "followers"));
        let fair = Arc::new(fair::open(SKUS, url).await);
        figures.extend(measure(engine, &fair, many).await);
    }
    figures
}

async fn measure(engine: &str, fair: &Arc<Fair>, many: u64) -> Vec<Figure> {
    follow(fair, many).await;
    let (stop, paid) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let buyers: Vec<_> =
        (0..BUYERS).map(|buyer| tokio::spawn(buy(fair.clone(), buyer, paid.clone(), stop.clone()))).collect();
    let runner = server::wiring::runner(&fair.market);
    let jobs = tokio::spawn(async move { runner.run_forever().await });
    // Once warm.
    tokio::time::sleep(TIME).await;
    let idle = rate(&paid, TIME).await;

    let (shop, now) = (fair.shop, fair.market.now());
    let host = Actor::Seller { account: AccountId::new(1), shop, role: ShopRole::Owner };
    let act = async move |tx: &mut Tx| {
        let repeats = live::Repeats::Once;
        let new = NewRoom { title: "Bench".into(), at: None, repeats, cover: None, is_made: false };
        let room = live::plan(tx, &host, now, new).await.map_err(DbError::draw)?;
        live::begin(tx, &Actor::System, now, room.id).await.map_err(DbError::draw)
    };
    let asked = Instant::now();
    fair.market.db.write(act).await.unwrap();
    let act_ms = asked.elapsed().as_secs_f64() * 1_000.0;
    let (begun, before) = (Instant::now(), paid.load(Ordering::Relaxed));
    loop {
        tokio::time::sleep(LOOK).await;
        let told = fair.market.db.read(async |tx: &mut Tx| tx.number(TOLD, &[]).await).await.unwrap();
        if u64::try_from(told).unwrap() >= many {
            break;
        }
    }
    let took = begun.elapsed().as_secs_f64();
    let meanwhile = (paid.load(Ordering::Relaxed) - before) as f64 / took;
    stop.store(true, Ordering::Relaxed);
    for buyer in buyers {
        buyer.await.unwrap();
    }
    jobs.abort();
    vec![
        Figure::new(format!("followers told, {engine}"), many as f64 / took, None, "1/s").note(format!(
            "{many} in {took:.1} s, so 520,000 in {:.0} s; to go on air took {act_ms:.1} ms",
            520_000.0 * took / many as f64
        )),
        Figure::new(format!("paid orders while they are told, {engine}"), meanwhile, Some(idle), "1/s")
            .note(format!("{BUYERS} buyers; the limit is the same with nothing beside it")),
    ]
}

async fn rate(paid: &AtomicU64, over: Duration) -> f64 {
    let (before, begin) = (paid.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep(over).await;
    (paid.load(Ordering::Relaxed) - before) as f64 / begin.elapsed().as_secs_f64()
}

async fn buy(fair: Arc<Fair>, buyer: usize, paid: Arc<AtomicU64>, stop: Arc<AtomicBool>) {
    let mut n = buyer;
    while !stop.load(Ordering::Relaxed) {
        let terms = fair.terms(n, format!("key-{n:020}"));
        let market = &fair.market;
        let (now, rules, buyer) = (market.now(), market.rules(), fair.buyer);
        let Placed { purchase, total, .. } = market.door().place(now, rules.clone(), terms).await.unwrap();
        let act = async move |tx: &mut Tx| pay_at_once(tx, now, &rules, buyer, purchase, total).await;
        market.db.write(act).await.unwrap();
        paid.fetch_add(1, Ordering::Relaxed);
        n += BUYERS;
    }
}

/// Let so many people follow the shop.
async fn follow(fair: &Fair, many: u64) {
    let (shop, now) = (fair.shop, fair.market.now());
    for first in (0..many).step_by(usize::try_from(BATCH).unwrap()) {
        let act = async move |tx: &mut Tx| {
            let (mut accounts, mut follows) = (Vec::new(), Vec::new());
            for fan in first..many.min(first + BATCH) {
                let id = tx.next_id(now);
                accounts.push(params![id, format!("fan-{fan}@fair.example"), now].to_vec());
                follows.push(params![id, shop, now].to_vec());
            }
            tx.execute_all(&ACCOUNTS.statements(accounts)).await?;
            tx.execute_all(&FOLLOWS.statements(follows)).await?;
            Ok::<_, DbError>(())
        };
        fair.market.db.write(act).await.unwrap();
    }
}
