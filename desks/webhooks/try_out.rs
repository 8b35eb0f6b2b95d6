use kernel::{Actor, Timestamp};
use platform::db::Tx;
use serde_json::json;

use super::{ChangeError, Delivery, EndpointId, Event, change::own, event::TEST, publish::send};

/// Send an event that means nothing, so that an owner sees whether their program takes it.
pub async fn try_out(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: EndpointId,
) -> Result<Delivery, ChangeError> {
    let endpoint = own(tx, by, id).await?;
    let data = json!({ "endpoint": id.to_string() });
    let event = Event { kind: TEST, shop: id.shop(), at: now, data };
    Ok(send(tx, now, &endpoint, &event).await?)
}
