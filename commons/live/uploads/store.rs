//! Uploads.

use goods::catalog::ListingId;
use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Upload, UploadId, UploadPurpose};

macro_rules! upload_columns {
    () => {
        "SELECT shop_id, id, title, file_name, size_bytes, received_bytes, purpose, listing_id, facts, \
         created_at, updated_at FROM live_upload "
    };
}

fn decode(mut row: Row) -> Result<Upload, DbError> {
    let shop = row.shop()?;
    Ok(Upload {
        id: UploadId::new(shop, row.int()?),
        title: row.text()?,
        file_name: row.text()?,
        size_bytes: row.int()?,
        received_bytes: row.int()?,
        purpose: row.word(UploadPurpose::parse)?,
        listing: row.maybe_int()?.map(|number| ListingId::new(shop, number)),
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_upload (shop_id, id, title, file_name, size_bytes, received_bytes, state, facts, \
    created_at, updated_at, purpose, listing_id) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $8, $9, $10)";
pub(super) async fn insert(tx: &mut Tx, upload: &Upload) -> Result<(), DbError> {
    let (shop, number, size) = (upload.id.shop(), upload.id.number(), upload.size_bytes);
    let (state, facts) = (upload.state.name(), json(&upload.state)?);
    let (title, name, now) = (&upload.title, &upload.file_name, upload.created_at);
    let (purpose, listing) = (upload.purpose.name(), upload.listing.map(ListingId::number));
    tx.execute_one(INSERT, params![shop, number, title, name, size, state, facts, now, purpose, listing])
        .await
}

const RECEIVED: &str = "UPDATE live_upload SET received_bytes = $4, updated_at = $5 \
    WHERE shop_id = $1 AND id = $2 AND received_bytes = $3 AND state = 'receiving'";
/// A piece is on the disk that follows what was there. False when another came first.
pub(super) async fn received(tx: &mut Tx, now: Timestamp, upload: &Upload, to: i64) -> Result<bool, DbError> {
    let values = params![upload.id.shop(), upload.id.number(), upload.received_bytes, to, now];
    Ok(tx.execute(RECEIVED, values).await? == 1)
}

const SIZE: &str = "UPDATE live_upload SET size_bytes = $3, updated_at = $4 \
    WHERE shop_id = $1 AND id = $2 AND state = 'receiving'";
pub(super) async fn set_size(tx: &mut Tx, now: Timestamp, upload: &Upload, size: i64) -> Result<(), DbError> {
    tx.execute_one(SIZE, params![upload.id.shop(), upload.id.number(), size, now]).await
}

const ADVANCE: &str = "UPDATE live_upload SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step. False when it is not in that state any more, or was taken away.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    old: &Upload,
    new: &Upload,
) -> Result<bool, DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let values = params![shop, number, old.state.name(), new.state.name(), facts, now];
    Ok(tx.execute(ADVANCE, values).await? == 1)
}

const FIND: &str = concat!(upload_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: UploadId) -> Result<Option<Upload>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_SHOP: &str = concat!(upload_columns!(), "WHERE shop_id = $1 ORDER BY id DESC LIMIT $2");
/// The uploads of a shop, the newest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId, limit: i64) -> Result<Vec<Upload>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, limit], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM live_upload WHERE shop_id = $1";
pub(super) async fn count(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT, params![shop]).await
}

const LIST_LEFT: &str = concat!(
    upload_columns!(),
    "WHERE updated_at < $1 AND state IN ('receiving', 'failed') ORDER BY updated_at, id LIMIT $2"
);
/// Those that nobody goes on with since a moment.
pub(super) async fn list_left(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Upload>, DbError> {
    tx.list(LIST_LEFT, params![before, limit], decode).await
}

const DELETE: &str = "DELETE FROM live_upload WHERE shop_id = $1 AND id = $2";
/// False when it is gone already.
pub(super) async fn delete(tx: &mut Tx, id: UploadId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![id.shop(), id.number()]).await? == 1)
}
