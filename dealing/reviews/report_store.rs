use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Decision, Report, ReportReason, Review, ReviewId, ReviewStage};

/// A review that the moderators are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    pub review: ReviewId,
    /// Of its first report.
    pub first: i64,
}

const INSERT: &str = "INSERT INTO review_report \
    (shop_id, review_id, id, by_account, reason, words, verdict, decided_by, decided_words, decided_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, 'open', NULL, '', NULL, $7)";
pub(super) async fn insert(tx: &mut Tx, id: ReviewId, report: &Report) -> Result<(), DbError> {
    let (row, reason) = (tx.next_id(report.at), report.reason.name());
    let values = params![id.shop(), id.number(), row, report.by, reason, &report.words, report.at];
    tx.execute_one(INSERT, values).await
}

const REPORTS: &str = "SELECT by_account, reason, words, created_at FROM review_report \
    WHERE shop_id = $1 AND review_id = $2 ORDER BY id LIMIT 100";
/// What people have told the market about a review, oldest first.
pub async fn reports(tx: &mut Tx, id: ReviewId) -> Result<Vec<Report>, DbError> {
    tx.list(REPORTS, params![id.shop(), id.number()], |mut row| {
        Ok(Report {
            by: row.account()?,
            reason: row.word(ReportReason::parse)?,
            words: row.text()?,
            at: row.time()?,
        })
    })
    .await
}

const CLOSE: &str = "UPDATE review_report SET verdict = $3, decided_by = $4, decided_words = $5, decided_at = $6 \
    WHERE shop_id = $1 AND review_id = $2";
/// All reports of a review have the same answer, the last one that was given.
pub(super) async fn close(
    tx: &mut Tx,
    now: Timestamp,
    review: &Review,
    moderator: AccountId,
    decision: &Decision,
) -> Result<(), DbError> {
    let verdict = if review.state.stage() == ReviewStage::Hidden { "hide" } else { "keep" };
    let values = params![review.id.shop(), review.id.number(), verdict, moderator, &decision.words, now];
    tx.execute(CLOSE, values).await.map(drop)
}

fn reported(mut row: Row) -> Result<Reported, DbError> {
    let shop: ShopId = row.shop()?;
    Ok(Reported { review: ReviewId::new(shop, row.int()?), first: row.int()? })
}

const LIST_OPEN: &str = "SELECT shop_id, review_id, MIN(id) FROM review_report WHERE verdict = 'open' \
    GROUP BY shop_id, review_id HAVING MIN(id) > $1 ORDER BY MIN(id) LIMIT $2";
/// Reviews that wait for a moderator, after `after` (0 for the first), the longest waiting first.
pub async fn list_reported(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Reported>, DbError> {
    tx.list(LIST_OPEN, params![after, limit], reported).await
}

const LIST_DECIDED: &str = "SELECT r.shop_id, r.review_id, MIN(r.id) FROM review_report r \
    WHERE r.verdict = 'hide' AND r.id < $1 GROUP BY r.shop_id, r.review_id ORDER BY MIN(r.id) DESC LIMIT $2";
/// Reviews that were hidden, before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_decided(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Reported>, DbError> {
    tx.list(LIST_DECIDED, params![before, limit], reported).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM (SELECT DISTINCT shop_id, review_id FROM review_report WHERE verdict = 'open') waiting";
/// How many reviews wait for a moderator.
pub async fn count_open(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, &[]).await
}
