//! Gates of festivals.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params, sessions,
};

use super::{Gate, GateId, GateStage};
use crate::festivals::FestivalId;

macro_rules! gate_columns {
    () => {
        "SELECT g.shop_id, g.id, g.festival_id, g.name, g.zone, g.state, g.clock_off_micros, g.heard_at, g.created_at, \
         g.revoked_at FROM festival_gate g "
    };
}

fn decode(mut row: Row) -> Result<Gate, DbError> {
    let shop = row.shop()?;
    Ok(Gate {
        id: GateId::new(shop, row.int()?),
        festival: FestivalId::new(shop, row.int()?),
        name: row.text()?,
        zone: row.int()?,
        stage: row.word(GateStage::parse)?,
        clock_off: row.int()?,
        heard_at: row.maybe_time()?,
        created_at: row.time()?,
        revoked_at: row.maybe_time()?,
    })
}

const INSERT: &str = "INSERT INTO festival_gate (shop_id, id, festival_id, name, zone, token_hash, state, clock_off_micros, \
    heard_at, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, NULL, $8, NULL)";
pub(super) async fn insert(tx: &mut Tx, gate: &Gate, token: &str) -> Result<(), DbError> {
    let id = gate.id;
    let values = params![
        id.shop(),
        id.number(),
        gate.festival.number(),
        &gate.name,
        gate.zone,
        sessions::hash(token),
        gate.stage.name(),
        gate.created_at
    ];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str =
    "UPDATE festival_gate SET state = $4, revoked_at = $5 WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(tx: &mut Tx, (old, new): (&Gate, &Gate)) -> Result<(), DbError> {
    let values = params![old.id.shop(), old.id.number(), old.stage.name(), new.stage.name(), new.revoked_at];
    tx.execute_one(ADVANCE, values).await
}

const HEAR: &str =
    "UPDATE festival_gate SET clock_off_micros = $3, heard_at = $4 WHERE shop_id = $1 AND id = $2";
/// Keep that a gate was heard, and how wrong its clock is.
pub(super) async fn hear(tx: &mut Tx, now: Timestamp, id: GateId, clock_off: i64) -> Result<(), DbError> {
    tx.execute_one(HEAR, params![id.shop(), id.number(), clock_off, now]).await
}

const FIND: &str = concat!(gate_columns!(), "WHERE g.shop_id = $1 AND g.id = $2");
pub async fn find(tx: &mut Tx, id: GateId) -> Result<Option<Gate>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_BY_TOKEN: &str = concat!(gate_columns!(), "WHERE g.token_hash = $1");
/// The gate of a link, whether it is still open or not.
pub async fn find_by_token(tx: &mut Tx, token: &str) -> Result<Option<Gate>, DbError> {
    tx.find(FIND_BY_TOKEN, params![sessions::hash(token)], decode).await
}

const LIST: &str =
    concat!(gate_columns!(), "WHERE g.shop_id = $1 AND g.festival_id = $2 ORDER BY g.id LIMIT 300");
/// The gates of a festival, those that were revoked among them, the oldest first.
pub async fn list(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Gate>, DbError> {
    tx.list(LIST, params![festival.shop(), festival.number()], decode).await
}
