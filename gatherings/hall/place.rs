use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{Exhibit, ExhibitAct, ExhibitId, ExhibitState, exhibit_store as store};

#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("the shop has no such exhibit")]
    NoSuchExhibit,
    #[error(transparent)]
    Refused(#[from] Refused<ExhibitState>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the exhibit could not be kept")]
    Store(#[from] DbError),
}

/// Take an exhibit out of the hall, or put it back. Halls in which it stands go on without it from then on.
pub async fn place(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ExhibitId,
    act: ExhibitAct,
) -> Result<Exhibit, PlaceError> {
    let shop = by.shop()?;
    let old = store::find(tx, id).await?.filter(|exhibit| exhibit.id.shop() == shop);
    let old = old.ok_or(PlaceError::NoSuchExhibit)?;
    let new = old.after(act, now)?;
    store::write(tx, by, act.name(), Some(&old), &new).await?;
    Ok(new)
}
