use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::{audit, db::Tx};
use selling::orders::{self, CancelError, Order, OrderId};
use serde_json::json;

/// Cancel an order before it is shipped, for a reason: the buyer gets the money back, the shop its stock.
///
/// An order that waits for payment is closed with its whole purchase.
pub async fn cancel_order(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    reason: &str,
) -> Result<Order, CancelError> {
    by.operator()?;
    let before = orders::find(tx, id).await?.ok_or(CancelError::NoSuchOrder)?;
    let after = orders::cancel(tx, by, now, rules, id).await?;
    let detail = json!({
        "before": before.state.name(),
        "after": after.state.name(),
        "total": after.total.decimal(),
        "currency": after.total.currency().code(),
        "reason": reason,
    });
    audit::record(tx, now, by.account().ok(), "order.cancel", &id.to_string(), &detail).await?;
    Ok(after)
}
