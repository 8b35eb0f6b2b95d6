use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{DivisionCode, Fact, FactKind, PlaceStory};

const STORY: &str = "SELECT story, story_en, crafts FROM village_story WHERE village = $1";
/// What is told of a village; nothing while nobody has told anything.
pub async fn story(tx: &mut Tx, village: &DivisionCode) -> Result<PlaceStory, DbError> {
    let decode =
        |mut row: Row| Ok(PlaceStory { story: row.text()?, story_en: row.text()?, crafts: row.text()? });
    Ok(tx.find(STORY, params![village.as_str()], decode).await?.unwrap_or_default())
}

const PUT_STORY: &str = "INSERT INTO village_story (village, story, story_en, crafts, changed_by, changed_at) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (village) DO UPDATE SET story = $2, story_en = $3, crafts = $4, \
    changed_by = $5, changed_at = $6";
pub async fn put_story(
    tx: &mut Tx,
    now: Timestamp,
    village: &DivisionCode,
    told: &PlaceStory,
    by: AccountId,
) -> Result<(), DbError> {
    let row = params![village.as_str(), &told.story, &told.story_en, &told.crafts, by, now];
    tx.execute_one(PUT_STORY, row).await
}

const FACTS: &str = "SELECT kind, year, value, currency, source FROM village_fact WHERE division = $1 \
    ORDER BY kind, year DESC LIMIT 100";
/// The figures of a place, of each kind the newest first.
pub async fn facts(tx: &mut Tx, division: &DivisionCode) -> Result<Vec<Fact>, DbError> {
    tx.list(FACTS, params![division.as_str()], |mut row| {
        Ok(Fact {
            kind: row.word(FactKind::parse)?,
            year: row.int()?,
            value: row.int()?,
            currency: row.text()?,
            source: row.text()?,
        })
    })
    .await
}

const PUT_FACT: &str = "INSERT INTO village_fact (division, kind, year, value, currency, source, entered_by, entered_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (division, kind, year) DO UPDATE SET value = $4, currency = $5, \
    source = $6, entered_by = $7, entered_at = $8";
/// Enter a figure, in place of another of the same year.
pub async fn put_fact(
    tx: &mut Tx,
    now: Timestamp,
    division: &DivisionCode,
    fact: &Fact,
    by: AccountId,
) -> Result<(), DbError> {
    let Fact { kind, year, value, currency, source } = fact;
    let row = params![division.as_str(), kind.name(), *year, *value, currency, source, by, now];
    tx.execute_one(PUT_FACT, row).await
}

const LOOK: &str =
    "INSERT INTO village_look (id, division, account_id, what, shop_id, at) VALUES ($1, $2, $3, $4, $5, $6)";
/// Note that somebody looked at exact figures.
pub async fn insert_look(
    tx: &mut Tx,
    now: Timestamp,
    division: &DivisionCode,
    by: AccountId,
    shop: Option<ShopId>,
) -> Result<(), DbError> {
    let what = if shop.is_some() { "shop" } else { "figures" };
    let id = tx.next_id(now);
    tx.execute_one(LOOK, params![id, division.as_str(), by, what, shop, now]).await
}

/// Who looked at what, and when.
pub struct Look {
    pub division: String,
    pub what: String,
    pub at: Timestamp,
}

const LOOKS_BY: &str =
    "SELECT division, what, at FROM village_look WHERE account_id = $1 ORDER BY id DESC LIMIT 1000";
/// What somebody looked at, the newest first.
pub async fn looks_by(tx: &mut Tx, account: AccountId) -> Result<Vec<Look>, DbError> {
    let decode = |mut row: Row| Ok(Look { division: row.text()?, what: row.text()?, at: row.time()? });
    tx.list(LOOKS_BY, params![account], decode).await
}

const UNDER_VANISHED: &str = "SELECT m.shop_id, m.village FROM village_membership m JOIN division d ON d.code = m.village \
    WHERE m.state = 'joined' AND d.vanished_on IS NOT NULL ORDER BY m.village, m.shop_id LIMIT $1";
/// Shops of villages that are no more.
pub async fn under_vanished(tx: &mut Tx, limit: i64) -> Result<Vec<(ShopId, DivisionCode)>, DbError> {
    let decode = |mut row: Row| Ok((row.shop()?, row.word(DivisionCode::parse)?));
    tx.list(UNDER_VANISHED, params![limit], decode).await
}

const DECLARE: &str = "INSERT INTO declared_sale (shop_id, id, period, platform, minor, evidence, by_account, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Note what a shop says that it sold elsewhere.
pub async fn insert_declared(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    period: i64,
    (platform, minor, evidence): (&str, i64, &str),
    by: AccountId,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    tx.execute_one(DECLARE, params![shop, id, period, platform, minor, evidence, by, now]).await
}

/// What a shop says that it sold elsewhere.
pub struct Declared {
    pub period: i64,
    pub platform: String,
    pub minor: i64,
    pub evidence: String,
}

const DECLARED: &str = "SELECT period, platform, minor, evidence FROM declared_sale WHERE shop_id = $1 ORDER BY id DESC LIMIT 100";
pub async fn declared(tx: &mut Tx, shop: ShopId) -> Result<Vec<Declared>, DbError> {
    tx.list(DECLARED, params![shop], |mut row| {
        Ok(Declared { period: row.int()?, platform: row.text()?, minor: row.int()?, evidence: row.text()? })
    })
    .await
}
