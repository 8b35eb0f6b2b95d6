//! Orders by which fees were paid, and what became of the money.

use kernel::{OrderId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Fee, FeeState};
use crate::festivals::{ApplicationId, FestivalId, ZoneId};

macro_rules! fee_columns {
    () => {
        "SELECT e.shop_id, e.order_id, e.zone_id, e.application_id, e.state FROM festival_fee e "
    };
}

fn decode(mut row: Row) -> Result<Fee, DbError> {
    let shop: ShopId = row.shop()?;
    Ok(Fee {
        order: OrderId::new(shop, row.int()?),
        zone: ZoneId::new(shop, row.int()?),
        application: row.maybe_int()?.map(|number| ApplicationId::new(shop, number)),
        state: row.word(FeeState::parse)?,
    })
}

const INSERT: &str = "INSERT INTO festival_fee (shop_id, order_id, zone_id, application_id, state, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(super) async fn insert(tx: &mut Tx, now: Timestamp, fee: &Fee) -> Result<(), DbError> {
    let (order, zone) = (fee.order, fee.zone.number());
    let application = fee.application.map(ApplicationId::number);
    let values = params![order.shop(), order.number(), zone, application, fee.state.name(), now];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str =
    "UPDATE festival_fee SET state = $4, updated_at = $5 WHERE shop_id = $1 AND order_id = $2 AND state = $3";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    order: OrderId,
    (old, new): (FeeState, FeeState),
) -> Result<(), DbError> {
    tx.execute_one(ADVANCE, params![order.shop(), order.number(), old.name(), new.name(), now]).await
}

const FIND: &str = concat!(fee_columns!(), "WHERE e.shop_id = $1 AND e.order_id = $2");
pub(super) async fn find(tx: &mut Tx, order: OrderId) -> Result<Option<Fee>, DbError> {
    tx.find(FIND, params![order.shop(), order.number()], decode).await
}

const OWED: &str = concat!(
    fee_columns!(),
    "JOIN festival_zone z ON z.shop_id = e.shop_id AND z.id = e.zone_id \
     WHERE e.shop_id = $1 AND e.state = 'owed' AND z.festival_id = $2 ORDER BY e.order_id LIMIT 100"
);
/// Fees of a festival that have no booth and wait for the organiser to settle their order.
pub async fn owed(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Fee>, DbError> {
    tx.list(OWED, params![festival.shop(), festival.number()], decode).await
}
