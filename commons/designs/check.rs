//! Walking the chain, for `jishi check`.

use people::capability::Fault;
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
};

use super::{
    chain_store::entries_after,
    entry::{Entry, sha256},
    key_store::keys,
    store::contents_after,
};

/// Entries that are read at once.
const BATCH: i64 = 1_000;
/// Faults that are told.
const TOLD: usize = 10;

/// Every entry follows the one before it, is what its hash and its signature say, and every record is what its entry says.
pub fn check<'a>(tx: &'a mut Tx, _: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let (keys, mut faults) = (keys(tx).await?, Vec::new());
        let mut before: Option<Entry> = None;
        loop {
            let after = before.as_ref().map_or(0, |entry| entry.position);
            let entries = entries_after(tx, after, BATCH).await?;
            let contents = contents_after(tx, after, BATCH).await?;
            if entries.is_empty() || faults.len() >= TOLD {
                faults.truncate(TOLD);
                return Ok(faults);
            }
            for entry in entries {
                if let Some(invariant) = entry.fault(before.as_ref(), &keys) {
                    faults.push(Fault { invariant, example: entry.position.to_string() });
                }
                before = Some(entry);
            }
            for (content, hash, position) in contents {
                if content.is_none_or(|content| sha256(content.as_bytes()) != hash) {
                    let invariant = "a design record is not what its entry in the chain says";
                    faults.push(Fault { invariant, example: position.to_string() });
                }
            }
        }
    })
}
