//! What somebody had typed into a checkout when they left it to sign in.

use kernel::{Currency, Timestamp, days, hours};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
    web::Fields,
};

/// How long it is shown again.
const SHOWN_HOURS: u64 = 2;
/// What only the page itself says, each time anew.
const OF_THE_PAGE: [&str; 5] = ["key", "seen_total", "accepted", "enter", "draw"];
/// Characters; what is longer than any honest form is not kept.
const MOST: usize = 40_000;

const SWEEP: &str = "DELETE FROM kept_checkout WHERE kept_at < $1";
const KEEP: &str = "INSERT INTO kept_checkout (holder, currency, fields, kept_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (holder, currency) DO UPDATE SET fields = $3, kept_at = $4";
const FIND: &str = "SELECT fields FROM kept_checkout WHERE holder = $1 AND currency = $2 AND kept_at >= $3";
const FORGET: &str = "DELETE FROM kept_checkout WHERE holder = $1";
const ADOPT: &str = "UPDATE kept_checkout SET holder = $2 WHERE holder = $1";

/// Keep a form until its visitor comes back, and sweep out those who did not.
pub async fn keep(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    currency: Currency,
    form: &Fields,
) -> Result<(), DbError> {
    let pairs: Vec<(&str, &str)> = form.pairs().filter(|(name, _)| !OF_THE_PAGE.contains(name)).collect();
    let fields = json(&pairs)?;
    tx.execute(SWEEP, params![now - days(1)]).await?;
    if fields.chars().count() > MOST {
        return Ok(());
    }
    tx.execute_one(KEEP, params![holder, currency, fields, now]).await
}

/// The form that somebody had left a short while ago.
pub async fn find(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    currency: Currency,
) -> Result<Option<Fields>, DbError> {
    let decode = |mut row: Row| row.json::<Vec<(String, String)>>();
    let kept = tx.find(FIND, params![holder, currency, now - hours(SHOWN_HOURS)], decode).await?;
    Ok(kept.map(Fields::filled))
}

/// It goes where the cart goes.
pub async fn adopt(tx: &mut Tx, from: i64, to: i64) -> Result<(), DbError> {
    if from == to {
        return Ok(());
    }
    forget(tx, to).await?;
    tx.execute(ADOPT, params![from, to]).await.map(drop)
}

pub async fn forget(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(FORGET, params![holder]).await.map(drop)
}
