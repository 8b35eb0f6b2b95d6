use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{Record, RecordId, RecordStage, find_own, store};

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("there is no such record")]
    NoSuchRecord,
    #[error(transparent)]
    Refused(#[from] Refused<RecordStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the record could not be kept")]
    Store(#[from] DbError),
}

/// Open a sealed record: everybody may read it from now on, and see that it was in the chain all the time.
pub async fn open(tx: &mut Tx, by: &Actor, now: Timestamp, id: RecordId) -> Result<Record, OpenError> {
    by.shop()?;
    let record = find_own(tx, by, id).await?.ok_or(OpenError::NoSuchRecord)?;
    let opened = record.open(now)?;
    store::advance(tx, now, by, &record, &opened).await?;
    Ok(opened)
}
