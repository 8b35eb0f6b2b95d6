//! Giveaways, who entered, and who won.

use goods::catalog::{ListingId, VariantId};
use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use selling::orders::PurchaseId;
use serde_json::{Value, json};

use super::{Entry, Giveaway, GiveawayId, GiveawayStage, Prize};
use crate::live::RoomId;

macro_rules! giveaway_columns {
    () => {
        "SELECT shop_id, id, room_id, listing_id, variant_id, winners, closes_at, seed, seed_hash, state, entries, codes_hash, \
         created_at FROM live_giveaway "
    };
}

fn decode(mut row: Row) -> Result<Giveaway, DbError> {
    let shop = row.shop()?;
    Ok(Giveaway {
        id: GiveawayId::new(shop, row.int()?),
        room: RoomId::new(shop, row.int()?),
        listing: ListingId::new(shop, row.int()?),
        variant: VariantId::new(shop, row.int()?),
        winners: row.int()?,
        closes: row.time()?,
        seed: row.text()?,
        seed_hash: row.text()?,
        state: row.word(GiveawayStage::parse)?,
        entries: row.int()?,
        codes_hash: row.text()?,
        created_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_giveaway (shop_id, id, room_id, listing_id, variant_id, winners, closes_at, seed, \
    seed_hash, state, entries, codes_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', 0, '', $10)";
pub(super) async fn insert(tx: &mut Tx, new: &Giveaway) -> Result<(), DbError> {
    let (shop, number, room) = (new.id.shop(), new.id.number(), new.room.number());
    let (listing, variant) = (new.listing.number(), new.variant.number());
    let values = params![
        shop,
        number,
        room,
        listing,
        variant,
        new.winners,
        new.closes,
        &new.seed,
        &new.seed_hash,
        new.created_at
    ];
    tx.execute_one(INSERT, values).await
}

const FIND: &str = concat!(giveaway_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: GiveawayId) -> Result<Option<Giveaway>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_ROOM: &str =
    concat!(giveaway_columns!(), "WHERE shop_id = $1 AND room_id = $2 ORDER BY id DESC LIMIT $3");
/// The giveaways of a room, the newest first.
pub async fn list_of_room(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Giveaway>, DbError> {
    tx.list(LIST_OF_ROOM, params![room.shop(), room.number(), limit], decode).await
}

const COUNT: &str = "UPDATE live_giveaway SET entries = entries + 1 WHERE shop_id = $1 AND id = $2 AND state = 'open' \
    AND closes_at > $3 RETURNING entries";
/// The next number of a giveaway; none when it is closed.
pub(super) async fn next_number(tx: &mut Tx, now: Timestamp, id: GiveawayId) -> Result<Option<i64>, DbError> {
    tx.find(COUNT, params![id.shop(), id.number(), now], |mut row| row.int()).await
}

const ENTER: &str = "INSERT INTO live_entry (shop_id, giveaway_id, number, account_id, code, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(super) async fn insert_entry(
    tx: &mut Tx,
    now: Timestamp,
    id: GiveawayId,
    account: AccountId,
    entry: &Entry,
) -> Result<(), DbError> {
    let values = params![id.shop(), id.number(), entry.number, account, &entry.code, now];
    tx.execute_one(ENTER, values).await
}

const ENTRY_OF: &str =
    "SELECT number, code FROM live_entry WHERE shop_id = $1 AND giveaway_id = $2 AND account_id = $3";
/// What somebody takes part with.
pub async fn entry_of(tx: &mut Tx, id: GiveawayId, account: AccountId) -> Result<Option<Entry>, DbError> {
    let decode = |mut row: Row| Ok(Entry { number: row.int()?, code: row.text()? });
    tx.find(ENTRY_OF, params![id.shop(), id.number(), account], decode).await
}

const CODES: &str =
    "SELECT code FROM live_entry WHERE shop_id = $1 AND giveaway_id = $2 ORDER BY number LIMIT 1000000";
/// All codes in the order of their numbers. Cost: the entries.
pub async fn codes(tx: &mut Tx, id: GiveawayId) -> Result<Vec<String>, DbError> {
    tx.list(CODES, params![id.shop(), id.number()], |mut row| row.text()).await
}

const ACCOUNT_OF: &str =
    "SELECT account_id FROM live_entry WHERE shop_id = $1 AND giveaway_id = $2 AND number = $3";
pub(super) async fn account_of(
    tx: &mut Tx,
    id: GiveawayId,
    number: i64,
) -> Result<Option<AccountId>, DbError> {
    tx.find(ACCOUNT_OF, params![id.shop(), id.number(), number], |mut row| row.account()).await
}

const DRAW: &str = "UPDATE live_giveaway SET state = 'drawn', codes_hash = $3 \
    WHERE shop_id = $1 AND id = $2 AND state = 'open'";
pub(super) async fn draw(tx: &mut Tx, id: GiveawayId, codes_hash: &str) -> Result<(), DbError> {
    tx.execute_one(DRAW, params![id.shop(), id.number(), codes_hash]).await
}

const INSERT_PRIZE: &str = "INSERT INTO live_prize (shop_id, giveaway_id, number, account_id, until, returned) \
    VALUES ($1, $2, $3, $4, $5, 0)";
pub(super) async fn insert_prize(
    tx: &mut Tx,
    id: GiveawayId,
    number: i64,
    account: AccountId,
    until: Timestamp,
) -> Result<(), DbError> {
    tx.execute_one(INSERT_PRIZE, params![id.shop(), id.number(), number, account, until]).await
}

fn decode_prize(mut row: Row) -> Result<Prize, DbError> {
    Ok(Prize {
        number: row.int()?,
        account: row.account()?,
        until: row.time()?,
        purchase: row.maybe_int()?.map(PurchaseId::new),
        is_returned: row.flag()?,
    })
}

const PRIZES: &str = "SELECT number, account_id, until, purchase_id, returned FROM live_prize \
    WHERE shop_id = $1 AND giveaway_id = $2 ORDER BY number LIMIT 1000";
pub async fn prizes(tx: &mut Tx, id: GiveawayId) -> Result<Vec<Prize>, DbError> {
    tx.list(PRIZES, params![id.shop(), id.number()], decode_prize).await
}

/// What somebody has won of it.
pub async fn prize_of(tx: &mut Tx, id: GiveawayId, account: AccountId) -> Result<Option<Prize>, DbError> {
    Ok(prizes(tx, id).await?.into_iter().find(|prize| prize.account == account))
}

const ORDERED: &str = "UPDATE live_prize SET purchase_id = $4 WHERE shop_id = $1 AND giveaway_id = $2 AND number = $3 \
    AND purchase_id IS NULL AND returned = 0";
pub(super) async fn ordered(
    tx: &mut Tx,
    id: GiveawayId,
    number: i64,
    purchase: PurchaseId,
) -> Result<(), DbError> {
    tx.execute_one(ORDERED, params![id.shop(), id.number(), number, purchase.get()]).await
}

const RETURN: &str = "UPDATE live_prize SET returned = 1 WHERE shop_id = $1 AND giveaway_id = $2 AND purchase_id IS NULL \
    AND returned = 0 AND until <= $3";
/// Prizes that nobody took in time are the shop's again; the answer is how many.
pub(super) async fn give_back(tx: &mut Tx, now: Timestamp, id: GiveawayId) -> Result<i64, DbError> {
    let rows = tx.execute(RETURN, params![id.shop(), id.number(), now]).await?;
    Ok(i64::try_from(rows).unwrap_or(0))
}

const OF_ACCOUNT: &str = "SELECT shop_id, giveaway_id, number, code, created_at FROM live_entry WHERE account_id = $1 \
    ORDER BY created_at LIMIT 10000";
/// In which giveaways a person took part: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let entry = |mut row: Row| {
        let giveaway = GiveawayId::new(row.shop()?, row.int()?);
        let (number, code, at) = (row.int()?, row.text()?, row.time()?);
        Ok(json!({ "giveaway": giveaway, "number": number, "code": code, "at": at.rfc3339() }))
    };
    Ok(Value::Array(tx.list(OF_ACCOUNT, params![account], entry).await?))
}

const FORGET: &str = "UPDATE live_entry SET account_id = -number WHERE account_id = $1";
const FORGET_PRIZES: &str = "UPDATE live_prize SET account_id = 0 WHERE account_id = $1";
/// Somebody has closed their account: the codes stay, since they are in the draw, and are nobody's.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await?;
    tx.execute(FORGET_PRIZES, params![account]).await.map(drop)
}
