use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Attempt, Delivery, DeliveryId, DeliveryStage, EndpointId, EventKind};

macro_rules! columns {
    () => {
        "SELECT shop_id, id, endpoint_id, kind, body, state, tries, created_at, updated_at FROM webhook_delivery "
    };
}

/// A delivery, unless its kind is none any more.
fn decode(mut row: Row) -> Result<Delivery, DbError> {
    let id = DeliveryId::new(row.shop()?, row.int()?);
    Ok(Delivery {
        id,
        endpoint: EndpointId::new(id.shop(), row.int()?),
        kind: row.word(EventKind::parse)?,
        body: row.text()?,
        state: row.word(DeliveryStage::parse)?,
        tries: row.int()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO webhook_delivery (shop_id, id, endpoint_id, kind, body, state, tries, created_at, \
    updated_at) VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6)";
pub(super) async fn insert(tx: &mut Tx, new: &Delivery) -> Result<(), DbError> {
    let (shop, endpoint) = (new.id.shop(), new.endpoint.number());
    let values = params![shop, new.id.number(), endpoint, new.kind.name(), &new.body, new.created_at];
    tx.execute_one(INSERT, values).await
}

const FIND: &str = concat!(columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find_delivery(tx: &mut Tx, id: DeliveryId) -> Result<Option<Delivery>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST: &str =
    concat!(columns!(), "WHERE shop_id = $1 AND endpoint_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
/// What was sent to an endpoint before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_deliveries(
    tx: &mut Tx,
    endpoint: EndpointId,
    before: i64,
    limit: i64,
) -> Result<Vec<Delivery>, DbError> {
    tx.list(LIST, params![endpoint.shop(), endpoint.number(), before, limit], decode).await
}

const ADVANCE: &str = "UPDATE webhook_delivery SET state = $5, tries = $6, updated_at = $7 \
    WHERE shop_id = $1 AND id = $2 AND state = $3 AND tries = $4";
pub(super) async fn advance(tx: &mut Tx, old: &Delivery, new: &Delivery) -> Result<(), DbError> {
    let (from, to) = (old.state.name(), new.state.name());
    let values = params![old.id.shop(), old.id.number(), from, old.tries, to, new.tries, new.updated_at];
    tx.execute_one(ADVANCE, values).await
}

const INSERT_ATTEMPT: &str = "INSERT INTO webhook_attempt (shop_id, delivery_id, id, status, answer, at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(super) async fn insert_attempt(tx: &mut Tx, id: DeliveryId, attempt: &Attempt) -> Result<(), DbError> {
    let number = tx.next_id(attempt.at);
    let values = params![id.shop(), id.number(), number, attempt.status, &attempt.answer, attempt.at];
    tx.execute_one(INSERT_ATTEMPT, values).await
}

const ATTEMPTS: &str = "SELECT delivery_id, status, answer, at FROM webhook_attempt WHERE shop_id = $1 \
    AND delivery_id >= $2 AND delivery_id <= $3 ORDER BY delivery_id DESC, id DESC LIMIT 1000";
/// Each of the deliveries, which are in the order of their ids, with the attempts at it, the newest first.
pub async fn with_attempts(
    tx: &mut Tx,
    deliveries: Vec<Delivery>,
) -> Result<Vec<(Delivery, Vec<Attempt>)>, DbError> {
    let (Some(last), Some(first)) = (deliveries.first(), deliveries.last()) else { return Ok(Vec::new()) };
    let values = params![last.id.shop(), first.id.number(), last.id.number()];
    let found = tx
        .list(ATTEMPTS, values, |mut row| {
            let delivery = row.int()?;
            Ok((delivery, Attempt { status: row.maybe_int()?, answer: row.text()?, at: row.time()? }))
        })
        .await?;
    let of = |id: DeliveryId| {
        let own = found.iter().filter(move |(delivery, _)| *delivery == id.number());
        own.map(|(_, attempt)| attempt.clone()).collect()
    };
    Ok(deliveries
        .into_iter()
        .map(|delivery| {
            let attempts = of(delivery.id);
            (delivery, attempts)
        })
        .collect())
}

const FORGET_ATTEMPTS: &str = "DELETE FROM webhook_attempt WHERE shop_id = $1 AND delivery_id IN \
    (SELECT id FROM webhook_delivery WHERE shop_id = $1 AND endpoint_id = $2)";
const FORGET: &str = "DELETE FROM webhook_delivery WHERE shop_id = $1 AND endpoint_id = $2";
/// Forget all that was sent to an endpoint.
pub(super) async fn forget_all(tx: &mut Tx, endpoint: EndpointId) -> Result<(), DbError> {
    for sql in [FORGET_ATTEMPTS, FORGET] {
        tx.execute(sql, params![endpoint.shop(), endpoint.number()]).await?;
    }
    Ok(())
}

const FORGET_OLD_ATTEMPTS: &str = "DELETE FROM webhook_attempt WHERE EXISTS (SELECT 1 FROM webhook_delivery d \
    WHERE d.shop_id = webhook_attempt.shop_id AND d.id = webhook_attempt.delivery_id AND d.created_at < $1 \
    AND d.state <> 'waiting')";
const FORGET_OLD: &str = "DELETE FROM webhook_delivery WHERE created_at < $1 AND state <> 'waiting'";
/// Forget what was sent before a moment and is on its way no more.
pub(super) async fn forget_before(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    for sql in [FORGET_OLD_ATTEMPTS, FORGET_OLD] {
        tx.execute(sql, params![before]).await?;
    }
    Ok(())
}
