//! What must always be true of a market, looked at from outside: `jishi check`. Each capability says its own.

use std::sync::OnceLock;

use people::{
    capability::{Fault, Invariant},
    market::Market,
};
use platform::db::{DbError, Tx};

/// Look at everything. Cost: a few passes over the whole database.
pub async fn check(market: &Market) -> Result<Vec<Fault>, DbError> {
    let looked_at = market.clone();
    market.db.report(async move |tx: &mut Tx| look(tx, &looked_at).await).await
}

async fn look(tx: &mut Tx, market: &Market) -> Result<Vec<Fault>, DbError> {
    let work = || market.capabilities.iter().map(|brought| brought.work);
    let rules: Vec<Invariant> = work().flat_map(|work| work.invariants).copied().flatten().copied().collect();
    let mut faults = Vec::new();
    for check in work().flat_map(|work| work.checks) {
        faults.extend(check(tx, &market.files).await?);
    }
    let found = match tx.rows(all(&rules), &[]).await {
        Ok(found) => found,
        // The rules say no more than this then; what was looked at before says where.
        Err(error @ DbError::Sum) => {
            faults.push(Fault {
                invariant: "the sums of the rules can be counted",
                example: error.to_string(),
            });
            return Ok(faults);
        }
        Err(error) => return Err(error),
    };
    for mut row in found {
        let place = row.int()?;
        let rule = usize::try_from(place).ok().and_then(|place| rules.get(place));
        let invariant = rule.map_or("every rule has its place", |(invariant, _)| *invariant);
        faults.push(Fault { invariant, example: format!("{} {}", row.int()?, row.int()?) });
    }
    Ok(faults)
}

/// All rules as one statement, so that a server is asked once: the place of the rule before its two numbers. The same
/// for every market of a process, since all have the same capabilities.
fn all(rules: &[Invariant]) -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    ALL.get_or_init(|| {
        let each = rules.iter().enumerate();
        let each = each.map(|(place, (_, sql))| format!("SELECT {place}, r.* FROM ({sql}) r"));
        each.collect::<Vec<_>>().join(" UNION ALL ")
    })
}
