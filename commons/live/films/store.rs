//! Short films.

use goods::catalog::ListingId;
use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Film, FilmId, FilmSource};
use crate::live::RoomId;

macro_rules! film_columns {
    () => {
        "SELECT f.shop_id, f.id, f.title, f.source, f.listing_id, f.room_id, f.from_at, f.to_at, f.facts, f.poster, \
         f.created_at, f.updated_at FROM live_film f "
    };
}

fn decode(mut row: Row) -> Result<Film, DbError> {
    let shop = row.shop()?;
    Ok(Film {
        id: FilmId::new(shop, row.int()?),
        title: row.text()?,
        source: row.word(FilmSource::parse)?,
        listing: row.maybe_int()?.map(|number| ListingId::new(shop, number)),
        of: {
            let (room, from, to) = (row.maybe_int()?, row.maybe_time()?, row.maybe_time()?);
            room.zip(from.zip(to)).map(|(room, (from, to))| (RoomId::new(shop, room), from, to))
        },
        state: row.json()?,
        poster: row.text()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_film (shop_id, id, title, source, listing_id, room_id, from_at, to_at, state, facts, \
    poster, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)";
pub(super) async fn insert(tx: &mut Tx, film: &Film) -> Result<(), DbError> {
    let (shop, number, listing) = (film.id.shop(), film.id.number(), film.listing.map(ListingId::number));
    let (room, from, to) = match film.of {
        Some((room, from, to)) => (Some(room.number()), Some(from), Some(to)),
        None => (None, None, None),
    };
    let values = params![
        shop,
        number,
        &film.title,
        film.source.name(),
        listing,
        room,
        from,
        to,
        film.state.name(),
        json(&film.state)?,
        &film.poster,
        film.created_at
    ];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str = "UPDATE live_film SET state = $4, facts = $5, poster = $6, updated_at = $7 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step. False when it is not in that state any more, or was taken away.
pub(super) async fn advance(tx: &mut Tx, now: Timestamp, old: &Film, new: &Film) -> Result<bool, DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let values = params![shop, number, old.state.name(), new.state.name(), facts, &new.poster, now];
    Ok(tx.execute(ADVANCE, values).await? == 1)
}

const FIND: &str = concat!(film_columns!(), "WHERE f.shop_id = $1 AND f.id = $2");
pub async fn find(tx: &mut Tx, id: FilmId) -> Result<Option<Film>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_READY: &str = concat!(
    film_columns!(),
    "JOIN shop s ON s.id = f.shop_id AND s.state = 'open' \
     WHERE f.state = 'ready' AND (f.id < $1 OR (f.id = $1 AND f.shop_id < $2)) ORDER BY f.id DESC, f.shop_id DESC LIMIT $3"
);
/// Films of open shops before one, the newest first.
pub async fn list_ready(tx: &mut Tx, before: (i64, i64), limit: i64) -> Result<Vec<Film>, DbError> {
    tx.list(LIST_READY, params![before.0, before.1, limit], decode).await
}

const LIST_OF_LISTING: &str = concat!(
    film_columns!(),
    "WHERE f.shop_id = $1 AND f.listing_id = $2 AND f.state = 'ready' ORDER BY f.id DESC LIMIT $3"
);
/// Films of a listing, the newest first.
pub async fn list_of_listing(
    tx: &mut Tx,
    shop: ShopId,
    listing: i64,
    limit: i64,
) -> Result<Vec<Film>, DbError> {
    tx.list(LIST_OF_LISTING, params![shop, listing, limit], decode).await
}

const LIST_OF_SHOP: &str =
    concat!(film_columns!(), "WHERE f.shop_id = $1 AND f.id < $2 ORDER BY f.id DESC LIMIT $3");
/// All films of a shop before one, the newest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId, before: i64, limit: i64) -> Result<Vec<Film>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const COUNT_OF_ROOM: &str = "SELECT COUNT(*) FROM live_film WHERE shop_id = $1 AND room_id = $2";
/// Films that were cut out of a show.
pub(super) async fn count_of_room(tx: &mut Tx, room: RoomId) -> Result<i64, DbError> {
    tx.number(COUNT_OF_ROOM, params![room.shop(), room.number()]).await
}

const LIST_OF_ROOM: &str =
    concat!(film_columns!(), "WHERE f.shop_id = $1 AND f.room_id = $2 ORDER BY f.id LIMIT $3");
/// What was cut out of a show.
pub async fn list_of_room(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Film>, DbError> {
    tx.list(LIST_OF_ROOM, params![room.shop(), room.number(), limit], decode).await
}

const DELETE: &str = "DELETE FROM live_film WHERE shop_id = $1 AND id = $2";
/// It is gone; its file goes after the commit.
pub async fn delete(tx: &mut Tx, id: FilmId) -> Result<(), DbError> {
    tx.execute(DELETE, params![id.shop(), id.number()]).await.map(drop)
}
