//! Notices, what is said in them, and rulings.

use goods::catalog::ListingId;
use kernel::{AccountId, Actor, ShopId, Timestamp};
use platform::{
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};
use serde_json::Value;

use super::{Ground, Notice, NoticeAct, NoticeId, Outcome, Party, Ruling, Statement, Words};
use crate::designs::RecordId;

macro_rules! notice_columns {
    () => {
        "SELECT n.shop_id, n.id, n.record_id, n.listing_shop, n.listing_id, n.facts, n.created_at, n.updated_at \
         FROM design_notice n "
    };
}

fn decode(mut row: Row) -> Result<Notice, DbError> {
    let shop = row.shop()?;
    Ok(Notice {
        id: NoticeId::new(shop, row.int()?),
        record: RecordId::new(shop, row.int()?),
        listing: ListingId::new(row.shop()?, row.int()?),
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO design_notice \
    (shop_id, id, record_id, listing_shop, listing_id, state, facts, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
const INSERT_STEP: &str = history!("design_notice_step", "notice_id");
/// Write a new notice with the first row of its history.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, notice: &Notice) -> Result<(), DbError> {
    let (shop, number, now) = (notice.id.shop(), notice.id.number(), notice.created_at);
    let (state, facts) = (notice.state.name(), json(&notice.state)?);
    let (listing, record) = (notice.listing, notice.record);
    let values = params![shop, number, record.number(), listing.shop(), listing.number(), state, &facts, now];
    tx.execute_one(INSERT, values).await?;
    HistoryStep { shop, thing: number, act: "give", state, by, facts }.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE design_notice SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: NoticeAct,
    old: &Notice,
    new: &Notice,
) -> Result<(), DbError> {
    let (shop, thing, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, state) = (old.state.name(), new.state.name());
    tx.execute_one(ADVANCE, params![shop, thing, from, state, &facts, now]).await?;
    HistoryStep { shop, thing, act: act.name(), state, by, facts }.write(tx, now, INSERT_STEP).await
}

const FIND: &str = concat!(notice_columns!(), "WHERE n.shop_id = $1 AND n.id = $2");
/// A notice, for those who may know of it: who asks is asked elsewhere.
pub async fn find(tx: &mut Tx, id: NoticeId) -> Result<Option<Notice>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const OPEN_ON: &str = concat!(
    notice_columns!(),
    "WHERE n.listing_shop = $1 AND n.listing_id = $2 AND n.state NOT IN ('closed', 'withdrawn') \
     ORDER BY n.id LIMIT 20"
);
/// Notices about a listing that are not at their end.
pub async fn find_open_on(tx: &mut Tx, listing: ListingId) -> Result<Vec<Notice>, DbError> {
    tx.list(OPEN_ON, params![listing.shop(), listing.number()], decode).await
}

const OF_SHOP: &str = concat!(
    notice_columns!(),
    "WHERE (n.shop_id = $1 OR n.listing_shop = $1) AND n.id < $2 ORDER BY n.id DESC LIMIT $3"
);
/// Notices that a shop has given or got, the newest first.
pub async fn notices_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Notice>, DbError> {
    tx.list(OF_SHOP, params![shop, before, limit], decode).await
}

macro_rules! waiting {
    () => {
        "n.state IN ('answered', 'unanswered', 'appealed')"
    };
}

const WAITING: &str =
    concat!(notice_columns!(), "WHERE ", waiting!(), " AND n.id > $1 ORDER BY n.id LIMIT $2");
/// Those that wait for a ruling, the longest waiting first.
pub async fn list_cases(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Notice>, DbError> {
    tx.list(WAITING, params![after, limit], decode).await
}

const DONE: &str = concat!(
    notice_columns!(),
    "WHERE n.state IN ('ruled', 'closed') AND n.id < $1 ORDER BY n.id DESC LIMIT $2"
);
/// Those that are ruled, the newest first.
pub async fn list_done(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Notice>, DbError> {
    tx.list(DONE, params![before, limit], decode).await
}

const COUNT: &str = concat!("SELECT COUNT(*) FROM design_notice n WHERE ", waiting!());
/// How many wait for a ruling.
pub async fn count_cases(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT, &[]).await
}

const GIVEN_SINCE: &str = "SELECT COUNT(*) FROM design_notice WHERE shop_id = $1 AND created_at > $2";
pub(super) async fn count_given(tx: &mut Tx, shop: ShopId, since: Timestamp) -> Result<i64, DbError> {
    tx.number(GIVEN_SINCE, params![shop, since]).await
}

const BAD_FAITH: &str = "SELECT r.created_at FROM design_ruling r \
    JOIN design_notice n ON n.shop_id = r.shop_id AND n.id = r.notice_id \
    WHERE r.shop_id = $1 AND r.outcome = 'bad-faith' AND r.created_at > $2 AND NOT EXISTS \
    (SELECT 1 FROM design_ruling s WHERE s.shop_id = r.shop_id AND s.notice_id = r.notice_id \
     AND s.instance > r.instance) ORDER BY r.created_at DESC LIMIT 100";
/// When a shop's notices were ruled to be in bad faith, since a moment, the newest first; not what was overturned.
pub(super) async fn bad_faith_since(
    tx: &mut Tx,
    shop: ShopId,
    since: Timestamp,
) -> Result<Vec<Timestamp>, DbError> {
    tx.list(BAD_FAITH, params![shop, since], |mut row| row.time()).await
}

const SAY: &str = "INSERT INTO design_statement (shop_id, notice_id, id, act, party, words, photos, by_account, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
/// Keep what a side says.
pub(super) async fn say(
    tx: &mut Tx,
    now: Timestamp,
    id: NoticeId,
    (act, party): (&'static str, Party),
    by: AccountId,
    said: &Words,
) -> Result<(), DbError> {
    let (row, photos) = (tx.next_id(now), json(&said.photos)?);
    let values = params![id.shop(), id.number(), row, act, party.name(), &said.words, photos, by, now];
    tx.execute_one(SAY, values).await
}

fn statement(mut row: Row) -> Result<Statement, DbError> {
    Ok(Statement {
        id: row.int()?,
        act: row.text()?,
        party: row.word(Party::parse)?,
        said: Words { words: row.text()?, photos: row.json()? },
        by: row.account()?,
        at: row.time()?,
    })
}

const STATEMENTS: &str = "SELECT id, act, party, words, photos, by_account, created_at FROM design_statement \
    WHERE shop_id = $1 AND notice_id = $2 ORDER BY id LIMIT 100";
/// What the two sides have said, the oldest first.
pub async fn statements_of(tx: &mut Tx, id: NoticeId) -> Result<Vec<Statement>, DbError> {
    tx.list(STATEMENTS, params![id.shop(), id.number()], statement).await
}

/// Whether a photo was shown in a case.
pub async fn has_photo(tx: &mut Tx, id: NoticeId, file: &str) -> Result<bool, DbError> {
    let all = statements_of(tx, id).await?;
    Ok(all.iter().any(|one| one.said.photos.iter().any(|photo| photo == file)))
}

const EXPORT: &str = "SELECT id, act, party, words, photos, by_account, created_at FROM design_statement \
    WHERE by_account = $1 ORDER BY id LIMIT 10000";
/// What a person has said in cases: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = tx.list(EXPORT, params![account], statement).await?;
    let one = |one: &Statement| {
        serde_json::json!({
            "act": one.act, "for": one.party.name(), "words": one.said.words, "photos": one.said.photos, "at": one.at,
        })
    };
    Ok(all.iter().map(one).collect())
}

const RULE: &str = "INSERT INTO design_ruling \
    (shop_id, notice_id, id, instance, outcome, ground, reason, by_account, noticed_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(super) async fn insert_ruling(tx: &mut Tx, ruling: &Ruling) -> Result<(), DbError> {
    let values = params![
        ruling.notice.shop(),
        ruling.notice.number(),
        ruling.id,
        ruling.instance,
        ruling.outcome.name(),
        ruling.ground.map_or("", Ground::name),
        &ruling.reason,
        ruling.by,
        ruling.noticed_at,
        ruling.at
    ];
    tx.execute_one(RULE, values).await
}

macro_rules! ruling_columns {
    () => {
        "SELECT shop_id, notice_id, id, instance, outcome, ground, reason, by_account, noticed_at, created_at \
         FROM design_ruling "
    };
}

fn ruling(mut row: Row) -> Result<Ruling, DbError> {
    Ok(Ruling {
        notice: NoticeId::new(row.shop()?, row.int()?),
        id: row.int()?,
        instance: row.int()?,
        outcome: row.word(Outcome::parse)?,
        ground: Ground::parse(&row.text()?),
        reason: row.text()?,
        by: row.account()?,
        noticed_at: row.time()?,
        at: row.time()?,
    })
}

const RULINGS_OF: &str =
    concat!(ruling_columns!(), "WHERE shop_id = $1 AND notice_id = $2 ORDER BY instance LIMIT 2");
/// What was ruled in a case, the first instance first.
pub async fn rulings_of(tx: &mut Tx, id: NoticeId) -> Result<Vec<Ruling>, DbError> {
    tx.list(RULINGS_OF, params![id.shop(), id.number()], ruling).await
}

const REGISTER: &str = concat!(ruling_columns!(), "WHERE id < $1 ORDER BY id DESC LIMIT $2");
/// All rulings from before a number, the newest first.
pub async fn register(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Ruling>, DbError> {
    tx.list(REGISTER, params![before, limit], ruling).await
}
