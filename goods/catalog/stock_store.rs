//! Stock: taken and put back by whoever holds pieces, one conditional statement each.

use platform::{
    db::{DbError, Statement, Tx},
    params,
};

use super::VariantId;

/// Pieces of one variant.
pub type Pieces = (VariantId, i64);

const TAKE: &str = "UPDATE stock SET available = available - $3 \
    WHERE shop_id = $1 AND variant_id = $2 AND available >= $3";
const PUT_BACK: &str = "UPDATE stock SET available = available + $3 WHERE shop_id = $1 AND variant_id = $2";

fn statement(sql: &'static str, (variant, pieces): &Pieces) -> Statement {
    (sql, params![variant.shop(), variant.number(), *pieces].to_vec())
}

/// Take pieces of several variants, each wholly or not at all; the answer says which were taken.
///
/// Give them in ascending order of variant, so that two transactions never wait for each other.
pub async fn take(tx: &mut Tx, wanted: &[Pieces]) -> Result<Vec<bool>, DbError> {
    let statements: Vec<Statement> = wanted.iter().map(|pieces| statement(TAKE, pieces)).collect();
    Ok(tx.execute_all(&statements).await?.into_iter().map(|rows| rows == 1).collect())
}

/// Put pieces back that were taken.
pub async fn put_back(tx: &mut Tx, pieces: &[Pieces]) -> Result<(), DbError> {
    let statements: Vec<Statement> = pieces.iter().map(|pieces| statement(PUT_BACK, pieces)).collect();
    tx.execute_all(&statements).await.map(drop)
}
