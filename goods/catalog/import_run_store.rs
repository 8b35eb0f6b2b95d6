//! Imports of a shop, as they are kept.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    import_report::Report,
    import_run::{Run, RunId, RunState, StockOf},
    product_file::{FileKind, Mapping},
};

/// What a look at a file has found.
#[derive(Clone, Debug)]
pub struct Seen {
    pub state: RunState,
    pub kind: FileKind,
    pub mapping: Mapping,
    pub report: Report,
    /// Listings to go through.
    pub total: i64,
}

const INSERT: &str = "INSERT INTO import_run (shop_id, id, file, name, state, done, total, report, created_at, kind, \
    mapping) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10)";

/// Remember a file that was looked at.
pub async fn keep_run(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    file: &str,
    name: &str,
    seen: &Seen,
) -> Result<RunId, DbError> {
    let id = RunId::new(shop, tx.next_id(now));
    let Seen { state, kind, mapping, report, total } = seen;
    let values = params![
        shop,
        id.number(),
        file,
        name,
        state.name(),
        *total,
        json(report),
        now,
        kind.name(),
        json(mapping)
    ];
    tx.execute_one(INSERT, values).await?;
    Ok(id)
}

const SEE_AGAIN: &str = "UPDATE import_run SET state = $3, total = $4, report = $5, mapping = $6 \
    WHERE shop_id = $1 AND id = $2 AND state IN ('unmapped', 'previewed')";

/// Put another look at the file in the place of the first. False once it is being taken.
pub async fn see_again(tx: &mut Tx, id: RunId, seen: &Seen) -> Result<bool, DbError> {
    let Seen { state, mapping, report, total, .. } = seen;
    let values = params![id.shop(), id.number(), state.name(), *total, json(report), json(mapping)];
    Ok(tx.execute(SEE_AGAIN, values).await? == 1)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

const FIND: &str = "SELECT shop_id, id, file, name, state, done, total, report, created_at, kind, stock, mapping \
    FROM import_run WHERE shop_id = $1 AND id = $2";

pub async fn find_run(tx: &mut Tx, id: RunId) -> Result<Option<Run>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST: &str = "SELECT shop_id, id, file, name, state, done, total, report, created_at, kind, stock, mapping \
    FROM import_run WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

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
        kind: row.word(FileKind::parse)?,
        stock: row.word(StockOf::parse)?,
        mapping: row.json()?,
    })
}

const START: &str = "UPDATE import_run SET state = 'running', stock = $3 WHERE shop_id = $1 AND id = $2 AND state = 'previewed'";

/// Mark an import as begun. False when it was begun before, or its columns are not known yet.
pub(super) async fn begin(tx: &mut Tx, id: RunId, stock: StockOf) -> Result<bool, DbError> {
    Ok(tx.execute(START, params![id.shop(), id.number(), stock.name()]).await? == 1)
}

const REMEMBER: &str = "INSERT INTO import_mapping (shop_id, head, mapping) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id, head) DO UPDATE SET mapping = $3";

/// Remember what the columns of a shop's table mean, for the next file with the same head.
pub async fn remember_mapping(
    tx: &mut Tx,
    shop: ShopId,
    head: &str,
    mapping: &Mapping,
) -> Result<(), DbError> {
    tx.execute_one(REMEMBER, params![shop, head, json(mapping)]).await
}

const REMEMBERED: &str = "SELECT mapping FROM import_mapping WHERE shop_id = $1 AND head = $2";

pub async fn find_mapping(tx: &mut Tx, shop: ShopId, head: &str) -> Result<Option<Mapping>, DbError> {
    tx.find(REMEMBERED, params![shop, head], |mut row| row.json()).await
}

const ADVANCE: &str = "UPDATE import_run SET state = $4, done = $5, report = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = 'running' AND done = $3";

/// Write down how far an import came; refused when another run of the same job was faster.
pub(super) async fn advance(tx: &mut Tx, before: i64, run: &Run) -> Result<(), DbError> {
    let report = serde_json::to_string(&run.report).unwrap_or_default();
    let values = params![run.id.shop(), run.id.number(), before, run.state.name(), run.done, report];
    tx.execute_one(ADVANCE, values).await
}
