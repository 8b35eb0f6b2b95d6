//! The market's preset, and what hosts have agreed to.

use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Law, Preset};
use crate::live::RoomId;

const FIND: &str = "SELECT preset, changed_at FROM live_law WHERE id = 1";
/// The law of this market's rooms; what is usual until the operator has chosen.
pub async fn find(tx: &mut Tx) -> Result<Law, DbError> {
    let decode = |mut row: Row| Ok(Law { preset: row.word(Preset::parse)?, changed_at: Some(row.time()?) });
    let found = tx.find(FIND, &[], decode).await?;
    Ok(found.unwrap_or(Law { preset: Preset::Usual, changed_at: None }))
}

const SET: &str = "INSERT INTO live_law (id, preset, changed_at) VALUES (1, $1, $2) \
    ON CONFLICT (id) DO UPDATE SET preset = excluded.preset, changed_at = excluded.changed_at";
/// Choose another preset.
pub async fn set_preset(tx: &mut Tx, now: Timestamp, preset: Preset) -> Result<(), DbError> {
    tx.execute_one(SET, params![preset.name(), now]).await
}

const CONSENT: &str = "INSERT INTO live_consent (shop_id, room_id, account_id, at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT DO NOTHING";
pub(super) async fn put_consent(
    tx: &mut Tx,
    now: Timestamp,
    room: RoomId,
    account: AccountId,
) -> Result<(), DbError> {
    tx.execute(CONSENT, params![room.shop(), room.number(), account, now]).await.map(drop)
}

const HAS_CONSENT: &str = "SELECT COUNT(*) FROM live_consent WHERE shop_id = $1 AND room_id = $2";
/// Whether somebody has said that everybody who appears in a show agrees.
pub async fn has_consent(tx: &mut Tx, room: RoomId) -> Result<bool, DbError> {
    Ok(tx.number(HAS_CONSENT, params![room.shop(), room.number()]).await? > 0)
}

const CHECKLIST: &str =
    "INSERT INTO live_checklist (shop_id, account_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
pub(super) async fn put_checklist(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    account: AccountId,
) -> Result<(), DbError> {
    tx.execute(CHECKLIST, params![shop, account, now]).await.map(drop)
}

const HAS_CHECKLIST: &str = "SELECT COUNT(*) FROM live_checklist WHERE shop_id = $1";
/// Whether a shop has gone through the check-list.
pub async fn has_gone_through(tx: &mut Tx, shop: ShopId) -> Result<bool, DbError> {
    Ok(tx.number(HAS_CHECKLIST, params![shop]).await? > 0)
}
