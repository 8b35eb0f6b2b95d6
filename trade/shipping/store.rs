use kernel::{Country, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::Zone;

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
    let countries: Vec<&str> = zone.countries.iter().map(|country| country.code()).collect();
    let regions = serde_json::to_string(&zone.regions).unwrap_or_default();
    let id = tx.next_id(now);
    tx.execute_one(
        INSERT,
        params![
            shop,
            id,
            &zone.name,
            position,
            countries.join(" "),
            regions,
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

const CLEAR: &str = "DELETE FROM shipping_zone WHERE shop_id = $1";
/// Give a shop these zones instead of those it had.
pub async fn replace_all(tx: &mut Tx, now: Timestamp, shop: ShopId, zones: &[Zone]) -> Result<(), DbError> {
    tx.execute(CLEAR, params![shop]).await?;
    for (position, zone) in (1_i64..).zip(zones) {
        insert(tx, now, shop, position, zone).await?;
    }
    Ok(())
}
