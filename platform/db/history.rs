//! The history of a thing that has states: a row for every step, written with the step.

use kernel::{Actor, ShopId, Timestamp};

use super::{DbError, Statement, Tx};
use crate::params;

/// The statement that writes a step: the table of the history, and its column that names the thing.
///
/// The row comes behind those before it even when another process, whose clock is ahead, wrote them.
#[macro_export]
macro_rules! history {
    ($table:literal, $thing:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (shop_id, ",
            $thing,
            ", id, act, state, by_role, by_account, detail, created_at) \
            SELECT $1, $2, CASE WHEN MAX(id) >= $3 THEN MAX(id) + 1 ELSE $3 END, $4, $5, $6, $7, $8, $9 FROM ",
            $table,
            " WHERE shop_id = $1 AND ",
            $thing,
            " = $2"
        )
    };
}

/// A step of a thing of a shop: who did what, where it stands since, and the facts of that.
pub struct HistoryStep<'a> {
    pub shop: ShopId,
    pub thing: i64,
    pub act: &'a str,
    pub state: &'a str,
    pub by: &'a Actor,
    pub facts: String,
}

impl HistoryStep<'_> {
    /// To be written with others, by a statement of [`history!`].
    pub fn statement(self, tx: &Tx, now: Timestamp, sql: &'static str) -> Statement {
        let Self { shop, thing, act, state, by, facts } = self;
        let account = by.account().ok();
        (sql, params![shop, thing, tx.next_id(now), act, state, by.name(), account, facts, now].to_vec())
    }

    pub async fn write(self, tx: &mut Tx, now: Timestamp, sql: &'static str) -> Result<(), DbError> {
        let (sql, values) = self.statement(tx, now, sql);
        tx.execute_one(sql, &values).await
    }
}
