//! Records and their pictures.

use kernel::{Actor, ShopId, Timestamp};
use platform::{
    any_pair,
    db::{DbError, HistoryStep, Row, Tx},
    history, params,
};

use super::{NewPicture, Record, RecordId, RecordPicture, RecordStage, index::Pictured, print::Print};

macro_rules! record_columns {
    () => {
        "SELECT r.shop_id, r.id, r.position, r.state, r.title, r.cover, r.content, r.by_account, r.created_at, r.opened_at \
         FROM design_record r "
    };
}

fn decode(mut row: Row) -> Result<Record, DbError> {
    Ok(Record {
        id: RecordId::new(row.shop()?, row.int()?),
        position: row.int()?,
        stage: row.word(RecordStage::parse)?,
        title: row.text()?,
        cover: row.text()?,
        content: row.text()?,
        by: row.account()?,
        created_at: row.time()?,
        opened_at: row.maybe_time()?,
    })
}

const INSERT: &str = "INSERT INTO design_record (shop_id, id, position, state, title, cover, content, by_account, created_at, opened_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const INSERT_STEP: &str = history!("design_record_step", "record_id");
const INSERT_PICTURE: &str = "INSERT INTO design_picture (shop_id, record_id, number, position, file, sha256, print) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// Write a new record with its pictures and the first row of its history.
pub(super) async fn insert(
    tx: &mut Tx,
    by: &Actor,
    record: &Record,
    pictures: &[NewPicture],
) -> Result<(), DbError> {
    let (shop, id, now) = (record.id.shop(), record.id.number(), record.created_at);
    let values = params![
        shop,
        id,
        record.position,
        record.stage.name(),
        &record.title,
        &record.cover,
        &record.content,
        record.by,
        now,
        record.opened_at
    ];
    tx.execute_one(INSERT, values).await?;
    for (number, picture) in (1_i64..).zip(pictures) {
        let print = picture.print.octets();
        let values = params![shop, id, number, record.position, &picture.file, &picture.sha256, print];
        tx.execute_one(INSERT_PICTURE, values).await?;
    }
    step(tx, now, by, "make", record).await
}

async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: &'static str,
    record: &Record,
) -> Result<(), DbError> {
    let (shop, thing, state) = (record.id.shop(), record.id.number(), record.stage.name());
    HistoryStep { shop, thing, act, state, by, facts: "{}".into() }.write(tx, now, INSERT_STEP).await
}

const OPEN: &str =
    "UPDATE design_record SET state = $4, opened_at = $5 WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write that a record is open to everybody from now on.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    old: &Record,
    new: &Record,
) -> Result<(), DbError> {
    let (shop, id) = (old.id.shop(), old.id.number());
    tx.execute_one(OPEN, params![shop, id, old.stage.name(), new.stage.name(), new.opened_at]).await?;
    step(tx, now, by, super::RecordAct::Open.name(), new).await
}

const FIND: &str = concat!(record_columns!(), "WHERE r.shop_id = $1 AND r.id = $2");
/// A record, sealed or open: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: RecordId) -> Result<Option<Record>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_SEVERAL: &str = concat!(record_columns!(), "WHERE ", any_pair!("r.shop_id", "r.id"), " LIMIT 100");
/// Several records, in no order.
pub async fn find_several(tx: &mut Tx, ids: &[RecordId]) -> Result<Vec<Record>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(FIND_SEVERAL, keys, decode).await
}

const LIST_OPEN: &str = concat!(
    record_columns!(),
    "JOIN shop s ON s.id = r.shop_id AND s.state = 'open' WHERE r.state = 'open' AND r.id < $1 \
     ORDER BY r.id DESC LIMIT $2"
);
/// Records of open shops that everybody may read, the newest first.
pub async fn list_open(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Record>, DbError> {
    tx.list(LIST_OPEN, params![before, limit], decode).await
}

const LIST_OF_SHOP: &str =
    concat!(record_columns!(), "WHERE r.shop_id = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
/// A shop's records, sealed and open, the newest first.
pub async fn list_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Record>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const LIST_OPEN_OF_SHOP: &str = concat!(
    record_columns!(),
    "WHERE r.shop_id = $1 AND r.state = 'open' AND r.id < $2 ORDER BY r.id DESC LIMIT $3"
);
/// A shop's records that everybody may read, the newest first.
pub async fn list_open_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Record>, DbError> {
    tx.list(LIST_OPEN_OF_SHOP, params![shop, before, limit], decode).await
}

const PICTURES: &str = "SELECT number, file, sha256 FROM design_picture \
    WHERE shop_id = $1 AND record_id = $2 ORDER BY number LIMIT 100";
/// The pictures of a record in their order.
pub async fn pictures(tx: &mut Tx, id: RecordId) -> Result<Vec<RecordPicture>, DbError> {
    let decode =
        |mut row: Row| Ok(RecordPicture { number: row.int()?, file: row.text()?, sha256: row.text()? });
    tx.list(PICTURES, params![id.shop(), id.number()], decode).await
}

const PRINT: &str = "SELECT print FROM design_picture WHERE shop_id = $1 AND record_id = $2 AND number = $3";
/// What a picture of a record is recognised by.
pub(super) async fn print_of(tx: &mut Tx, picture: Pictured) -> Result<Option<Print>, DbError> {
    let values = params![picture.record.shop(), picture.record.number(), picture.number];
    let octets = tx.find(PRINT, values, |mut row| row.blob()).await?;
    Ok(octets.and_then(|octets| Print::read(&octets)))
}

const PRINTS_AFTER: &str = "SELECT position, shop_id, record_id, number, print FROM design_picture \
    WHERE position > $1 OR (position = $1 AND number > $2) ORDER BY position, number LIMIT $3";
/// What pictures are recognised by, after one, in the order of the chain: position, picture, print.
pub(super) async fn prints_after(
    tx: &mut Tx,
    (position, number): (i64, i64),
    limit: i64,
) -> Result<Vec<(i64, Pictured, Option<Print>)>, DbError> {
    tx.list(PRINTS_AFTER, params![position, number, limit], |mut row| {
        let position = row.int()?;
        let record = RecordId::new(row.shop()?, row.int()?);
        Ok((position, Pictured { record, number: row.int()? }, Print::read(&row.blob()?)))
    })
    .await
}

const CONTENTS_AFTER: &str = "SELECT r.content, e.content, e.position FROM design_entry e \
    LEFT JOIN design_record r ON r.shop_id = e.shop_id AND r.id = e.record_id AND r.position = e.position \
    WHERE e.position > $1 ORDER BY e.position LIMIT $2";
/// What records say and what the chain says of that, after a position: the content, its hash, and the position.
pub(super) async fn contents_after(
    tx: &mut Tx,
    after: i64,
    limit: i64,
) -> Result<Vec<(Option<String>, String, i64)>, DbError> {
    tx.list(CONTENTS_AFTER, params![after, limit], |mut row| Ok((row.maybe_text()?, row.text()?, row.int()?)))
        .await
}
