//! Applications of shops.

use goods::catalog::ListingId;
use kernel::{Actor, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, Value, json},
    history, params,
};

use super::{Application, ApplicationAct, Wants};
use crate::festivals::{ApplicationId, FestivalId, ZoneId};

macro_rules! application_columns {
    () => {
        "SELECT a.shop_id, a.id, a.festival_id, a.zone_id, a.applicant_id, a.facts, a.words, a.listings, a.tables, \
         a.power_watts, a.created_at, a.updated_at FROM festival_application a "
    };
}

fn decode(mut row: Row) -> Result<Application, DbError> {
    let shop = row.shop()?;
    let (id, festival) = (ApplicationId::new(shop, row.int()?), FestivalId::new(shop, row.int()?));
    let (zone, applicant) = (ZoneId::new(shop, row.int()?), row.shop()?);
    Ok(Application {
        id,
        festival,
        applicant,
        state: row.json()?,
        wants: Wants {
            zone,
            words: row.text()?,
            listings: {
                let numbers: Vec<i64> = row.json()?;
                numbers.into_iter().map(|number| ListingId::new(applicant, number)).collect()
            },
            tables: row.int()?,
            power_watts: row.int()?,
        },
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

fn said(it: &Application, now: Timestamp) -> Result<Vec<Value>, DbError> {
    let (id, wants, state) = (it.id, &it.wants, &it.state);
    let listings: Vec<i64> = wants.listings.iter().map(|listing| listing.number()).collect();
    let values = params![
        id.shop(),
        id.number(),
        wants.zone.number(),
        state.name(),
        json(state)?,
        state.waiting_since(),
        &wants.words,
        json(&listings)?,
        wants.tables,
        wants.power_watts,
        now
    ];
    Ok(values.to_vec())
}

const INSERT: &str = "INSERT INTO festival_application (shop_id, id, zone_id, state, facts, waiting_since, words, listings, \
    tables, power_watts, updated_at, created_at, festival_id, applicant_id) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13)";
const INSERT_STEP: &str = history!("festival_application_step", "application_id");
pub(super) async fn insert(tx: &mut Tx, by: &Actor, it: &Application) -> Result<(), DbError> {
    let mut row = said(it, it.created_at)?;
    row.extend_from_slice(params![it.festival.number(), it.applicant]);
    tx.execute_one(INSERT, &row).await?;
    step(tx, it.created_at, by, (ApplicationAct::Apply, it)).await
}

async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    (act, it): (ApplicationAct, &Application),
) -> Result<(), DbError> {
    let (shop, thing, state) = (it.id.shop(), it.id.number(), it.state.name());
    let step = HistoryStep { shop, thing, act: act.name(), state, by, facts: json(&it.state)? };
    step.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE festival_application SET zone_id = $3, state = $4, facts = $5, waiting_since = $6, words = $7, \
    listings = $8, tables = $9, power_watts = $10, updated_at = $11 WHERE shop_id = $1 AND id = $2 AND state = $12 \
    AND facts = $13";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: ApplicationAct,
    (old, new): (&Application, &Application),
) -> Result<(), DbError> {
    let mut row = said(new, now)?;
    row.extend_from_slice(params![old.state.name(), json(&old.state)?]);
    tx.execute_one(ADVANCE, &row).await?;
    step(tx, now, by, (act, new)).await
}

const FIND: &str = concat!(application_columns!(), "WHERE a.shop_id = $1 AND a.id = $2");
pub async fn find(tx: &mut Tx, id: ApplicationId) -> Result<Option<Application>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_OF_APPLICANT: &str =
    concat!(application_columns!(), "WHERE a.shop_id = $1 AND a.festival_id = $2 AND a.applicant_id = $3");
/// What a shop has asked of a festival.
pub async fn find_of_applicant(
    tx: &mut Tx,
    festival: FestivalId,
    applicant: ShopId,
) -> Result<Option<Application>, DbError> {
    tx.find(FIND_OF_APPLICANT, params![festival.shop(), festival.number(), applicant], decode).await
}

const LIST_OF_FESTIVAL: &str = concat!(
    application_columns!(),
    "WHERE a.shop_id = $1 AND a.festival_id = $2 AND a.id > $3 ORDER BY a.id LIMIT $4"
);
/// The applications for a festival, the oldest first.
pub async fn list_of_festival(
    tx: &mut Tx,
    festival: FestivalId,
    after: i64,
    limit: i64,
) -> Result<Vec<Application>, DbError> {
    tx.list(LIST_OF_FESTIVAL, params![festival.shop(), festival.number(), after, limit], decode).await
}

const LIST_OF_APPLICANT: &str =
    concat!(application_columns!(), "WHERE a.applicant_id = $1 AND a.id < $2 ORDER BY a.id DESC LIMIT $3");
/// What a shop has asked of festivals, the newest first.
pub async fn list_of_applicant(
    tx: &mut Tx,
    applicant: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Application>, DbError> {
    tx.list(LIST_OF_APPLICANT, params![applicant, before, limit], decode).await
}

const NEXT_WAITING: &str = concat!(
    application_columns!(),
    "WHERE a.shop_id = $1 AND a.zone_id = $2 AND a.state = 'waiting' ORDER BY a.waiting_since, a.id LIMIT 1"
);
/// Who has waited longest for a booth of a zone.
pub(super) async fn next_waiting(tx: &mut Tx, zone: ZoneId) -> Result<Option<Application>, DbError> {
    tx.find(NEXT_WAITING, params![zone.shop(), zone.number()], decode).await
}

const WAITING_BEFORE: &str = "SELECT COUNT(*) FROM festival_application WHERE shop_id = $1 AND zone_id = $2 \
    AND state = 'waiting' AND (waiting_since < $3 OR (waiting_since = $3 AND id < $4))";
/// How many come before one that waits.
pub async fn waiting_before(tx: &mut Tx, it: &Application) -> Result<i64, DbError> {
    let (zone, since) = (it.wants.zone, it.state.waiting_since());
    tx.number(WAITING_BEFORE, params![zone.shop(), zone.number(), since, it.id.number()]).await
}

const APPLIED_FOR: &str = "SELECT COUNT(*) FROM festival_application WHERE shop_id = $1 AND zone_id = $2";
pub async fn is_applied_for(tx: &mut Tx, zone: ZoneId) -> Result<bool, DbError> {
    Ok(tx.number(APPLIED_FOR, params![zone.shop(), zone.number()]).await? > 0)
}

const OPEN: &str = concat!(
    application_columns!(),
    "WHERE a.shop_id = $1 AND a.festival_id = $2 AND a.state IN ('applied', 'waiting', 'accepted', 'confirmed') \
     ORDER BY a.id LIMIT 2000"
);
/// The applications for a festival that have not ended.
pub(super) async fn list_open(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Application>, DbError> {
    tx.list(OPEN, params![festival.shop(), festival.number()], decode).await
}

const ACCEPTED_OF: &str = concat!(
    application_columns!(),
    "JOIN shop_member m ON m.shop_id = a.applicant_id AND m.account_id = $3 \
     WHERE a.shop_id = $1 AND a.zone_id = $2 AND a.state = 'accepted' ORDER BY a.id LIMIT 1"
);
/// The first application in a zone whose fee somebody may pay: it is of a shop in which they work.
pub(super) async fn accepted_of(
    tx: &mut Tx,
    zone: ZoneId,
    account: kernel::AccountId,
) -> Result<Option<Application>, DbError> {
    tx.find(ACCEPTED_OF, params![zone.shop(), zone.number(), account], decode).await
}

const STANDING: &str = "SELECT b.shop_id, b.festival_id, b.number FROM festival_application a \
    JOIN festival f ON f.shop_id = a.shop_id AND f.id = a.festival_id \
    JOIN festival_booth b ON b.shop_id = a.shop_id AND b.festival_id = a.festival_id AND b.application_id = a.id \
    WHERE a.applicant_id = $1 AND a.state = 'confirmed' AND f.state = 'announced' AND f.ends_at > $2 \
    ORDER BY f.begins_at, b.festival_id LIMIT $3";
/// Where a shop has a booth, at festivals that are not over: with its number.
pub async fn standing(
    tx: &mut Tx,
    shop: ShopId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(FestivalId, i64)>, DbError> {
    let one = |mut row: Row| Ok((FestivalId::new(row.shop()?, row.int()?), row.int()?));
    tx.list(STANDING, params![shop, now, limit], one).await
}
