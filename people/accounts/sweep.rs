//! Sweeping out what has ended, every night: sessions, codes, browsers that nobody has signed in with for long.

use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{known_browser_store, promises::SweepAccess, sign_in_code_store, store};
use crate::market::Market;

/// How long a browser is known after the last sign-in there.
pub const KNOWN_DAYS: u64 = 400;

/// Forget everything that opened an account once and does no more.
pub(super) async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    sessions::sweep(tx, now).await?;
    store::sweep_tokens(tx, now).await?;
    sign_in_code_store::sweep(tx, now).await?;
    known_browser_store::sweep(tx, now - days(KNOWN_DAYS)).await?;
    // A second one of them, left by a crash or by two processes that began together, ends here.
    if jobs::count_of_kind(tx, <SweepAccess as jobs::Promise>::KIND).await? > 1 {
        return Ok(());
    }
    jobs::enqueue(tx, now, now + days(1), &SweepAccess {}).await
}

/// Begin to sweep every night, unless that was begun before.
pub async fn begin(market: &Market) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        if jobs::count_of_kind(tx, <SweepAccess as jobs::Promise>::KIND).await? > 0 {
            return Ok(());
        }
        jobs::enqueue(tx, now, night, &SweepAccess {}).await
    };
    market.db.write(act).await
}
