use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{Hall, choose::choose, exhibit_store, hall_store as store, seed::mixed, taste::liked};

/// Exhibits among which is picked: the newest.
const CANDIDATES: i64 = 2_000;
/// Days for which a hall is kept that is not entered any more.
const KEPT_DAYS: i64 = 2;

#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    #[error("the hall could not be made")]
    Store(#[from] DbError),
}

/// Days since 1970 in UTC.
fn day_of(now: Timestamp) -> i64 {
    now.micros().div_euclid(86_400_000_000)
}

/// The hall of the day, if its holder has entered it before.
pub(super) async fn kept(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<Option<Hall>, DbError> {
    Ok(store::find(tx, holder).await?.filter(|hall| hall.day == day_of(now)))
}

/// The mix of the day, the same for everybody of whom nothing is known.
pub(super) async fn mix(tx: &mut Tx, now: Timestamp) -> Result<Hall, DbError> {
    make(tx, now, None, day_of(now)).await
}

async fn make(tx: &mut Tx, now: Timestamp, holder: Option<i64>, seed: i64) -> Result<Hall, DbError> {
    let candidates = exhibit_store::list_candidates(tx, CANDIDATES).await?;
    let liked = match holder {
        Some(holder) => liked(tx, holder).await?,
        None => Vec::new(),
    };
    Ok(Hall { day: day_of(now), seed, picks: choose(&candidates, &liked, seed, now) })
}

/// Enter the hall: the same as before on the same day, else one is laid out and kept.
pub async fn enter(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<Hall, EnterError> {
    if let Some(hall) = kept(tx, now, holder).await? {
        return Ok(hall);
    }
    // Two people on one day have two mixes, and one person another one each day.
    let seed = (mixed(day_of(now), holder) >> 1).cast_signed();
    Ok(keep(tx, now, holder, seed).await?)
}

/// Ask for another hall of the same day.
pub async fn renew(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<Hall, EnterError> {
    let seed = tx.next_id(now);
    Ok(keep(tx, now, holder, seed).await?)
}

async fn keep(tx: &mut Tx, now: Timestamp, holder: i64, seed: i64) -> Result<Hall, DbError> {
    let hall = make(tx, now, Some(holder), seed).await?;
    store::sweep(tx, hall.day - KEPT_DAYS).await?;
    store::put(tx, now, holder, &hall).await?;
    Ok(hall)
}
