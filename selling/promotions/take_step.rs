use kernel::{Actor, Forbidden, Lifecycle, Refused, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Coupon, CouponAct, CouponId, CouponStage, owner_of, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum StepError {
    #[error("there is no such coupon")]
    NoSuchCoupon,
    #[error(transparent)]
    Refused(#[from] Refused<CouponStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// Pause a coupon, let it go on, or end it for good. What was claimed before stays as it is.
pub async fn take_step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CouponId,
    act: CouponAct,
) -> Result<Coupon, StepError> {
    let coupon = store::find(tx, owner_of(by)?, id).await?.ok_or(StepError::NoSuchCoupon)?;
    let after = Coupon { state: coupon.state.after(act)?, updated_at: now, ..coupon.clone() };
    store::advance(tx, &coupon, &after).await?;
    if matches!(by, Actor::Operator { .. }) {
        let detail =
            json!({ "before": coupon.state.name(), "after": after.state.name(), "name": after.name });
        let name = format!("coupon.{}", act.name());
        audit::record(tx, now, by.account().ok(), &name, &id.to_string(), &detail).await?;
    }
    Ok(after)
}
