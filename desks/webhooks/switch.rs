use kernel::{Actor, Lifecycle, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{ChangeError, Endpoint, EndpointAct, EndpointId, EndpointStage, add::note, change::own, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum SwitchError {
    #[error(transparent)]
    Refused(#[from] Refused<EndpointStage>),
    #[error(transparent)]
    Change(#[from] ChangeError),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// Switch an endpoint off, or on again. What happened meanwhile is not told.
pub async fn switch(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: EndpointId,
    act: EndpointAct,
) -> Result<Endpoint, SwitchError> {
    let old = own(tx, by, id).await?;
    let new = Endpoint { state: old.state.after(act)?, failing_since: None, updated_at: now, ..old.clone() };
    store::advance(tx, &old, &new).await?;
    note(tx, by, now, &new, &format!("webhook.{}", act.name())).await?;
    Ok(new)
}
