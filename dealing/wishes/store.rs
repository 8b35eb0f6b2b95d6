use goods::catalog::{ListingId, ListingState};
use kernel::{AccountId, Money, Timestamp};
use people::shops::ShopState;
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{
    MOST_WISHES, Wish, WishId,
    there::is_there,
    wish::{Lately, is_shown},
};

fn decode(mut row: Row) -> Result<Wish, DbError> {
    Ok(Wish {
        listing: ListingId::new(row.shop()?, row.int()?),
        id: WishId::new(row.int()?),
        kept_at: row.time()?,
        title: row.text()?,
        title_en: row.text()?,
        is_on_sale: decode_sale(&mut row)?,
        lately: decode_lately(&mut row)?,
    })
}

fn decode_lately(row: &mut Row) -> Result<Lately, DbError> {
    let price = row.money()?;
    Ok(Lately {
        kept: row.maybe_int()?.map(|minor| Money::new(minor, price.currency())),
        price,
        is_there: row.flag()?,
        was_out: row.flag()?,
        back_at: row.maybe_time()?,
    })
}

fn decode_sale(row: &mut Row) -> Result<bool, DbError> {
    Ok(is_shown(row.word(ListingState::parse)?, row.word(ShopState::parse)?))
}

const LIST: &str = concat!(
    "SELECT w.shop_id, w.listing_id, w.id, w.kept_at, l.title, l.title_en, l.state, s.state, l.price_low, l.currency, \
     w.price_minor, ",
    is_there!(),
    ", w.is_out, w.back_at FROM wish w \
     JOIN listing l ON l.shop_id = w.shop_id AND l.id = w.listing_id JOIN shop s ON s.id = w.shop_id \
     WHERE w.holder = $1 AND w.id < $2 ORDER BY w.id DESC LIMIT $3"
);
/// What somebody keeps, from before `before` (`i64::MAX` for the first page), the newest first.
pub async fn list(tx: &mut Tx, holder: i64, before: i64, limit: i64) -> Result<Vec<Wish>, DbError> {
    tx.list(LIST, params![holder, before, limit], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM wish WHERE holder = $1";
pub async fn count(tx: &mut Tx, holder: i64) -> Result<i64, DbError> {
    tx.number(COUNT, params![holder]).await
}

const FIND: &str = "SELECT id FROM wish WHERE holder = $1 AND shop_id = $2 AND listing_id = $3";
/// The wish of a holder for a listing, if they keep it.
pub async fn find(tx: &mut Tx, holder: i64, listing: ListingId) -> Result<Option<WishId>, DbError> {
    let decode = |mut row: Row| Ok(WishId::new(row.int()?));
    tx.find(FIND, params![holder, listing.shop(), listing.number()], decode).await
}

const STATES: &str = "SELECT l.state, s.state FROM listing l JOIN shop s ON s.id = l.shop_id \
    WHERE l.shop_id = $1 AND l.id = $2";
/// Whether everybody may see a listing; what is not there is not on sale.
pub(super) async fn is_on_sale(tx: &mut Tx, listing: ListingId) -> Result<bool, DbError> {
    let decode = |mut row: Row| decode_sale(&mut row);
    Ok(tx.find(STATES, params![listing.shop(), listing.number()], decode).await?.unwrap_or(false))
}

const INSERT: &str = concat!(
    "INSERT INTO wish (holder, shop_id, listing_id, id, kept_at, price_minor, seen_minor, is_out) \
     SELECT CAST($1 AS BIGINT), l.shop_id, l.id, CAST($4 AS BIGINT), CAST($5 AS BIGINT), l.price_low, l.price_low, 1 - ",
    is_there!(),
    " FROM listing l WHERE l.shop_id = $2 AND l.id = $3 ON CONFLICT (holder, shop_id, listing_id) DO NOTHING"
);
/// Keep a listing, with its price and whether it is sold out.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    listing: ListingId,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    tx.execute(INSERT, params![holder, listing.shop(), listing.number(), id, now]).await.map(drop)
}

const DELETE: &str = "DELETE FROM wish WHERE holder = $1 AND shop_id = $2 AND listing_id = $3";
pub(super) async fn delete(tx: &mut Tx, holder: i64, listing: ListingId) -> Result<(), DbError> {
    tx.execute(DELETE, params![holder, listing.shop(), listing.number()]).await.map(drop)
}

const GIVE: &str = "INSERT INTO wish (holder, shop_id, listing_id, id, kept_at, price_minor, seen_minor, is_out, back_at) \
    SELECT $2, g.shop_id, g.listing_id, g.id, g.kept_at, g.price_minor, g.seen_minor, g.is_out, g.back_at FROM wish g WHERE g.holder = $1 AND NOT EXISTS \
    (SELECT 1 FROM wish h WHERE h.holder = $2 AND h.shop_id = g.shop_id AND h.listing_id = g.listing_id) \
    ORDER BY g.id DESC LIMIT $3 ON CONFLICT (holder, shop_id, listing_id) DO NOTHING";
/// Let another holder keep what this one keeps and they do not: so many at most, the newest.
pub(super) async fn give(tx: &mut Tx, from: i64, to: i64, most: i64) -> Result<(), DbError> {
    tx.execute(GIVE, params![from, to, most]).await.map(drop)
}

const CLEAR: &str = "DELETE FROM wish WHERE holder = $1";
/// Keep nothing for a holder any more.
pub(super) async fn clear(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(CLEAR, params![holder]).await.map(drop)
}

/// What an account keeps: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = list(tx, account.get(), i64::MAX, MOST_WISHES).await?;
    let one = |wish: &Wish| json!({ "listing": wish.listing, "title": wish.title, "kept_at": wish.kept_at });
    Ok(all.iter().map(one).collect())
}
