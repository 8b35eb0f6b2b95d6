use kernel::{Actor, Forbidden, Lifecycle, Refused, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{KeptReduction, ReductionAct, ReductionId, ReductionStage, change, store};
use crate::promotions::owner_of;

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReductionStepError {
    #[error("there is no such reduction")]
    NoSuchReduction,
    #[error(transparent)]
    Refused(#[from] Refused<ReductionStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// Pause a reduction, let it go on, or end it for good. What was bought before stays as it is.
pub async fn take_reduction_step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ReductionId,
    act: ReductionAct,
) -> Result<KeptReduction, ReductionStepError> {
    let before = store::find(tx, owner_of(by)?, id).await?.ok_or(ReductionStepError::NoSuchReduction)?;
    let after = KeptReduction { state: before.state.after(act)?, updated_at: now, ..before.clone() };
    store::advance(tx, &before, &after).await?;
    change::tell_of(tx, now, &after).await?;
    if matches!(by, Actor::Operator { .. }) {
        let detail =
            json!({ "before": before.state.name(), "after": after.state.name(), "name": after.name });
        let name = format!("reduction.{}", act.name());
        audit::record(tx, now, by.account().ok(), &name, &id.to_string(), &detail).await?;
    }
    Ok(after)
}
