use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, step, store};
use crate::orders::numbers;

/// Take the goods back: the shop says where to, and the buyer's days to post them begin.
///
/// The address is remembered for the shop's next return, and for the one that it forgets to answer.
pub async fn accept(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
    send_to: String,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Accept).await?;
    store::keep_return_address(tx, now, id.shop(), &send_to).await?;
    let post_by = now + rules.time(numbers::RETURN_POST);
    step::take(tx, by, now, &request, Step::Accept { send_to, post_by }).await
}
