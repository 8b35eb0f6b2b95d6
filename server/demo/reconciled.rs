//! The operator of the demo compares the gateway's report with the ledger: once it agrees, once it does not.

use kernel::{Actor, Timestamp, days};
use people::accounts::{self, Login};
use platform::db::{DbError, Tx};
use selling::{
    Selling,
    reconciliation::{Reconciliation, ReconciliationId, Report, reconcile},
};

use crate::error::CommandError;

fn refused(error: &dyn std::fmt::Display) -> CommandError {
    CommandError::Refused(error.to_string())
}

/// Compare the two months before these weeks.
pub async fn compare(market: &Selling, now: Timestamp) -> Result<(), CommandError> {
    let (older, newer) = (now - days(60), now - days(30));
    let report = ask(market, older, newer).await?;
    keep(market, now - days(29), (older, newer), "", &report).await?;
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
    keep(market, now, (newer, end), "sandbox-november.csv", &lines.join("\n")).await
}

async fn ask(market: &Selling, from: Timestamp, to: Timestamp) -> Result<String, CommandError> {
    let provider = market.default_provider().ok_or_else(|| refused(&"the demo has no provider"))?;
    let report = provider.report(from, to).await.map_err(|error| refused(&error))?;
    String::from_utf8(report).map_err(|error| refused(&error))
}

async fn keep(
    market: &Selling,
    now: Timestamp,
    (from, to): (Timestamp, Timestamp),
    name: &str,
    report: &str,
) -> Result<(), CommandError> {
    let report = Report::read(report.as_bytes()).map_err(|error| refused(&error))?;
    let login = Login::Email("operator@demo.example".into());
    let (rows, id) = (report.clone(), market.chance.next_id(now));
    let look = async move |tx: &mut Tx| {
        let operator = accounts::find_by_login(tx, &login).await?;
        Ok::<_, DbError>((operator, reconcile(tx, "sandbox", from, to, &rows).await?))
    };
    let (operator, comparison) = market.db.report(look).await?;
    let made_by = operator.ok_or_else(|| refused(&"the demo has no operator"))?.id;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let made = Reconciliation {
        id: ReconciliationId::new(id),
        provider: "sandbox".into(),
        name: name.to_owned(),
        from,
        to,
        matched: count(comparison.matched),
        differences: count(comparison.differences.len()),
        refused: count(report.bad.len()),
        made_by,
        created_at: now,
    };
    let by = Actor::Operator { account: made_by };
    let act = async move |tx: &mut Tx| made.keep(tx, &by, &comparison, &report).await;
    market.db.write(act).await.map(drop).map_err(|error| refused(&error))
}
