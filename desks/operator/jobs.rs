//! What the market does every night without being asked.

use kernel::{Timestamp, days};
use people::market::Market;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure, Lane, Promise},
};
use selling::{Selling, ledger};
use serde::{Deserialize, Serialize};

use super::TrialBalance;

/// Sum the ledger. When it does not come to nothing the job fails, and the desk shows it until it is mended.
#[derive(Serialize, Deserialize)]
pub struct BalanceLedger {}

impl Promise for BalanceLedger {
    const KIND: &'static str = "operator.balance_ledger";
    const LANE: Lane = Lane::Long;
}

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(balance_ledger);
}

async fn balance_ledger(market: Selling, now: Timestamp, _: BalanceLedger) -> Result<(), Failure> {
    let read = async |tx: &mut Tx| {
        Ok::<_, DbError>((TrialBalance::take(tx).await?, ledger::list_unbalanced(tx).await?))
    };
    let (trial, unbalanced) = market.db.report(read).await?;
    if !trial.is_balanced() || !unbalanced.is_empty() {
        let first = unbalanced.first().map_or_else(String::new, |(shop, id)| format!(": {shop} {id}"));
        return Err(Failure(format!("the ledger does not come to nothing{first}")));
    }
    let promise = async move |tx: &mut Tx| {
        // A second one of them, left by a crash or by two processes that began together, ends here.
        if jobs::count_of_kind(tx, BalanceLedger::KIND).await? > 1 {
            return Ok(());
        }
        jobs::enqueue(tx, now, now + days(1), &BalanceLedger {}).await
    };
    Ok(market.db.write(promise).await?)
}

/// Begin to sum the ledger every night, unless that was begun before.
pub async fn begin(market: &Market) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        if jobs::count_of_kind(tx, BalanceLedger::KIND).await? > 0 {
            return Ok(());
        }
        jobs::enqueue(tx, now, night, &BalanceLedger {}).await
    };
    market.db.write(act).await
}
