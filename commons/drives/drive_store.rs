use kernel::{AccountId, Actor, Day, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    i18n::Lang,
    params,
};

use super::{
    Drive, DriveAct, DriveId, DriveStage, Plan,
    step_store::{self, Of},
};
use crate::villages::DivisionCode;

macro_rules! columns {
    () => {
        "SELECT d.id, d.place, d.state, d.language, d.name, d.name_en, d.words, d.words_en, d.begins_on, d.ends_on, \
         d.retailers, d.companies, d.made_by, d.created_at FROM drive d "
    };
}
pub(super) use columns as drive_columns;

pub(super) fn decode(mut row: Row) -> Result<Drive, DbError> {
    Ok(Drive {
        id: DriveId::new(row.int()?),
        place: row
            .word(|text| if text.is_empty() { Some(None) } else { DivisionCode::parse(text).map(Some) })?,
        stage: row.word(DriveStage::parse)?,
        plan: Plan {
            language: row.word(Lang::parse)?,
            name: row.text()?,
            name_en: row.text()?,
            words: row.text()?,
            words_en: row.text()?,
            begins_on: Day::from_number(row.int()?),
            ends_on: Day::from_number(row.int()?),
            retailers: row.int()?,
            companies: row.int()?,
        },
        made_by: row.account()?,
        created_at: row.time()?,
    })
}

fn planned(it: &Drive) -> Vec<Value> {
    let plan = &it.plan;
    params![
        it.id.get(),
        plan.language.code(),
        &plan.name,
        &plan.name_en,
        &plan.words,
        &plan.words_en,
        plan.begins_on.number(),
        plan.ends_on.number(),
        plan.retailers,
        plan.companies
    ]
    .to_vec()
}

fn of(it: &Drive) -> Of {
    Of { drive: it.id, sign_up: None }
}

const INSERT: &str = "INSERT INTO drive (id, language, name, name_en, words, words_en, begins_on, ends_on, retailers, \
    companies, place, state, made_by, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)";
pub async fn insert(tx: &mut Tx, by: &Actor, it: &Drive) -> Result<(), DbError> {
    let mut row = planned(it);
    let place = it.place.as_ref().map_or("", DivisionCode::as_str);
    row.extend_from_slice(params![place, it.stage.name(), it.made_by, it.created_at]);
    tx.execute_one(INSERT, &row).await?;
    step_store::put(tx, it.created_at, by, of(it), ("make", it.stage.name())).await
}

const UPDATE: &str = "UPDATE drive SET language = $2, name = $3, name_en = $4, words = $5, words_en = $6, begins_on = $7, \
    ends_on = $8, retailers = $9, companies = $10, updated_at = $11 WHERE id = $1 AND state = $12";
/// Keep another plan of a drive that still stands where it stood.
pub async fn update(tx: &mut Tx, now: Timestamp, by: &Actor, it: &Drive) -> Result<(), DbError> {
    let mut row = planned(it);
    row.extend_from_slice(params![now, it.stage.name()]);
    tx.execute_one(UPDATE, &row).await?;
    step_store::put(tx, now, by, of(it), ("plan", it.stage.name())).await
}

const ADVANCE: &str = "UPDATE drive SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2";
pub async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: DriveAct,
    (old, new): (&Drive, &Drive),
) -> Result<(), DbError> {
    tx.execute_one(ADVANCE, params![old.id.get(), old.stage.name(), new.stage.name(), now]).await?;
    step_store::put(tx, now, by, of(old), (act.name(), new.stage.name())).await
}

const FIND: &str = concat!(columns!(), "WHERE d.id = $1");
/// A drive, whatever its stage: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: DriveId) -> Result<Option<Drive>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const LIST_OPEN: &str =
    concat!(columns!(), "WHERE d.state = 'open' AND d.id < $1 ORDER BY d.id DESC LIMIT $2");
/// Drives that everybody may look at, the newest first; those that are over too.
pub async fn list_open(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Drive>, DbError> {
    tx.list(LIST_OPEN, params![before, limit], decode).await
}

const LIST_MADE: &str = concat!(columns!(), "WHERE d.id < $1 ORDER BY d.id DESC LIMIT $2");
/// All drives, drafts too, the newest first: for who runs the market.
pub async fn list_made(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Drive>, DbError> {
    tx.list(LIST_MADE, params![before, limit], decode).await
}

const OF_PLACE: &str = concat!(columns!(), "WHERE d.place = $1 ORDER BY d.id DESC LIMIT 100");
/// The drives of some places, the newest first: 200 at most.
pub async fn list_of_places(tx: &mut Tx, places: &[DivisionCode]) -> Result<Vec<Drive>, DbError> {
    let mut all = Vec::new();
    for place in places {
        all.extend(tx.list(OF_PLACE, params![place.as_str()], decode).await?);
    }
    all.sort_by_key(|drive: &Drive| std::cmp::Reverse(drive.id));
    all.truncate(200);
    Ok(all)
}

const COUNT_MADE: &str = "SELECT COUNT(*) FROM drive WHERE made_by = $1 AND created_at > $2";
pub async fn count_made(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_MADE, params![account, since]).await
}
