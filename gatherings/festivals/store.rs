//! Festivals and their zones.

use goods::catalog::ListingId;
use kernel::{Actor, Country, Day, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, Value},
    history,
    i18n::Lang,
    params,
};

use super::{
    Days, Festival, FestivalAct, FestivalId, FestivalStage, Plan, Theme, Venue, Zone, ZoneId, ZonePlan,
};

macro_rules! festival_columns {
    () => {
        "SELECT f.shop_id, f.id, f.handle, f.state, f.language, f.name, f.name_en, f.words, f.words_en, f.first_day, \
         f.last_day, f.opens_minute, f.closes_minute, f.time_zone, f.is_online, f.country, f.region, f.city, f.address, \
         f.begins_at, f.ends_at, f.cover, f.cover_alt, f.created_at, f.updated_at FROM festival f "
    };
}

fn decode(mut row: Row) -> Result<Festival, DbError> {
    let shop = row.shop()?;
    Ok(Festival {
        id: FestivalId::new(shop, row.int()?),
        handle: row.text()?,
        stage: row.word(FestivalStage::parse)?,
        said: Plan {
            language: row.word(Lang::parse)?,
            name: row.text()?,
            name_en: row.text()?,
            words: row.text()?,
            words_en: row.text()?,
            days: Days {
                first: Day::from_number(row.int()?),
                last: Day::from_number(row.int()?),
                opens_minute: row.int()?,
                closes_minute: row.int()?,
                time_zone: row.text()?,
            },
            venue: venue(&mut row)?,
        },
        begins_at: row.time()?,
        ends_at: row.time()?,
        cover: row.text()?,
        cover_alt: row.text()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

/// Of one that is online its four words say nothing.
fn venue(row: &mut Row) -> Result<Venue, DbError> {
    let is_online = row.flag()?;
    let country = row.word(|code| if is_online { Some(Country::CN) } else { Country::parse(code).ok() })?;
    let (region, city, address) = (row.text()?, row.text()?, row.text()?);
    Ok(if is_online { Venue::Online } else { Venue::Ground { country, region, city, address } })
}

fn said(festival: &Festival) -> Vec<Value> {
    let (plan, days) = (&festival.said, &festival.said.days);
    let (is_online, country, [region, city, address]) = match &plan.venue {
        Venue::Online => (true, "", ["", "", ""]),
        Venue::Ground { country, region, city, address } => {
            (false, country.code(), [region.as_str(), city.as_str(), address.as_str()])
        }
    };
    params![
        festival.id.shop(),
        festival.id.number(),
        plan.language.code(),
        &plan.name,
        &plan.name_en,
        &plan.words,
        &plan.words_en,
        days.first.number(),
        days.last.number(),
        days.opens_minute,
        days.closes_minute,
        &days.time_zone,
        festival.begins_at,
        festival.ends_at,
        is_online,
        country,
        region,
        city,
        address,
        &festival.cover,
        &festival.cover_alt,
        festival.updated_at
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO festival (shop_id, id, language, name, name_en, words, words_en, first_day, last_day, \
    opens_minute, closes_minute, time_zone, begins_at, ends_at, is_online, country, region, city, address, cover, cover_alt, \
    updated_at, created_at, handle, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
    $18, $19, $20, $21, $22, $22, $23, $24) ON CONFLICT (handle) DO NOTHING";
const INSERT_STEP: &str = history!("festival_step", "festival_id");
/// Keep a new festival with the first row of its history. False when its handle is taken.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, festival: &Festival) -> Result<bool, DbError> {
    let mut row = said(festival);
    row.extend_from_slice(params![&festival.handle, festival.stage.name()]);
    if tx.execute(INSERT, &row).await? == 0 {
        return Ok(false);
    }
    step(tx, festival.created_at, by, ("plan", festival)).await?;
    Ok(true)
}

async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    (act, festival): (&str, &Festival),
) -> Result<(), DbError> {
    let (shop, thing) = (festival.id.shop(), festival.id.number());
    let step = HistoryStep { shop, thing, act, state: festival.stage.name(), by, facts: String::new() };
    step.write(tx, now, INSERT_STEP).await
}

const UPDATE: &str = "UPDATE festival SET language = $3, name = $4, name_en = $5, words = $6, words_en = $7, first_day = $8, \
    last_day = $9, opens_minute = $10, closes_minute = $11, time_zone = $12, begins_at = $13, ends_at = $14, is_online = $15, \
    country = $16, region = $17, city = $18, address = $19, cover = $20, cover_alt = $21, updated_at = $22 \
    WHERE shop_id = $1 AND id = $2";
pub(super) async fn update(tx: &mut Tx, festival: &Festival) -> Result<(), DbError> {
    tx.execute_one(UPDATE, &said(festival)).await
}

const ADVANCE: &str =
    "UPDATE festival SET state = $4, updated_at = $5 WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: FestivalAct,
    (old, new): (&Festival, &Festival),
) -> Result<(), DbError> {
    let id = old.id;
    tx.execute_one(ADVANCE, params![id.shop(), id.number(), old.stage.name(), new.stage.name(), now]).await?;
    step(tx, now, by, (act.name(), new)).await
}

const FIND: &str = concat!(festival_columns!(), "WHERE f.shop_id = $1 AND f.id = $2");
/// A festival, whatever its stage: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: FestivalId) -> Result<Option<Festival>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_BY_HANDLE: &str = concat!(festival_columns!(), "WHERE f.handle = $1");
/// The festival at an address, whatever its stage.
pub async fn find_by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Festival>, DbError> {
    tx.find(FIND_BY_HANDLE, params![handle], decode).await
}

const LIST_OF_SHOP: &str =
    concat!(festival_columns!(), "WHERE f.shop_id = $1 AND f.id < $2 ORDER BY f.id DESC LIMIT $3");
/// The festivals that a shop organises, the newest first.
pub async fn list_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Festival>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const COUNT_OF_SHOP: &str = "SELECT COUNT(*) FROM festival WHERE shop_id = $1";
pub(super) async fn count_of_shop(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_OF_SHOP, params![shop]).await
}

const LIST_TO_COME: &str = concat!(
    festival_columns!(),
    "WHERE f.state = 'announced' AND f.ends_at > $1 ORDER BY f.ends_at, f.id LIMIT $2"
);
/// Festivals that run now or are still to come, in the order in which they end.
pub async fn list_to_come(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Festival>, DbError> {
    tx.list(LIST_TO_COME, params![now, limit], decode).await
}

const LIST_PAST: &str = concat!(
    festival_columns!(),
    "WHERE f.state = 'announced' AND f.ends_at <= $1 ORDER BY f.ends_at DESC, f.id DESC LIMIT $2"
);
/// Festivals that are over, the last one first.
pub async fn list_past(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Festival>, DbError> {
    tx.list(LIST_PAST, params![before, limit], decode).await
}

macro_rules! zone_columns {
    () => {
        "SELECT z.shop_id, z.id, z.festival_id, z.position, z.theme, z.name, z.name_en, z.booths, z.fee_listing_id, z.taken \
         FROM festival_zone z "
    };
}

fn decode_zone(mut row: Row) -> Result<Zone, DbError> {
    let shop = row.shop()?;
    Ok(Zone {
        id: ZoneId::new(shop, row.int()?),
        festival: FestivalId::new(shop, row.int()?),
        position: row.int()?,
        said: ZonePlan {
            theme: row.word(Theme::parse)?,
            name: row.text()?,
            name_en: row.text()?,
            booths: row.int()?,
            fee: row.maybe_int()?.map(|number| ListingId::new(shop, number)),
        },
        taken: row.int()?,
    })
}

const INSERT_ZONE: &str = "INSERT INTO festival_zone (shop_id, id, festival_id, position, theme, name, name_en, booths, \
    fee_listing_id, taken) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)";
pub(super) async fn insert_zone(tx: &mut Tx, zone: &Zone) -> Result<(), DbError> {
    let (id, said) = (zone.id, &zone.said);
    let (festival, fee) = (zone.festival.number(), said.fee.map(ListingId::number));
    let theme = said.theme.name();
    let values = params![
        id.shop(),
        id.number(),
        festival,
        zone.position,
        theme,
        &said.name,
        &said.name_en,
        said.booths,
        fee
    ];
    tx.execute_one(INSERT_ZONE, values).await
}

const UPDATE_ZONE: &str = "UPDATE festival_zone SET name = $3, name_en = $4, booths = $5, fee_listing_id = $6 \
    WHERE shop_id = $1 AND id = $2 AND taken <= $5";
/// Say something else of a zone. False when more booths of it are given than it should have.
pub(super) async fn update_zone(tx: &mut Tx, zone: &Zone) -> Result<bool, DbError> {
    let (id, said) = (zone.id, &zone.said);
    let fee = said.fee.map(ListingId::number);
    let values = params![id.shop(), id.number(), &said.name, &said.name_en, said.booths, fee];
    Ok(tx.execute(UPDATE_ZONE, values).await? == 1)
}

const DELETE_ZONE: &str = "DELETE FROM festival_zone WHERE shop_id = $1 AND id = $2";
pub(super) async fn delete_zone(tx: &mut Tx, id: ZoneId) -> Result<(), DbError> {
    tx.execute_one(DELETE_ZONE, params![id.shop(), id.number()]).await
}

const TAKE: &str =
    "UPDATE festival_zone SET taken = taken + 1 WHERE shop_id = $1 AND id = $2 AND taken < booths";
/// Count a booth as given. False when every one is: of two who come at once for the last one, the second finds none.
pub(super) async fn take_booth(tx: &mut Tx, id: ZoneId) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![id.shop(), id.number()]).await? == 1)
}

const FREE: &str = "UPDATE festival_zone SET taken = taken - 1 WHERE shop_id = $1 AND id = $2 AND taken > 0";
pub(super) async fn free_booth(tx: &mut Tx, id: ZoneId) -> Result<(), DbError> {
    tx.execute_one(FREE, params![id.shop(), id.number()]).await
}

const ZONES_OF_FEE: &str =
    concat!(zone_columns!(), "WHERE z.shop_id = $1 AND z.fee_listing_id = $2 ORDER BY z.id DESC LIMIT 100");
/// The zones in which a booth costs what is bought by a listing, the newest first.
pub(super) async fn zones_of_fee(tx: &mut Tx, fee: ListingId) -> Result<Vec<Zone>, DbError> {
    tx.list(ZONES_OF_FEE, params![fee.shop(), fee.number()], decode_zone).await
}

const ZONES: &str =
    concat!(zone_columns!(), "WHERE z.shop_id = $1 AND z.festival_id = $2 ORDER BY z.position LIMIT 100");
/// The zones of a festival, in their order.
pub async fn zones(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Zone>, DbError> {
    tx.list(ZONES, params![festival.shop(), festival.number()], decode_zone).await
}

const FIND_ZONE: &str = concat!(zone_columns!(), "WHERE z.shop_id = $1 AND z.id = $2");
pub async fn find_zone(tx: &mut Tx, id: ZoneId) -> Result<Option<Zone>, DbError> {
    tx.find(FIND_ZONE, params![id.shop(), id.number()], decode_zone).await
}
