use kernel::{AccountId, Country, Currency, ShopId, ShopRole, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{Heritage, Kind, Shop, ShopState};

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
         dispatch_days, followers, holiday_until, state, opened_at"
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

const ADVANCE: &str = "UPDATE shop SET state = $3 WHERE id = $1 AND state = $2";
/// Open or close a shop; raced when it is no longer in the state it was seen in.
pub async fn advance(tx: &mut Tx, id: ShopId, from: ShopState, to: ShopState) -> Result<(), DbError> {
    tx.execute_one(ADVANCE, params![id, from.name(), to.name()]).await
}

const INSERT: &str = concat!(
    "INSERT INTO shop (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
     $22, $23, $24, $25, $26, $27, $28, $29) ON CONFLICT DO NOTHING"
);
/// Keep a new shop. False when its handle is taken.
pub async fn insert(tx: &mut Tx, shop: &Shop) -> Result<bool, DbError> {
    let inserted = tx
        .execute(
            INSERT,
            params![
                shop.id,
                &shop.handle,
                shop.kind.name(),
                &shop.name,
                &shop.name_en,
                shop.language.code(),
                shop.currency,
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
                shop.latitude_e6,
                shop.longitude_e6,
                &shop.zone,
                &shop.cover,
                shop.dispatch_days,
                shop.followers,
                shop.holiday_until,
                shop.state.name(),
                shop.opened_at,
            ],
        )
        .await?;
    Ok(inserted == 1)
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
    tx.execute_one(INSERT_MEMBER, params![shop, account, role_name(role), now]).await
}

const LIST_OF_ACCOUNT: &str = "SELECT s.id, s.handle, s.name, m.role FROM shop_member m \
    JOIN shop s ON s.id = m.shop_id WHERE m.account_id = $1 ORDER BY m.since, s.id LIMIT 50";
/// The shops that a person owns or works in: id, handle, name, role.
pub async fn list_of_account(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(ShopId, String, String, ShopRole)>, DbError> {
    let decode = |mut row: Row| Ok((row.shop()?, row.text()?, row.text()?, row.word(parse_role)?));
    tx.list(LIST_OF_ACCOUNT, params![account], decode).await
}

const ROLE: &str = "SELECT role FROM shop_member WHERE shop_id = $1 AND account_id = $2";
/// What a person is to a shop: nothing, staff or owner.
pub async fn role_of(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<Option<ShopRole>, DbError> {
    tx.find(ROLE, params![shop, account], |mut row| row.word(parse_role)).await
}

fn role_name(role: ShopRole) -> &'static str {
    match role {
        ShopRole::Owner => "owner",
        ShopRole::Staff => "staff",
    }
}

fn parse_role(word: &str) -> Option<ShopRole> {
    match word {
        "owner" => Some(ShopRole::Owner),
        "staff" => Some(ShopRole::Staff),
        _ => None,
    }
}
