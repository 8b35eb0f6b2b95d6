use kernel::AccountId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{MOST_SEARCHES, SavedId, SavedSearch};

fn decode(mut row: Row) -> Result<SavedSearch, DbError> {
    Ok(SavedSearch {
        id: SavedId::new(row.int()?),
        query: row.text()?,
        has_alerts: row.flag()?,
        saved_at: row.time()?,
    })
}

const LIST: &str = "SELECT id, query, alerts, saved_at FROM saved_search \
    WHERE holder = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
/// What somebody saved, from before `before` (`i64::MAX` for the first page), the newest first.
pub async fn list(tx: &mut Tx, holder: i64, before: i64, limit: i64) -> Result<Vec<SavedSearch>, DbError> {
    tx.list(LIST, params![holder, before, limit], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM saved_search WHERE holder = $1";
pub async fn count(tx: &mut Tx, holder: i64) -> Result<i64, DbError> {
    tx.number(COUNT, params![holder]).await
}

const FIND_SAME: &str =
    "SELECT id, query, alerts, saved_at FROM saved_search WHERE holder = $1 AND query = $2";
/// The same search, if its holder saved it.
pub async fn find_same(tx: &mut Tx, holder: i64, query: &str) -> Result<Option<SavedSearch>, DbError> {
    tx.find(FIND_SAME, params![holder, query], decode).await
}

const INSERT: &str =
    "INSERT INTO saved_search (holder, id, query, alerts, saved_at) VALUES ($1, $2, $3, $4, $5)";
pub(super) async fn insert(tx: &mut Tx, holder: i64, search: &SavedSearch) -> Result<(), DbError> {
    let SavedSearch { id, query, has_alerts, saved_at } = search;
    tx.execute_one(INSERT, params![holder, id.get(), query, i64::from(*has_alerts), *saved_at]).await
}

const SET_ALERTS: &str = "UPDATE saved_search SET alerts = $3 WHERE holder = $1 AND id = $2";
/// The answer is whether there is such a search.
pub(super) async fn set_alerts(
    tx: &mut Tx,
    holder: i64,
    id: SavedId,
    has_alerts: bool,
) -> Result<bool, DbError> {
    let values = params![holder, id.get(), i64::from(has_alerts)];
    Ok(tx.execute(SET_ALERTS, values).await? > 0)
}

const END_ALERTS: &str = "UPDATE saved_search SET alerts = 0 WHERE alerts = 1 AND holder = \
    (SELECT account_id FROM saved_search_end WHERE token = $1)";
pub(super) async fn end_alerts(tx: &mut Tx, token: &str) -> Result<(), DbError> {
    tx.execute(END_ALERTS, params![token]).await.map(drop)
}

const KNOWS: &str = "SELECT COUNT(*) FROM saved_search_end WHERE token = $1";
/// Whether a link in a mail is one of ours.
pub async fn knows(tx: &mut Tx, token: &str) -> Result<bool, DbError> {
    Ok(tx.number(KNOWS, params![token]).await? > 0)
}

const TOKEN: &str = "SELECT token FROM saved_search_end WHERE account_id = $1";
const KEEP_TOKEN: &str = "INSERT INTO saved_search_end (account_id, token) VALUES ($1, $2) \
    ON CONFLICT (account_id) DO NOTHING";
/// What is in the link of an account's mails: made with the first of them, and the same from then on.
pub(super) async fn ensure_token(tx: &mut Tx, account: AccountId) -> Result<String, DbError> {
    let token = tx.chance().token();
    tx.execute(KEEP_TOKEN, params![account, &token]).await?;
    let kept = tx.find(TOKEN, params![account], |mut row| row.text()).await?;
    Ok(kept.unwrap_or(token))
}

const DELETE: &str = "DELETE FROM saved_search WHERE holder = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, holder: i64, id: SavedId) -> Result<(), DbError> {
    tx.execute(DELETE, params![holder, id.get()]).await.map(drop)
}

const GIVE: &str = "UPDATE saved_search SET holder = $2 WHERE holder = $1 AND id IN (SELECT g.id FROM saved_search g \
    WHERE g.holder = $1 AND NOT EXISTS (SELECT 1 FROM saved_search h WHERE h.holder = $2 AND h.query = g.query) \
    ORDER BY g.id DESC LIMIT $3)";
/// Let another holder have what this one saved and they did not: so many at most, the newest.
pub(super) async fn give(tx: &mut Tx, from: i64, to: i64, most: i64) -> Result<(), DbError> {
    tx.execute(GIVE, params![from, to, most]).await.map(drop)
}

const CLEAR: &str = "DELETE FROM saved_search WHERE holder = $1";
pub(super) async fn clear(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(CLEAR, params![holder]).await.map(drop)
}

const FORGET_LINK: &str = "DELETE FROM saved_search_end WHERE account_id = $1";
/// Keep nothing for somebody who leaves.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_LINK, params![account]).await?;
    clear(tx, account.get()).await
}

const SWEEP_GUESTS: &str = "DELETE FROM saved_search WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.id = holder) \
    AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = holder)";
/// Forget what guests saved whose session has ended.
pub async fn sweep_guests(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute(SWEEP_GUESTS, params![]).await.map(drop)
}

const LIST_TO_ALERT: &str = "SELECT DISTINCT s.holder FROM saved_search s JOIN account a ON a.id = s.holder \
    WHERE s.alerts = 1 AND s.holder > $1 AND a.closed_at IS NULL ORDER BY s.holder LIMIT $2";
/// Who wants to be told of something, after an account, in their order.
pub(super) async fn list_to_alert(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<AccountId>, DbError> {
    tx.list(LIST_TO_ALERT, params![after, limit], |mut row| row.account()).await
}

/// What an account saved: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = list(tx, account.get(), i64::MAX, MOST_SEARCHES).await?;
    let one = |search: &SavedSearch| json!({ "query": search.query, "alerts": search.has_alerts, "saved_at": search.saved_at });
    Ok(all.iter().map(one).collect())
}
