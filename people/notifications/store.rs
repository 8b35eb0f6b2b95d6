use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Rows, Tx},
    i18n::Lang,
    params,
};
use serde_json::{Value, json};

use super::{Kind, NewNotification, Notification, NotificationId, Preference, push};

fn decode(mut row: Row) -> Result<Notification, DbError> {
    Ok(Notification {
        id: NotificationId::new(row.int()?),
        kind: row.text()?,
        lang: row.word(Lang::parse)?,
        words: row.text()?,
        wordings: row.json()?,
        said: row.json()?,
        path: row.text()?,
        read_at: row.maybe_time()?,
        at: row.time()?,
    })
}

const PUT: &str = "INSERT INTO notification (account_id, id, kind, lang, words, wordings, said, path, read_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, NULL, $8) ON CONFLICT (account_id, kind, path) WHERE read_at IS NULL \
    DO UPDATE SET id = excluded.id, lang = excluded.lang, words = excluded.words, \
    wordings = excluded.wordings, said = excluded.said, created_at = excluded.created_at";
pub(super) async fn put(
    tx: &mut Tx,
    now: Timestamp,
    to: AccountId,
    news: &NewNotification,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    let said = platform::db::json(&news.said)?;
    let values = params![to, id, news.kind.name, news.lang.code(), &news.words, said, &news.path, now];
    tx.execute_one(PUT, values).await
}

const PUT_ALL: Rows = Rows {
    head: "INSERT INTO notification (account_id, id, kind, lang, words, wordings, said, path, read_at, created_at)",
    tuple: "($1, $2, $3, $4, $5, '{}', $6, $7, NULL, $8)",
    tail: "ON CONFLICT (account_id, kind, path) WHERE read_at IS NULL DO UPDATE SET id = excluded.id, \
        lang = excluded.lang, words = excluded.words, wordings = excluded.wordings, said = excluded.said, \
        created_at = excluded.created_at",
};
/// The same as [`put`] for many people.
pub(super) async fn put_all<'a>(
    tx: &mut Tx,
    now: Timestamp,
    all: impl Iterator<Item = (AccountId, &'a NewNotification)>,
) -> Result<(), DbError> {
    let mut rows = Vec::new();
    for (to, news) in all {
        let (id, said) = (tx.next_id(now), platform::db::json(&news.said)?);
        let row = params![to, id, news.kind.name, news.lang.code(), &news.words, said, &news.path, now];
        rows.push(row.to_vec());
    }
    tx.execute_all(&PUT_ALL.statements(rows)).await.map(drop)
}

const LIST: &str = "SELECT id, kind, lang, words, wordings, said, path, read_at, created_at FROM notification \
    WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
/// What somebody was told, before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Notification>, DbError> {
    tx.list(LIST, params![account, before, limit], decode).await
}

const FIND: &str = "SELECT id, kind, lang, words, wordings, said, path, read_at, created_at FROM notification \
    WHERE account_id = $1 AND id = $2";
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: NotificationId,
) -> Result<Option<Notification>, DbError> {
    tx.find(FIND, params![account, id.get()], decode).await
}

const READ: &str =
    "UPDATE notification SET read_at = $3 WHERE account_id = $1 AND id = $2 AND read_at IS NULL";
/// Mark one as read, if it is theirs and was not.
pub async fn read(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    id: NotificationId,
) -> Result<(), DbError> {
    tx.execute(READ, params![account, id.get(), now]).await.map(drop)
}

const READ_ALL: &str = "UPDATE notification SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
pub async fn read_all(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<(), DbError> {
    tx.execute(READ_ALL, params![account, now]).await.map(drop)
}

const COUNT_UNREAD: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM notification \
    WHERE account_id = $1 AND read_at IS NULL LIMIT 100) unread";
/// How many are unread; a hundred stand for all above.
pub async fn count_unread(tx: &mut Tx, account: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_UNREAD, params![account]).await
}

const FORGET: &str = "DELETE FROM notification WHERE created_at < $1";
/// Forget what is older than that.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.execute(FORGET, params![before]).await
}

const FORGET_PERSON: &str = "DELETE FROM notification WHERE account_id = $1";
const FORGET_CHOICES: &str = "DELETE FROM notification_choice WHERE account_id = $1";
/// Forget everything that somebody was told, and what they chose.
pub async fn forget_person(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_PERSON, params![account]).await?;
    push::forget_all(tx, account).await?;
    tx.execute(FORGET_CHOICES, params![account]).await.map(drop)
}

const CHOICE: &str = "SELECT mail, list, text FROM notification_choice WHERE account_id = $1 AND kind = $2";
pub(super) async fn find_choice(tx: &mut Tx, account: AccountId, kind: Kind) -> Result<Preference, DbError> {
    let decode =
        |mut row: Row| Ok(Preference { kind, mail: row.flag()?, list: row.flag()?, text: row.flag()? });
    let chosen = tx.find(CHOICE, params![account, kind.name], decode).await?;
    Ok(chosen.unwrap_or_else(|| Preference::usual(kind)))
}

const REFUSED: &str = "SELECT account_id FROM notification_choice \
    WHERE account_id >= $1 AND account_id <= $2 AND kind = $3 AND list = 0 ORDER BY account_id LIMIT 100000";
/// Who of the accounts from one to another wants none of a kind in their list.
pub(super) async fn list_refused(
    tx: &mut Tx,
    kind: Kind,
    (first, last): (AccountId, AccountId),
) -> Result<Vec<AccountId>, DbError> {
    let decode = |mut row: Row| Ok(AccountId::new(row.int()?));
    tx.list(REFUSED, params![first, last, kind.name], decode).await
}

/// Where every kind arrives for somebody.
pub async fn choices(tx: &mut Tx, account: AccountId, kinds: &[Kind]) -> Result<Vec<Preference>, DbError> {
    let mut all = Vec::with_capacity(kinds.len());
    for kind in kinds {
        all.push(find_choice(tx, account, *kind).await?.in_force());
    }
    Ok(all)
}

const KEEP_CHOICE: &str = "INSERT INTO notification_choice (account_id, kind, mail, list, text) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (account_id, kind) DO UPDATE SET mail = excluded.mail, list = excluded.list, text = excluded.text";
pub(super) async fn keep_choice(tx: &mut Tx, account: AccountId, choice: &Preference) -> Result<(), DbError> {
    tx.execute_one(KEEP_CHOICE, params![account, choice.kind.name, choice.mail, choice.list, choice.text])
        .await
}

/// What somebody was told in the days that are kept: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    const MOST: i64 = 1_000;
    let all = list(tx, account, i64::MAX, MOST).await?;
    let one = |told: &Notification| json!({ "words": told.words, "path": told.path, "at": told.at, "read_at": told.read_at });
    Ok(all.iter().map(one).collect())
}
