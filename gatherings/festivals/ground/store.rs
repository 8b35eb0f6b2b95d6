//! Booths on the ground, and what is drawn below them.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Booth, Outline};
use crate::festivals::{ApplicationId, FestivalId, ZoneId};

macro_rules! booth_columns {
    () => {
        "SELECT b.shop_id, b.festival_id, b.number, b.zone_id, b.x, b.y, b.application_id FROM festival_booth b "
    };
}

fn decode(mut row: Row) -> Result<Booth, DbError> {
    let shop = row.shop()?;
    Ok(Booth {
        festival: FestivalId::new(shop, row.int()?),
        number: row.int()?,
        zone: ZoneId::new(shop, row.int()?),
        x: row.int()?,
        y: row.int()?,
        application: row.maybe_int()?.map(|number| ApplicationId::new(shop, number)),
    })
}

const BOOTHS: &str =
    concat!(booth_columns!(), "WHERE b.shop_id = $1 AND b.festival_id = $2 ORDER BY b.number LIMIT 1000");
/// The booths of a festival, by their numbers.
pub async fn booths(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Booth>, DbError> {
    tx.list(BOOTHS, params![festival.shop(), festival.number()], decode).await
}

const BOOTH: &str =
    concat!(booth_columns!(), "WHERE b.shop_id = $1 AND b.festival_id = $2 AND b.number = $3");
pub async fn booth(tx: &mut Tx, festival: FestivalId, number: i64) -> Result<Option<Booth>, DbError> {
    tx.find(BOOTH, params![festival.shop(), festival.number(), number], decode).await
}

const INSERT: &str = "INSERT INTO festival_booth (shop_id, festival_id, number, zone_id, x, y) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(super) async fn insert(tx: &mut Tx, it: &Booth) -> Result<(), DbError> {
    let festival = it.festival;
    let values = params![festival.shop(), festival.number(), it.number, it.zone.number(), it.x, it.y];
    tx.execute_one(INSERT, values).await
}

const UPDATE: &str =
    "UPDATE festival_booth SET x = $4, y = $5 WHERE shop_id = $1 AND festival_id = $2 AND number = $3";
pub(super) async fn update(tx: &mut Tx, it: &Booth) -> Result<(), DbError> {
    let festival = it.festival;
    tx.execute_one(UPDATE, params![festival.shop(), festival.number(), it.number, it.x, it.y]).await
}

const DELETE: &str = "DELETE FROM festival_booth WHERE shop_id = $1 AND festival_id = $2 AND number = $3 \
    AND application_id IS NULL";
pub(super) async fn delete(tx: &mut Tx, it: &Booth) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![it.festival.shop(), it.festival.number(), it.number]).await
}

const DELETE_ZONE: &str =
    "DELETE FROM festival_booth WHERE shop_id = $1 AND zone_id = $2 AND application_id IS NULL";
pub(super) async fn delete_zone(tx: &mut Tx, zone: ZoneId) -> Result<(), DbError> {
    tx.execute(DELETE_ZONE, params![zone.shop(), zone.number()]).await.map(drop)
}

const FREE: &str =
    "SELECT MIN(number) FROM festival_booth WHERE shop_id = $1 AND zone_id = $2 AND application_id IS NULL";
const TAKE: &str = "UPDATE festival_booth SET application_id = $4 \
    WHERE shop_id = $1 AND festival_id = $2 AND number = $3 AND application_id IS NULL";
/// Give the first free booth of a zone to somebody; its number, or none where all are given.
pub(in crate::festivals) async fn take(
    tx: &mut Tx,
    (festival, zone): (FestivalId, ZoneId),
    application: ApplicationId,
) -> Result<Option<i64>, DbError> {
    let free = tx.find(FREE, params![zone.shop(), zone.number()], |mut row| row.maybe_int()).await?.flatten();
    let Some(number) = free else { return Ok(None) };
    let values = params![festival.shop(), festival.number(), number, application.number()];
    tx.execute_one(TAKE, values).await?;
    Ok(Some(number))
}

const GIVE_BACK: &str = "UPDATE festival_booth SET application_id = NULL WHERE shop_id = $1 AND festival_id = $2 AND application_id = $3";
pub(in crate::festivals) async fn give_back(
    tx: &mut Tx,
    festival: FestivalId,
    application: ApplicationId,
) -> Result<(), DbError> {
    tx.execute_one(GIVE_BACK, params![festival.shop(), festival.number(), application.number()]).await
}

const OUTLINE: &str = "SELECT outline FROM festival_outline WHERE shop_id = $1 AND festival_id = $2";
/// What is drawn below the booths of a festival.
pub async fn outline(tx: &mut Tx, festival: FestivalId) -> Result<Option<Outline>, DbError> {
    tx.find(OUTLINE, params![festival.shop(), festival.number()], |mut row| row.json()).await
}

const KEEP: &str = "INSERT INTO festival_outline (shop_id, festival_id, outline, updated_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, festival_id) DO UPDATE SET outline = $3, updated_at = $4";
pub(super) async fn keep_outline(
    tx: &mut Tx,
    now: Timestamp,
    festival: FestivalId,
    outline: &Outline,
) -> Result<(), DbError> {
    tx.execute_one(KEEP, params![festival.shop(), festival.number(), json(outline)?, now]).await
}

const DROP: &str = "DELETE FROM festival_outline WHERE shop_id = $1 AND festival_id = $2";
pub(super) async fn drop_outline(tx: &mut Tx, festival: FestivalId) -> Result<(), DbError> {
    tx.execute(DROP, params![festival.shop(), festival.number()]).await.map(drop)
}
