use kernel::{Actor, Day, Forbidden, Quoted, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    KnownRate, Look, Looked, RateFile, Verdict, look,
    store::{self, Place},
};

/// What becomes of doubtful rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubtful {
    Leave,
    Take,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum TakeError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the rates could not be kept")]
    Store(#[from] DbError),
}

/// Look at a file beside what is kept.
pub async fn look_at(
    tx: &mut Tx,
    now: Timestamp,
    file: &RateFile,
) -> Result<(Look, Vec<KnownRate>), DbError> {
    let days = || file.quoted().map(|quoted| quoted.day);
    let known = match (days().min(), days().max()) {
        (Some(first), Some(last)) => store::list_around(tx, first, last).await?,
        _ => Vec::new(),
    };
    let today = Day::of(now);
    let rates = store::load(tx, today).await?;
    let quoted: Vec<Quoted> = known.iter().map(|known| known.quoted).collect();
    Ok((look(file, &quoted, &rates, today), known))
}

/// Keep the new rates of a file, and the doubtful ones if they are to be taken; every other row is named in the answer and
/// changes nothing. What is replaced stays in the record of operators.
pub async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    file: &RateFile,
    doubtful: Doubtful,
) -> Result<Look, TakeError> {
    by.operator()?;
    let (look, known) = look_at(tx, now, file).await?;
    let is_taken =
        |verdict: Verdict| verdict == Verdict::New || (doubtful == Doubtful::Take && verdict.is_doubtful());
    let mut replaced = Vec::new();
    let mut taken = 0_usize;
    for row in look.rows.iter().filter(|row| is_taken(row.verdict)) {
        let Ok(quoted) = row.line.read else { continue };
        let place = if row.verdict == Verdict::Other { Place::Taken } else { Place::Empty };
        store::keep(tx, now, &quoted, &row.line.source, place).await?;
        taken += 1;
        if place == Place::Taken {
            replaced.extend(before(row, &known));
        }
    }
    if taken > 0 {
        let sources: std::collections::BTreeSet<&str> = look
            .rows
            .iter()
            .filter(|row| is_taken(row.verdict))
            .map(|row| row.line.source.as_str())
            .collect();
        let subject = sources.into_iter().collect::<Vec<_>>().join(", ");
        let detail = json!({ "taken": taken, "replaced": replaced });
        audit::record(tx, now, by.account().ok(), "rates.take", &subject, &detail).await?;
    }
    Ok(look)
}

/// What stood where a rate was put.
fn before(row: &Looked, known: &[KnownRate]) -> Option<serde_json::Value> {
    let was = row.was?;
    let kept = known.iter().find(|known| known.quoted == was)?;
    Some(json!({
        "day": was.day, "base": was.base, "quote": was.quote,
        "before": was.rate.decimal(), "source": kept.source, "after": row.line.rate,
    }))
}
