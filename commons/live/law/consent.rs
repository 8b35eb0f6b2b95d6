use kernel::{Actor, Forbidden, Timestamp};
use people::accounts;
use platform::db::{DbError, Tx};

use super::store;
use crate::live::{RoomId, find_own};

/// Hosts are at least so old.
const YEARS: i64 = 16;

#[derive(Debug, thiserror::Error)]
pub enum ConsentError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("nobody under sixteen gives a show")]
    TooYoung,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// Say that everybody who appears in a show agrees, that no host is under sixteen, and that all know that it is recorded.
///
/// Refused to whom their own account says to be younger.
pub async fn agree(tx: &mut Tx, by: &Actor, now: Timestamp, room: RoomId) -> Result<(), ConsentError> {
    by.shop()?;
    let account = by.account()?;
    find_own(tx, by, room).await?.ok_or(ConsentError::NoSuchRoom)?;
    let found = accounts::find(tx, account).await?;
    let year = now.in_zone("UTC").map(|at| i64::from(at.year()));
    let born = found.and_then(|account| account.birth_year);
    // By the year alone somebody may be a year younger than it seems.
    if year.zip(born).is_some_and(|(year, born)| year - born < YEARS) {
        return Err(ConsentError::TooYoung);
    }
    Ok(store::put_consent(tx, now, room, account).await?)
}

/// A shop has gone through the check-list before its first show.
pub async fn go_through(tx: &mut Tx, by: &Actor, now: Timestamp) -> Result<(), ConsentError> {
    let (shop, account) = (by.shop()?, by.account()?);
    Ok(store::put_checklist(tx, now, shop, account).await?)
}
