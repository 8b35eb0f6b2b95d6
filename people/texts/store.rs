use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{Text, TextId, TextState};

fn decode(mut row: Row) -> Result<Text, DbError> {
    Ok(Text {
        id: TextId::new(row.int()?),
        kind: row.text()?,
        tail: row.text()?,
        segments: row.int()?,
        state: row.word(TextState::parse)?,
        status: row.maybe_int()?,
        created_at: row.time()?,
        changed_at: row.time()?,
    })
}

/// A text as it is written down first.
pub struct NewText<'a> {
    pub id: TextId,
    pub account: AccountId,
    pub kind: &'a str,
    /// Empty for a code.
    pub words: &'a str,
    pub segments: usize,
    pub state: TextState,
}

const INSERT: &str = "INSERT INTO text_message (id, account_id, kind, words, tail, segments, state, reference, status, \
    created_at, changed_at) VALUES ($1, $2, $3, $4, '', $5, $6, '', NULL, $7, $7)";
pub async fn insert(tx: &mut Tx, now: Timestamp, text: &NewText<'_>) -> Result<(), DbError> {
    let NewText { id, account, kind, words, segments, state } = text;
    let segments = i64::try_from(*segments).unwrap_or(i64::MAX);
    tx.execute_one(INSERT, params![id.get(), *account, *kind, *words, segments, state.name(), now]).await
}

/// A text that waits: whose it is, what it says, and since when.
pub struct Waiting {
    pub account: AccountId,
    pub words: String,
    pub created_at: Timestamp,
}

const FIND_WAITING: &str =
    "SELECT account_id, words, created_at FROM text_message WHERE id = $1 AND state = 'waiting'";
pub async fn find_waiting(tx: &mut Tx, id: TextId) -> Result<Option<Waiting>, DbError> {
    let decode =
        |mut row: Row| Ok(Waiting { account: row.account()?, words: row.text()?, created_at: row.time()? });
    tx.find(FIND_WAITING, params![id.get()], decode).await
}

/// How a text that waited ends for us.
pub struct End<'a> {
    pub state: TextState,
    pub tail: &'a str,
    pub reference: &'a str,
    pub status: Option<u16>,
}

const END: &str = "UPDATE text_message SET state = $2, words = '', tail = $3, reference = $4, status = $5, \
    changed_at = $6 WHERE id = $1 AND state = 'waiting'";
/// Write down how a text ended; its words are forgotten.
pub async fn end(tx: &mut Tx, now: Timestamp, id: TextId, end: &End<'_>) -> Result<(), DbError> {
    let End { state, tail, reference, status } = end;
    let status = status.map(i64::from);
    tx.execute_one(END, params![id.get(), state.name(), *tail, *reference, status, now]).await
}

const REPORT: &str = "UPDATE text_message SET state = $2, changed_at = $3 WHERE id = $1 AND state = 'sent'";
const REPORT_BY_REFERENCE: &str = "UPDATE text_message SET state = $2, changed_at = $3 \
    WHERE reference = $1 AND reference <> '' AND state = 'sent'";
/// Write down what became of a text that was sent; what was reported before stays.
pub async fn report(tx: &mut Tx, now: Timestamp, reference: &str, state: TextState) -> Result<(), DbError> {
    if let Ok(id) = reference.parse::<TextId>()
        && tx.execute(REPORT, params![id.get(), state.name(), now]).await? > 0
    {
        return Ok(());
    }
    tx.execute(REPORT_BY_REFERENCE, params![reference, state.name(), now]).await.map(drop)
}

const COUNT_NEWS: &str = "SELECT COUNT(*) FROM text_message WHERE account_id = $1 AND created_at > $2 \
    AND state IN ('sent', 'delivered', 'undelivered') AND kind NOT LIKE 'accounts.%'";
const COUNT_CODES: &str = "SELECT COUNT(*) FROM text_message WHERE account_id = $1 AND created_at > $2 \
    AND state IN ('sent', 'delivered', 'undelivered') AND kind LIKE 'accounts.%'";
/// News that were sent to somebody since.
pub async fn count_news(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_NEWS, params![account, since]).await
}

/// Codes that were sent to somebody since.
pub async fn count_codes(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_CODES, params![account, since]).await
}

const COUNT_ALL: &str = "SELECT COUNT(*) FROM text_message WHERE created_at > $1 \
    AND state IN ('sent', 'delivered', 'undelivered')";
/// What the market has sent since.
pub async fn count_all(tx: &mut Tx, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_ALL, params![since]).await
}

const LIST: &str = "SELECT id, kind, tail, segments, state, status, created_at, changed_at FROM text_message \
    WHERE id < $1 ORDER BY id DESC LIMIT $2";
/// Texts before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Text>, DbError> {
    tx.list(LIST, params![before, limit], decode).await
}

const FORGET: &str = "DELETE FROM text_message WHERE created_at < $1";
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    tx.execute(FORGET, params![before]).await.map(drop)
}

const FORGET_PERSON: &str = "DELETE FROM text_message WHERE account_id = $1";
/// Forget what was sent to somebody, and what waits for them.
pub async fn forget_person(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_PERSON, params![account]).await.map(drop)
}

const EXPORT: &str = "SELECT id, kind, tail, segments, state, status, created_at, changed_at FROM text_message \
    WHERE account_id = $1 ORDER BY id DESC LIMIT 1000";
/// What was sent to somebody in the days that are kept: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = tx.list(EXPORT, params![account], decode).await?;
    let one = |text: &Text| json!({ "kind": text.kind, "state": text.state.name(), "at": text.created_at });
    Ok(all.iter().map(one).collect())
}
