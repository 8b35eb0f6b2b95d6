use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{Call, CallPlan, call_store};
use crate::festivals::{FestivalId, FestivalStage, find_own};

#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("there is no such festival of this shop")]
    NoSuch,
    #[error("the festival was called off")]
    Over,
    #[error("a call closes after it opens, and before the festival is over")]
    NotDays,
    #[error("the call could not be kept")]
    Store(#[from] DbError),
}

/// Call for shops, or say something else of the call. It is closed by an earlier end.
pub async fn set_call(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    said: CallPlan,
) -> Result<Call, CallError> {
    let festival = find_own(tx, by, id).await?.ok_or(CallError::NoSuch)?;
    if festival.stage == FestivalStage::CalledOff {
        return Err(CallError::Over);
    }
    if said.closes_at <= said.opens_at || festival.ends_at <= said.opens_at {
        return Err(CallError::NotDays);
    }
    let call = Call { festival: id, said };
    call_store::keep(tx, now, &call).await?;
    Ok(call)
}
