use kernel::{AccountId, Country, Currency, ShopId, ShopRole, Timestamp};
use platform::{
    any_one,
    db::{DbError, Row, Tx, Value},
    i18n::Lang,
    params,
};

use super::{Heritage, Kind, Member, Shop, ShopState};

fn decode(mut row: Row) -> Result<Shop, DbError> {
    Ok(Shop {
        id: row.shop()?,
        handle: row.text()?,
        kind: row.word(Kind::parse)?,
        name: row.text()?,
        name_en: row.text()?,
        language: row.word(Lang::parse)?,
        currency: row.word(|code| Currency::parse(code).ok())?,
        tagline: row.text()?,
        tagline_en: row.text()?,
        story: row.text()?,
        story_en: row.text()?,
        seal: row.text()?,
        band: row.text()?,
        generation: row.maybe_int()?,
        heritage: row.word(Heritage::parse)?,
        country: row.word(|code| Country::parse(code).ok())?,
        region: row.text()?,
        city: row.text()?,
        village: row.text()?,
        place_en: row.text()?,
        latitude_e6: row.maybe_int()?,
        longitude_e6: row.maybe_int()?,
        zone: row.text()?,
        cover: row.text()?,
        cover_alt: row.text()?,
        dispatch_days: row.int()?,
        followers: row.int()?,
        holiday_until: row.maybe_time()?,
        state: row.word(ShopState::parse)?,
        opened_at: row.time()?,
    })
}

macro_rules! columns {
    () => {
        "id, handle, kind, name, name_en, language, currency, tagline, tagline_en, story, story_en, seal, band, \
         generation, heritage, country, region, city, village, place_en, latitude_e6, longitude_e6, zone, cover, \
         cover_alt, dispatch_days, followers, holiday_until, state, opened_at"
    };
}

const FIND: &str = concat!("SELECT ", columns!(), " FROM shop WHERE id = $1");
pub async fn find(tx: &mut Tx, id: ShopId) -> Result<Option<Shop>, DbError> {
    tx.find(FIND, params![id], decode).await
}

const FIND_BY_HANDLE: &str = concat!("SELECT ", columns!(), " FROM shop WHERE handle = $1");
pub async fn find_by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Shop>, DbError> {
    tx.find(FIND_BY_HANDLE, params![handle], decode).await
}

const LIST: &str = concat!("SELECT ", columns!(), " FROM shop WHERE id > $1 ORDER BY id LIMIT $2");
/// Shops after `after` (0 for the first), the oldest first.
pub async fn list(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Shop>, DbError> {
    tx.list(LIST, params![after, limit], decode).await
}

const LIST_NEWEST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM shop WHERE id < $1 AND ($2 = '' OR state = $2) ORDER BY id DESC LIMIT $3"
);
/// Shops before `before`, in one state or in any, the newest first.
pub async fn list_newest(
    tx: &mut Tx,
    state: Option<ShopState>,
    before: i64,
    limit: i64,
) -> Result<Vec<Shop>, DbError> {
    tx.list(LIST_NEWEST, params![before, state.map_or("", ShopState::name), limit], decode).await
}

const COUNT_BY_STATE: &str = "SELECT state, COUNT(*) FROM shop GROUP BY state ORDER BY state";
pub async fn count_by_state(tx: &mut Tx) -> Result<Vec<(ShopState, i64)>, DbError> {
    tx.list(COUNT_BY_STATE, &[], |mut row| Ok((row.word(ShopState::parse)?, row.int()?))).await
}

const INSERT: &str = "INSERT INTO shop (id, kind, name, name_en, language, tagline, tagline_en, story, story_en, seal, \
    band, generation, heritage, country, region, city, village, place_en, zone, dispatch_days, \
    latitude_e6, longitude_e6, handle, currency, cover, cover_alt, followers, holiday_until, state, opened_at) VALUES ($1, $2, $3, $4, \
    $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, \
    $29, $30) ON CONFLICT DO NOTHING";
/// Keep a new shop. False when its handle is taken.
pub async fn insert(tx: &mut Tx, shop: &Shop) -> Result<bool, DbError> {
    let mut params = profile(shop);
    params.extend_from_slice(params![
        &shop.handle,
        shop.currency,
        &shop.cover,
        &shop.cover_alt,
        shop.followers,
        shop.holiday_until,
        shop.state.name(),
        shop.opened_at,
    ]);
    Ok(tx.execute(INSERT, &params).await? == 1)
}

/// What a shop says about itself, after its id, as [`INSERT`] and [`UPDATE_PROFILE`] number it.
fn profile(shop: &Shop) -> Vec<Value> {
    params![
        shop.id,
        shop.kind.name(),
        &shop.name,
        &shop.name_en,
        shop.language.code(),
        &shop.tagline,
        &shop.tagline_en,
        &shop.story,
        &shop.story_en,
        &shop.seal,
        &shop.band,
        shop.generation,
        shop.heritage.name(),
        shop.country.code(),
        &shop.region,
        &shop.city,
        &shop.village,
        &shop.place_en,
        &shop.zone,
        shop.dispatch_days,
        shop.latitude_e6,
        shop.longitude_e6,
    ]
    .to_vec()
}

const INSERT_MEMBER: &str = "INSERT INTO shop_member (shop_id, account_id, role, since) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, account_id) DO UPDATE SET role = $3";
pub async fn insert_member(
    tx: &mut Tx,
    shop: ShopId,
    account: AccountId,
    role: ShopRole,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute_one(INSERT_MEMBER, params![shop, account, role.name(), now]).await
}

const LIST_OF_ACCOUNT: &str = "SELECT s.id, s.handle, s.name, m.role FROM shop_member m \
    JOIN shop s ON s.id = m.shop_id WHERE m.account_id = $1 ORDER BY m.since, s.id LIMIT 50";
/// The shops that a person owns or works in: id, handle, name, role.
pub async fn list_of_account(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(ShopId, String, String, ShopRole)>, DbError> {
    let decode = |mut row: Row| Ok((row.shop()?, row.text()?, row.text()?, row.word(ShopRole::parse)?));
    tx.list(LIST_OF_ACCOUNT, params![account], decode).await
}

const ROLE: &str = "SELECT role FROM shop_member WHERE shop_id = $1 AND account_id = $2";
/// What a person is to a shop: nothing, staff or owner.
pub async fn role_of(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<Option<ShopRole>, DbError> {
    tx.find(ROLE, params![shop, account], |mut row| row.word(ShopRole::parse)).await
}

const FIND_SEVERAL: &str =
    concat!("SELECT ", columns!(), " FROM shop WHERE ", any_one!("id"), " ORDER BY id DESC LIMIT 100");
/// Several shops, in the order in which they are asked for.
pub async fn find_several(tx: &mut Tx, ids: &[ShopId]) -> Result<Vec<Shop>, DbError> {
    let keys = ids.iter().map(|shop| params![*shop].to_vec()).collect();
    let mut found = tx.list_several(FIND_SEVERAL, keys, decode).await?;
    found.sort_by_key(|shop: &Shop| ids.iter().position(|id| *id == shop.id));
    found.dedup_by_key(|shop| shop.id);
    Ok(found)
}

const COUNTRIES: &str = "SELECT DISTINCT country FROM shop WHERE state = 'open' ORDER BY country LIMIT 250";
/// The countries that open shops are in.
pub async fn countries(tx: &mut Tx) -> Result<Vec<Country>, DbError> {
    tx.list(COUNTRIES, &[], |mut row| row.word(|code| Country::parse(code).ok())).await
}

const UPDATE_PROFILE: &str = "UPDATE shop SET kind = $2, name = $3, name_en = $4, language = $5, tagline = $6, \
    tagline_en = $7, story = $8, story_en = $9, seal = $10, band = $11, generation = $12, heritage = $13, \
    country = $14, region = $15, city = $16, village = $17, place_en = $18, zone = $19, dispatch_days = $20, \
    latitude_e6 = $21, longitude_e6 = $22 WHERE id = $1";
pub async fn update_profile(tx: &mut Tx, shop: &Shop) -> Result<(), DbError> {
    note_change(tx, shop.id).await?;
    tx.execute_one(UPDATE_PROFILE, &profile(shop)).await
}

const UPDATE_COVER: &str = "UPDATE shop SET cover = $2, cover_alt = $3 WHERE id = $1";
pub async fn update_cover(tx: &mut Tx, shop: ShopId, file: &str, alt: &str) -> Result<(), DbError> {
    tx.execute_one(UPDATE_COVER, params![shop, file, alt]).await
}

const UPDATE_COVER_ALT: &str = "UPDATE shop SET cover_alt = $2 WHERE id = $1";
pub async fn update_cover_alt(tx: &mut Tx, shop: ShopId, alt: &str) -> Result<(), DbError> {
    tx.execute_one(UPDATE_COVER_ALT, params![shop, alt]).await
}

const TURN: &str = "UPDATE shop SET state = $3 WHERE id = $1 AND state = $2";
/// Move a shop to another state. False when it was not in the first.
pub async fn turn(tx: &mut Tx, shop: ShopId, from: ShopState, to: ShopState) -> Result<bool, DbError> {
    note_change(tx, shop).await?;
    Ok(tx.execute(TURN, params![shop, from.name(), to.name()]).await? == 1)
}

const NOTE_CHANGE: &str = "INSERT INTO shop_change (shop_id, times) VALUES ($1, 1) \
    ON CONFLICT (shop_id) DO UPDATE SET times = shop_change.times + 1";
/// Tell whoever keeps an index that a shop has another name, place or state.
async fn note_change(tx: &mut Tx, shop: ShopId) -> Result<(), DbError> {
    tx.execute_one(NOTE_CHANGE, params![shop]).await
}

const COUNT_CHANGED: &str = "SELECT COUNT(*) FROM shop_change";
/// How many shops have changed and were not taken in yet.
pub async fn count_changed(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_CHANGED, &[]).await
}

const TAKE_CHANGED: &str = "DELETE FROM shop_change \
    WHERE shop_id IN (SELECT shop_id FROM shop_change ORDER BY shop_id LIMIT $1) RETURNING shop_id";
/// Shops that have changed, for the one who takes them in within this transaction; nobody else gets them.
pub async fn take_changed(tx: &mut Tx, limit: i64) -> Result<Vec<ShopId>, DbError> {
    tx.list(TAKE_CHANGED, params![limit], |mut row| row.shop()).await
}

const SET_HOLIDAY: &str = "UPDATE shop SET holiday_until = $2 WHERE id = $1";
pub async fn set_holiday(tx: &mut Tx, shop: ShopId, until: Option<Timestamp>) -> Result<(), DbError> {
    tx.execute_one(SET_HOLIDAY, params![shop, until]).await
}

const LIST_MEMBERS: &str = "SELECT m.account_id, a.name, m.role, m.since FROM shop_member m \
    JOIN account a ON a.id = m.account_id WHERE m.shop_id = $1 ORDER BY m.since, m.account_id LIMIT 100";
/// Who works in a shop, the owner and the longest there first.
pub async fn list_members(tx: &mut Tx, shop: ShopId) -> Result<Vec<Member>, DbError> {
    let decode = |mut row: Row| {
        Ok(Member {
            account: row.account()?,
            name: row.text()?,
            role: row.word(ShopRole::parse)?,
            since: row.time()?,
        })
    };
    tx.list(LIST_MEMBERS, params![shop], decode).await
}

const DELETE_STAFF: &str =
    "DELETE FROM shop_member WHERE shop_id = $1 AND account_id = $2 AND role = 'staff'";
/// Take somebody off the staff. False when they were not on it.
pub async fn delete_staff(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_STAFF, params![shop, account]).await? == 1)
}

const IS_FOLLOWED: &str = "SELECT COUNT(*) FROM shop_follower WHERE account_id = $1 AND shop_id = $2";
pub async fn is_followed(tx: &mut Tx, account: AccountId, shop: ShopId) -> Result<bool, DbError> {
    Ok(tx.number(IS_FOLLOWED, params![account, shop]).await? == 1)
}

const INSERT_FOLLOWER: &str =
    "INSERT INTO shop_follower (account_id, shop_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
/// Keep a follower. False when they follow already.
pub async fn insert_follower(
    tx: &mut Tx,
    account: AccountId,
    shop: ShopId,
    now: Timestamp,
) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT_FOLLOWER, params![account, shop, now]).await? == 1)
}

const DELETE_FOLLOWER: &str = "DELETE FROM shop_follower WHERE account_id = $1 AND shop_id = $2";
/// Forget a follower. False when they did not follow.
pub async fn delete_follower(tx: &mut Tx, account: AccountId, shop: ShopId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_FOLLOWER, params![account, shop]).await? == 1)
}

const COUNT_FOLLOWER: &str = "UPDATE shop SET followers = followers + $2 WHERE id = $1";
pub async fn count_follower(tx: &mut Tx, shop: ShopId, change: i64) -> Result<(), DbError> {
    tx.execute_one(COUNT_FOLLOWER, params![shop, change]).await
}

const LIST_FOLLOWED: &str = "SELECT s.handle FROM shop_follower f JOIN shop s ON s.id = f.shop_id \
    WHERE f.account_id = $1 ORDER BY f.since DESC, s.id LIMIT 10000";
/// The handles of the shops that a person follows, the newest first.
pub async fn list_followed(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, DbError> {
    tx.list(LIST_FOLLOWED, params![account], |mut row| row.text()).await
}

const FOLLOWED: &str = concat!(
    "SELECT f.since, ",
    columns!(),
    " FROM shop_follower f JOIN shop ON shop.id = f.shop_id WHERE f.account_id = $1 AND f.since < $2 \
     ORDER BY f.since DESC LIMIT $3"
);
/// The shops that a person follows, from before `before`, each with the moment since when; the newest first.
pub async fn followed(
    tx: &mut Tx,
    account: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<(Timestamp, Shop)>, DbError> {
    tx.list(FOLLOWED, params![account, before, limit], |mut row| Ok((row.time()?, decode(row)?))).await
}

const COUNT_OUT_FOLLOWER: &str = "UPDATE shop SET followers = followers - 1 WHERE id IN \
    (SELECT shop_id FROM shop_follower WHERE account_id = $1)";
/// Take a person out of the counts of all they follow; their rows go in the same transaction.
pub async fn count_out_follower(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(COUNT_OUT_FOLLOWER, params![account]).await.map(drop)
}

const DELETE_FOLLOWS: &str = "DELETE FROM shop_follower WHERE account_id = $1";
pub async fn delete_follows(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_FOLLOWS, params![account]).await.map(drop)
}

const LEAVE_STAFF: &str = "DELETE FROM shop_member WHERE account_id = $1 AND role = 'staff'";
pub async fn leave_staff(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(LEAVE_STAFF, params![account]).await.map(drop)
}

const COUNT_OWNED: &str = "SELECT COUNT(*) FROM shop_member m JOIN shop s ON s.id = m.shop_id \
    WHERE m.account_id = $1 AND m.role = 'owner' AND s.state = $2";
pub async fn count_owned(tx: &mut Tx, account: AccountId, state: ShopState) -> Result<i64, DbError> {
    tx.number(COUNT_OWNED, params![account, state.name()]).await
}
