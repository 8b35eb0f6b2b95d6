use kernel::{Actor, Forbidden, Lifecycle, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{Target, TargetAct, TargetId, TargetStage, store};

#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    #[error("there is no such target")]
    NoSuchTarget,
    #[error(transparent)]
    Refused(#[from] Refused<TargetStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the target could not be kept")]
    Store(#[from] DbError),
}

/// Hand on there, or do not.
pub async fn switch(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: TargetId,
    act: TargetAct,
) -> Result<Target, SwitchError> {
    let shop = by.shop()?;
    let found = store::find(tx, id).await?.filter(|_| shop == id.shop());
    let target = found.ok_or(SwitchError::NoSuchTarget)?;
    let switched = Target { state: target.state.after(act)?, updated_at: now, ..target.clone() };
    store::advance(tx, &target, &switched).await?;
    Ok(switched)
}
