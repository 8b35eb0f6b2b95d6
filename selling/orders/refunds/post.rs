use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, step};
use crate::{orders::Parcel, orders::numbers};

/// The goods are on their way back to the shop.
pub async fn post(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
    parcel: Parcel,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Post).await?;
    let confirm_by = now + rules.time(numbers::RETURN_CONFIRM);
    step::take(tx, by, now, &request, Step::Post { at: now, parcel, confirm_by }).await
}
