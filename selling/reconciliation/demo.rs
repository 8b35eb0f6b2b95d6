//! The operator of the demo compares the gateway's report with the ledger: once it agrees, once it does not.

use kernel::{AccountId, Actor, Timestamp, days};
use people::fair::{Broken, Done, Fair, Opened, Player, nothing, plays};
use platform::{Later, db::Tx};

use super::{Reconciliation, ReconciliationId, Report, reconcile};
use crate::Selling;

struct Accountant {
    market: Selling,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Accountant { market }) })
}

impl Player for Accountant {
    fn day<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async { compare(&self.market, fair.operator()?).await })
    }
}

/// Compare the two months before these weeks.
async fn compare(market: &Selling, operator: AccountId) -> Done {
    let now = market.now();
    let (older, newer) = (now - days(60), now - days(30));
    let report = ask(market, older, newer).await?;
    keep(market, operator, now - days(29), (older, newer), "", &report).await?;
    // A file of the month after it that somebody has edited by hand.
    let end = now - days(3);
    let report = ask(market, newer, end).await?;
    let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
    if lines.len() > 6 {
        let lost = lines.remove(3);
        let other = lines[2].rsplit_once(',').map(|(row, _)| row.to_owned());
        lines.push(lost.replacen("sb_", "sb_lost_", 1));
        lines.extend(other.map(|row| row.replacen("charge", "gift", 1)));
        lines[4] = lines[4].replacen('.', "1.", 1);
    }
    keep(market, operator, now, (newer, end), "sandbox-november.csv", &lines.join("\n")).await
}

async fn ask(market: &Selling, from: Timestamp, to: Timestamp) -> Result<String, Broken> {
    let provider = market.default_provider().ok_or("nobody takes the money of the demo")?;
    Ok(String::from_utf8(provider.report(from, to).await?)?)
}

async fn keep(
    market: &Selling,
    made_by: AccountId,
    now: Timestamp,
    (from, to): (Timestamp, Timestamp),
    name: &str,
    report: &str,
) -> Done {
    let report = Report::read(report.as_bytes())?;
    let rows = report.clone();
    let look = async move |tx: &mut Tx| reconcile(tx, "sandbox", from, to, &rows).await;
    let comparison = market.db.report(look).await?;
    let made = Reconciliation {
        id: ReconciliationId::new(market.chance.next_id(now)),
        provider: "sandbox".into(),
        name: name.to_owned(),
        from,
        to,
        matched: i64::try_from(comparison.matched)?,
        differences: i64::try_from(comparison.differences.len())?,
        refused: i64::try_from(report.bad.len())?,
        made_by,
        created_at: now,
    };
    let by = Actor::Operator { account: made_by };
    let act = async move |tx: &mut Tx| made.keep(tx, &by, &comparison, &report).await;
    market.db.write(act).await?;
    Ok(())
}
