use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Delivery, DeliveryId, DeliveryStage, Endpoint, Event, delivery_store, promises::DeliverEvent, store,
};

/// Send an event to every endpoint that hears of it.
pub async fn publish(tx: &mut Tx, now: Timestamp, event: &Event) -> Result<(), DbError> {
    for endpoint in store::listening(tx, event.shop).await? {
        if endpoint.hears(event.kind) {
            send(tx, now, &endpoint, event).await?;
        }
    }
    Ok(())
}

/// Put an event on its way to one endpoint.
pub(super) async fn send(
    tx: &mut Tx,
    now: Timestamp,
    endpoint: &Endpoint,
    event: &Event,
) -> Result<Delivery, DbError> {
    let delivery = Delivery {
        id: DeliveryId::new(endpoint.id.shop(), tx.next_id(now)),
        endpoint: endpoint.id,
        kind: event.kind,
        body: event.body(),
        state: DeliveryStage::Waiting,
        tries: 0,
        created_at: now,
        updated_at: now,
    };
    delivery_store::insert(tx, &delivery).await?;
    jobs::enqueue(tx, now, now, &DeliverEvent::next(&delivery)).await?;
    Ok(delivery)
}
