//! `kill -9`: what was acknowledged is there after the restart, and everything still adds up.

use std::sync::Arc;

use kernel::{Chance, Timestamp};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    harness::{Crowd, Market, Place, Process, START, Thing, program, purchase},
    on_both,
};

on_both!(a_kill_during_a_thousand_checkouts_loses_no_acknowledged_order, a_thousand_checkouts);
on_both!(many_lives_of_a_busy_market_keep_every_invariant, many_lives);

const BUYERS: usize = 1_000;
const HOT_PIECES: i64 = 150;

/// The n-th buyer wants the hot bowl every second time, else one of plenty.
async fn all_buy(
    process: &Process,
    token: &str,
    things: &Arc<Vec<Thing>>,
) -> JoinSet<(usize, Option<(u16, Value)>)> {
    let mut waiting = JoinSet::new();
    for n in 0..BUYERS {
        let (program, things) = (program(process.address, token), things.clone());
        waiting.spawn(async move {
            let thing = if n % 2 == 0 { things[0] } else { things[1 + n % (things.len() - 1)] };
            let body = purchase(thing, &format!("key-{n}"));
            let page = program.try_send("POST", "/api/v1/purchases", &body).await;
            (n, page.map(|page| (page.status.as_u16(), page.json())))
        });
    }
    waiting
}

async fn a_thousand_checkouts(place: Place) {
    let market = Market::open_at(&place, START, Chance::seeded(1)).await;
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    let (_, buyer) = market.person("Lin").await;
    let token = market.token(buyer).await;
    let mut things = vec![market.thing(ana, "Bowl", 5_000, HOT_PIECES).await];
    for n in 0..20 {
        things.push(market.thing(bo, &format!("Cup {n}"), 3_000, 1_000).await);
    }
    let things = Arc::new(things);
    market.stop();

    let process = Process::start(&place, START).await;
    let mut waiting = all_buy(&process, &token, &things).await;
    let mut placed = Vec::new();
    while placed.is_empty() {
        let (n, answer) = waiting.join_next().await.unwrap().unwrap();
        if let Some((201, body)) = answer {
            placed.push((n, body["purchase"].clone()));
        }
    }
    process.kill();
    let mut unanswered = 0;
    while let Some(done) = waiting.join_next().await {
        match done.unwrap() {
            (n, Some((201, body))) => placed.push((n, body["purchase"].clone())),
            (_, Some((status, body))) => assert_eq!(status, 409, "{body}"),
            (_, None) => unanswered += 1,
        }
    }
    assert!(unanswered > 0, "the kill came too late to say anything");

    let market = Market::open_at(&place, START, Chance::seeded(2)).await;
    market.check().await;
    let kept = market.number("SELECT COUNT(*) FROM purchase").await;
    assert!(kept >= placed.len() as i64, "{kept} purchases of {} acknowledged", placed.len());
    market.stop();

    // Everybody asks once more under the same key: those who were answered get their own purchase again.
    let process = Process::start(&place, START).await;
    let mut waiting = all_buy(&process, &token, &things).await;
    let mut answers = vec![None; BUYERS];
    while let Some(done) = waiting.join_next().await {
        let (n, answer) = done.unwrap();
        let (status, body) = answer.unwrap();
        assert!(status == 201 || (status == 409 && n % 2 == 0), "{status} {body}");
        answers[n] = (status == 201).then(|| body["purchase"].clone());
    }
    process.kill();
    for (n, purchase) in &placed {
        assert_eq!(answers[*n].as_ref(), Some(purchase), "key-{n}");
    }
    let market = Market::open_at(&place, START, Chance::seeded(3)).await;
    market.check().await;
    assert_eq!(market.stock(things[0]).await, 0);
    let sold = BUYERS as i64 / 2 + HOT_PIECES;
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, sold);
    market.pass(kernel::minutes(31)).await;
    assert_eq!(market.stock(things[0]).await, HOT_PIECES);
    market.end().await;
}

async fn many_lives(place: Place) {
    let market = Market::open_at(&place, START, Chance::seeded(1)).await;
    let crowd = Crowd::gather(&market, 30).await;
    market.stop();

    let (dice, mut now) = (Chance::seeded(9), START);
    for life in 0..8 {
        let process = Process::start(&place, now).await;
        let playing = crowd.play(process.address, life);
        playing.have(10 + dice.below(20)).await;
        process.kill();
        playing.end().await;
        let market = Market::open_at(&place, now, Chance::seeded(life)).await;
        market.check().await;
        market.stop();
        now = later(now, &dice);
    }
    let market = Market::open_at(&place, now, Chance::seeded(2)).await;
    market.pass(kernel::days(60)).await;
    market.check().await;
    for thing in crowd.things.iter() {
        assert!(market.stock(*thing).await >= 0);
    }
    market.end().await;
}

/// Minutes, hours or days later.
fn later(now: Timestamp, dice: &Chance) -> Timestamp {
    match dice.below(3) {
        0 => now + kernel::minutes(1 + dice.below(40)),
        1 => now + kernel::hours(1 + dice.below(30)),
        _ => now + kernel::days(1 + dice.below(9)),
    }
}
