//! Whatever people, clocks, notices and crashes do in whatever order, the market adds up after every single act.

use std::time::Duration;

use kernel::Chance;
use platform::db::Tx;
use selling::payments::sandbox::{DeliverNotice, deliver_notice};

use crate::{
    harness::{Crowd, Market, Place, START},
    on_both,
};

const PIECES: i64 = 3;
const ACTS: usize = 60;

on_both!(any_order_of_acts_keeps_every_invariant, async |place| play(&place, 0).await);
on_both!(another_order_of_acts_keeps_every_invariant, async |place| play(&place, 1).await);
on_both!(a_third_order_of_acts_keeps_every_invariant, async |place| play(&place, 2).await);

async fn play(place: &Place, seed: u64) {
    let dice = Chance::seeded(seed);
    let mut market = Market::open_at(place, START, Chance::seeded(seed)).await;
    let crowd = Crowd::gather(&market, PIECES).await;
    for act in 0..ACTS {
        match dice.below(12) {
            // Two people at the same moment.
            0 | 1 => {
                let (one, other) = (Chance::seeded(dice.below(1 << 40)), Chance::seeded(dice.below(1 << 40)));
                tokio::join!(crowd.act(market.address, &one), crowd.act(market.address, &other));
            }
            2 => market.pass(kernel::minutes(dice.below(45))).await,
            3 => market.pass(kernel::days(dice.below(4))).await,
            4 => replay_a_notice(&market, &dice).await,
            // The process ends in the middle of its work, and another takes over at once.
            5 => {
                let work = market.runner.run_due();
                let _ = tokio::time::timeout(Duration::from_micros(dice.below(3_000)), work).await;
                let now = market.now();
                market.stop();
                market = Market::open_at(place, now, Chance::seeded(seed * 1_000 + act as u64)).await;
            }
            6 => market.work().await,
            _ => {
                crowd.act(market.address, &dice).await;
            }
        }
        market.check().await;
        nothing_is_oversold(&market, &crowd).await;
    }
    // Long enough for every clock, and for the leases of those who crashed.
    market.pass(kernel::days(60)).await;
    market.check().await;
    market.end().await;
}

/// Pieces on the shelf and pieces held by living orders are what there was.
async fn nothing_is_oversold(market: &Market, crowd: &Crowd) {
    let there = market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await;
    let held = "SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM order_line l \
        JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id \
        WHERE o.state IN ('unpaid', 'paid', 'shipped', 'completed')";
    assert_eq!(there + market.number(held).await, PIECES * crowd.things.len() as i64);
}

/// The gateway tells once more what it told before, or the same news under another number.
async fn replay_a_notice(market: &Market, dice: &Chance) {
    let read = async |tx: &mut Tx| {
        let paid = "SELECT c.reference, COALESCE((SELECT MIN(event) FROM webhook), '') FROM sandbox_charge c \
            WHERE c.state = 'paid' ORDER BY c.reference LIMIT 50";
        tx.list(paid, &[], |mut row| Ok((row.text()?, row.text()?))).await
    };
    let paid: Vec<(String, String)> = market.inner.db.read(read).await.unwrap();
    let Some((reference, seen)) = paid.get(dice.below(paid.len().max(1) as u64) as usize).cloned() else {
        return;
    };
    let event = if dice.below(2) == 0 && !seen.is_empty() { seen } else { format!("evt_{}", dice.token()) };
    let notice = DeliverNotice { event, reference, r#type: "payment.succeeded".into() };
    deliver_notice(market.inner.selling(), market.now(), notice).await.unwrap();
}
