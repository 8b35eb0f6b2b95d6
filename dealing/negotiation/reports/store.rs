use kernel::{AccountId, Side, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{Decided, Report, ReportId, ReportReason, Ruling};
use crate::negotiation::{ConversationId, store};

macro_rules! report_columns {
    () => {
        "SELECT shop_id, id, conversation_id, by_account, by_side, about_account, position, reason, words, ruling, \
         ruled_by, ruled_words, ruled_at, paused_until, created_at FROM conversation_report "
    };
}

fn decode(mut row: Row) -> Result<Report, DbError> {
    let shop = row.shop()?;
    let (id, conversation) = (ReportId::new(shop, row.int()?), ConversationId::new(shop, row.int()?));
    let (by, side, about) = (row.account()?, row.word(Side::parse)?, row.account()?);
    let (position, reason, words) = (row.int()?, row.word(ReportReason::parse)?, row.text()?);
    let ruling = Ruling::parse(&row.text()?);
    let (ruled_by, ruled_words) = (row.maybe_int()?.map(AccountId::new), row.text()?);
    let (ruled_at, paused_until) = (row.maybe_time()?, row.maybe_time()?);
    let decided = match (ruling, ruled_by, ruled_at) {
        (Some(ruling), Some(by), Some(at)) => {
            Some(Decided { ruling, by, words: ruled_words, at, paused_until })
        }
        _ => None,
    };
    let position = (position > 0).then_some(position);
    Ok(Report { id, conversation, by, side, about, position, reason, words, decided, at: row.time()? })
}

const INSERT: &str = "INSERT INTO conversation_report (shop_id, id, conversation_id, by_account, by_side, about_account, \
    position, reason, words, ruling, ruled_by, ruled_words, ruled_at, paused_until, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', NULL, '', NULL, NULL, $10)";
pub(super) async fn insert(tx: &mut Tx, report: &Report) -> Result<(), DbError> {
    let values = params![
        report.id.shop(),
        report.id.number(),
        report.conversation.number(),
        report.by,
        report.side.name(),
        report.about,
        report.position.unwrap_or(0),
        report.reason.name(),
        &report.words,
        report.at
    ];
    tx.execute_one(INSERT, values).await
}

const CLOSE: &str = "UPDATE conversation_report SET ruling = $3, ruled_by = $4, ruled_words = $5, ruled_at = $6, \
    paused_until = $7 WHERE shop_id = $1 AND id = $2 AND ruling = 'open'";
pub(super) async fn close(tx: &mut Tx, report: &Report) -> Result<(), DbError> {
    let Some(decided) = &report.decided else { return Ok(()) };
    let values = params![
        report.id.shop(),
        report.id.number(),
        decided.ruling.name(),
        decided.by,
        &decided.words,
        decided.at,
        decided.paused_until
    ];
    tx.execute_one(CLOSE, values).await
}

const FIND: &str = concat!(report_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: ReportId) -> Result<Option<Report>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_OPEN_OF: &str = concat!(
    report_columns!(),
    "WHERE shop_id = $1 AND conversation_id = $2 AND by_account = $3 AND ruling = 'open'"
);
/// What a person has told about a conversation and nobody has decided yet.
pub async fn find_open_of(tx: &mut Tx, id: ConversationId, by: AccountId) -> Result<Option<Report>, DbError> {
    tx.find(FIND_OPEN_OF, params![id.shop(), id.number(), by], decode).await
}

const COUNT_SINCE: &str =
    "SELECT COUNT(*) FROM conversation_report WHERE by_account = $1 AND created_at > $2";
pub(super) async fn count_since(tx: &mut Tx, by: AccountId, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_SINCE, params![by, since]).await
}

const LIST_WAITING: &str =
    concat!(report_columns!(), "WHERE ruling = 'open' AND id > $1 ORDER BY id LIMIT $2");
/// Those that wait for a moderator, the longest waiting first.
pub async fn list_waiting(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Report>, DbError> {
    tx.list(LIST_WAITING, params![after, limit], decode).await
}

const LIST_DECIDED: &str =
    concat!(report_columns!(), "WHERE ruling <> 'open' AND id < $1 ORDER BY id DESC LIMIT $2");
/// Those that are decided, the newest first.
pub async fn list_decided(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Report>, DbError> {
    tx.list(LIST_DECIDED, params![before, limit], decode).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM conversation_report WHERE ruling = 'open'";
/// How many reports wait for a moderator.
pub async fn count_open(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, &[]).await
}

/// Whether a photo was shown in a conversation.
pub async fn has_photo(tx: &mut Tx, id: ConversationId, file: &str) -> Result<bool, DbError> {
    store::has_photo(tx, id, file).await
}

const EXPORT: &str = concat!(report_columns!(), "WHERE by_account = $1 ORDER BY id LIMIT 10000");
/// What a person has told the moderators: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = tx.list(EXPORT, params![account], decode).await?;
    let one = |report: &Report| {
        json!({
            "conversation": report.conversation, "position": report.position, "reason": report.reason.name(),
            "words": report.words, "ruling": report.decided.as_ref().map(|decided| decided.ruling.name()),
            "at": report.at,
        })
    };
    Ok(all.iter().map(one).collect())
}
