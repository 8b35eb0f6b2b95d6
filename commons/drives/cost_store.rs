use kernel::{Currency, Day, Money, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Cost, CostId, DriveId, NewCost};

fn decode(mut row: Row) -> Result<Cost, DbError> {
    Ok(Cost {
        drive: DriveId::new(row.int()?),
        id: CostId::new(row.int()?),
        said: NewCost { day: Day::from_number(row.int()?), what: row.text()?, amount: row.money()? },
        entered_by: row.account()?,
        entered_at: row.time()?,
        struck_at: row.maybe_time()?,
    })
}

const LIST: &str = "SELECT drive_id, id, day, what, amount_minor, currency, entered_by, entered_at, struck_at \
    FROM drive_cost WHERE drive_id = $1 ORDER BY day, id LIMIT 1000";
/// What a drive has cost, day by day, with what was struck.
pub async fn list(tx: &mut Tx, drive: DriveId) -> Result<Vec<Cost>, DbError> {
    tx.list(LIST, params![drive.get()], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM drive_cost WHERE drive_id = $1";
pub async fn count(tx: &mut Tx, drive: DriveId) -> Result<i64, DbError> {
    tx.number(COUNT, params![drive.get()]).await
}

const SUM: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM drive_cost WHERE drive_id = $1 \
    AND currency = $2 AND struck_at IS NULL";
/// All of it together.
pub async fn sum(tx: &mut Tx, drive: DriveId, currency: Currency) -> Result<Money, DbError> {
    Ok(Money::new(tx.number(SUM, params![drive.get(), currency]).await?, currency))
}

const INSERT: &str = "INSERT INTO drive_cost (drive_id, id, day, what, amount_minor, currency, entered_by, entered_at, \
    struck_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
pub async fn insert(tx: &mut Tx, it: &Cost) -> Result<(), DbError> {
    let said = &it.said;
    let row = params![
        it.drive.get(),
        it.id.get(),
        said.day.number(),
        &said.what,
        said.amount.minor(),
        said.amount.currency(),
        it.entered_by,
        it.entered_at
    ];
    tx.execute_one(INSERT, row).await
}

const STRIKE: &str =
    "UPDATE drive_cost SET struck_at = $3 WHERE drive_id = $1 AND id = $2 AND struck_at IS NULL";
pub async fn strike(tx: &mut Tx, now: Timestamp, drive: DriveId, id: CostId) -> Result<bool, DbError> {
    Ok(tx.execute(STRIKE, params![drive.get(), id.get(), now]).await? == 1)
}
