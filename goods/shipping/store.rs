use kernel::{Country, ShopId, Timestamp};
use platform::{
    any_one,
    db::{DbError, Row, Tx},
    params,
};

use super::{KeptZone, Zone, ZoneId};

fn decode(mut row: Row) -> Result<Zone, DbError> {
    Ok(Zone {
        name: row.text()?,
        countries: row
            .word(|text| text.split_whitespace().map(|code| Country::parse(code).ok()).collect())?,
        regions: row.json()?,
        first_grams: row.int()?,
        first_minor: row.int()?,
        next_grams: row.int()?,
        next_minor: row.int()?,
        free_from_minor: row.maybe_int()?,
        days_low: row.int()?,
        days_high: row.int()?,
    })
}

const LIST: &str = "SELECT name, countries, regions, first_grams, first_minor, next_grams, next_minor, \
    free_from_minor, days_low, days_high FROM shipping_zone WHERE shop_id = $1 ORDER BY position, id LIMIT 100";
/// A shop's zones, in the order in which they are tried.
pub async fn list(tx: &mut Tx, shop: ShopId) -> Result<Vec<Zone>, DbError> {
    tx.list(LIST, params![shop], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM shipping_zone WHERE shop_id = $1";
/// How many zones a shop has.
pub async fn count(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT, params![shop]).await
}

const WITHOUT: &str = "SELECT s.handle FROM shop s WHERE s.id > 0 AND s.state = 'open' \
    AND EXISTS (SELECT 1 FROM listing l WHERE l.shop_id = s.id AND l.state = 'active') \
    AND NOT EXISTS (SELECT 1 FROM shipping_zone z WHERE z.shop_id = s.id) ORDER BY s.handle LIMIT 10000";
/// The handles of open shops that show listings and ship nowhere. Cost: a pass over the shops, so it is a report.
pub async fn list_without(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    tx.list(WITHOUT, &[], |mut row| row.text()).await
}

const LIST_OF_SEVERAL: &str = concat!(
    "SELECT z.shop_id, s.country, z.name, z.countries, z.regions, z.first_grams, z.first_minor, z.next_grams, \
     z.next_minor, z.free_from_minor, z.days_low, z.days_high FROM shipping_zone z JOIN shop s ON s.id = z.shop_id \
     WHERE ",
    any_one!("z.shop_id"),
    " ORDER BY z.shop_id, z.position, z.id LIMIT 2400"
);
/// The zones of several shops, in the order in which they are tried, each with its shop and the shop's country.
pub async fn list_of_several(
    tx: &mut Tx,
    shops: impl IntoIterator<Item = ShopId>,
) -> Result<Vec<(ShopId, Country, Zone)>, DbError> {
    let keys = shops.into_iter().map(|shop| params![shop].to_vec()).collect();
    let decode = |mut row: Row| Ok((row.shop()?, row.word(|code| Country::parse(code).ok())?, decode(row)?));
    tx.list_several(LIST_OF_SEVERAL, keys, decode).await
}

const INSERT: &str = "INSERT INTO shipping_zone (shop_id, id, name, position, countries, regions, first_grams, \
    first_minor, next_grams, next_minor, free_from_minor, days_low, days_high) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
pub async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    position: i64,
    zone: &Zone,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    tx.execute_one(
        INSERT,
        params![
            shop,
            id,
            &zone.name,
            position,
            countries(zone),
            regions(zone),
            zone.first_grams,
            zone.first_minor,
            zone.next_grams,
            zone.next_minor,
            zone.free_from_minor,
            zone.days_low,
            zone.days_high
        ],
    )
    .await
}

const LIST_KEPT: &str = "SELECT id, name, countries, regions, first_grams, first_minor, next_grams, next_minor, \
    free_from_minor, days_low, days_high FROM shipping_zone WHERE shop_id = $1 ORDER BY position, id LIMIT 100";
/// A shop's zones with their ids, in the order in which they are tried.
pub async fn list_kept(tx: &mut Tx, shop: ShopId) -> Result<Vec<KeptZone>, DbError> {
    let decode = |mut row: Row| Ok(KeptZone { id: ZoneId::new(row.int()?), zone: decode(row)? });
    tx.list(LIST_KEPT, params![shop], decode).await
}

const LAST_POSITION: &str = "SELECT COALESCE(MAX(position), 0) FROM shipping_zone WHERE shop_id = $1";
pub async fn last_position(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(LAST_POSITION, params![shop]).await
}

const UPDATE: &str = "UPDATE shipping_zone SET name = $3, countries = $4, regions = $5, first_grams = $6, \
    first_minor = $7, next_grams = $8, next_minor = $9, free_from_minor = $10, days_low = $11, days_high = $12 \
    WHERE shop_id = $1 AND id = $2";
/// Change a zone. False when the shop has none of that id.
pub async fn update(tx: &mut Tx, shop: ShopId, id: ZoneId, zone: &Zone) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            UPDATE,
            params![
                shop,
                id.get(),
                &zone.name,
                countries(zone),
                regions(zone),
                zone.first_grams,
                zone.first_minor,
                zone.next_grams,
                zone.next_minor,
                zone.free_from_minor,
                zone.days_low,
                zone.days_high
            ],
        )
        .await?;
    Ok(changed == 1)
}

const PLACE: &str = "UPDATE shipping_zone SET position = $3 WHERE shop_id = $1 AND id = $2";
pub async fn place(tx: &mut Tx, shop: ShopId, id: ZoneId, position: i64) -> Result<(), DbError> {
    tx.execute_one(PLACE, params![shop, id.get(), position]).await
}

const DELETE: &str = "DELETE FROM shipping_zone WHERE shop_id = $1 AND id = $2";
/// Take a zone away. False when the shop has none of that id.
pub async fn delete(tx: &mut Tx, shop: ShopId, id: ZoneId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![shop, id.get()]).await? == 1)
}

fn countries(zone: &Zone) -> String {
    let codes: Vec<&str> = zone.countries.iter().map(|country| country.code()).collect();
    codes.join(" ")
}

fn regions(zone: &Zone) -> String {
    serde_json::Value::from(zone.regions.clone()).to_string()
}

const CLEAR: &str = "DELETE FROM shipping_zone WHERE shop_id = $1";
/// Give a shop these zones instead of those it had.
pub async fn replace_all(tx: &mut Tx, now: Timestamp, shop: ShopId, zones: &[Zone]) -> Result<(), DbError> {
    tx.execute(CLEAR, params![shop]).await?;
    for (position, zone) in (1_i64..).zip(zones) {
        insert(tx, now, shop, position, zone).await?;
    }
    Ok(())
}
