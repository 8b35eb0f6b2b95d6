//! Imports of a shop, as they are kept.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    import_report::Report,
    import_run::{Run, RunId, RunState},
};

const INSERT: &str = "INSERT INTO import_run (shop_id, id, file, name, state, done, total, report, created_at) \
    VALUES ($1, $2, $3, $4, 'previewed', 0, $5, $6, $7)";

/// Remember a file that was looked at.
pub async fn keep_run(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    file: &str,
    name: &str,
    report: &Report,
) -> Result<RunId, DbError> {
    let id = RunId::new(shop, tx.next_id(now));
    let total = i64::try_from(report.listings).unwrap_or(i64::MAX);
    let report = serde_json::to_string(report).unwrap_or_default();
    tx.execute_one(INSERT, params![shop, id.number(), file, name, total, report, now]).await?;
    Ok(id)
}

const FIND: &str = "SELECT shop_id, id, file, name, state, done, total, report, created_at FROM import_run \
    WHERE shop_id = $1 AND id = $2";

pub async fn find_run(tx: &mut Tx, id: RunId) -> Result<Option<Run>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST: &str = "SELECT shop_id, id, file, name, state, done, total, report, created_at FROM import_run \
    WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

/// A shop's imports before `before` (`i64::MAX` for the newest), newest first.
pub async fn list_runs(tx: &mut Tx, shop: ShopId, before: i64, limit: i64) -> Result<Vec<Run>, DbError> {
    tx.list(LIST, params![shop, before, limit], decode).await
}

fn decode(mut row: Row) -> Result<Run, DbError> {
    Ok(Run {
        id: RunId::new(row.shop()?, row.int()?),
        file: row.text()?,
        name: row.text()?,
        state: row.word(RunState::parse)?,
        done: row.int()?,
        total: row.int()?,
        report: row.json()?,
        created_at: row.time()?,
    })
}

const START: &str =
    "UPDATE import_run SET state = 'running' WHERE shop_id = $1 AND id = $2 AND state = 'previewed'";

/// Mark an import as begun. False when it was begun before.
pub(super) async fn begin(tx: &mut Tx, id: RunId) -> Result<bool, DbError> {
    Ok(tx.execute(START, params![id.shop(), id.number()]).await? == 1)
}

const ADVANCE: &str = "UPDATE import_run SET state = $4, done = $5, report = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = 'running' AND done = $3";

/// Write down how far an import came; refused when another run of the same job was faster.
pub(super) async fn advance(tx: &mut Tx, before: i64, run: &Run) -> Result<(), DbError> {
    let report = serde_json::to_string(&run.report).unwrap_or_default();
    let values = params![run.id.shop(), run.id.number(), before, run.state.name(), run.done, report];
    tx.execute_one(ADVANCE, values).await
}
