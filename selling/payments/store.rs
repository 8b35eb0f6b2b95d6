use kernel::{Money, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Payment, PaymentId, PaymentState};

macro_rules! payment_columns {
    () => {
        "SELECT id, purchase_id, account_id, provider, reference, state, minor, currency, created_at FROM payment "
    };
}

fn decode(mut row: Row) -> Result<Payment, DbError> {
    Ok(Payment {
        id: PaymentId::new(row.int()?),
        purchase: row.int()?,
        payer: row.account()?,
        provider: row.text()?,
        reference: row.text()?,
        state: row.word(PaymentState::parse)?,
        amount: row.money()?,
        created_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO payment (id, purchase_id, account_id, provider, reference, state, minor, currency, \
    refunded_minor, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9)";
pub async fn insert(tx: &mut Tx, payment: &Payment) -> Result<(), DbError> {
    let Payment { id, purchase, payer, provider, reference, state, amount, created_at } = payment;
    let (minor, currency) = (amount.minor(), amount.currency());
    tx.execute_one(
        INSERT,
        params![id.get(), *purchase, *payer, provider, reference, state.name(), minor, currency, *created_at],
    )
    .await
}

const FIND: &str = concat!(payment_columns!(), "WHERE id = $1");
pub async fn find(tx: &mut Tx, id: PaymentId) -> Result<Option<Payment>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const FIND_BY_REFERENCE: &str = concat!(payment_columns!(), "WHERE provider = $1 AND reference = $2");
pub async fn find_by_reference(
    tx: &mut Tx,
    provider: &str,
    reference: &str,
) -> Result<Option<Payment>, DbError> {
    tx.find(FIND_BY_REFERENCE, params![provider, reference], decode).await
}

const LIST_OF_PURCHASE: &str = concat!(payment_columns!(), "WHERE purchase_id = $1 ORDER BY id");
pub async fn list_of_purchase(tx: &mut Tx, purchase: i64) -> Result<Vec<Payment>, DbError> {
    tx.list(LIST_OF_PURCHASE, params![purchase], decode).await
}

/// The payment whose money a purchase's orders hold: the first that succeeded.
pub async fn find_settled(tx: &mut Tx, purchase: i64) -> Result<Option<Payment>, DbError> {
    let payments = list_of_purchase(tx, purchase).await?;
    Ok(payments.into_iter().find(|payment| payment.state == PaymentState::Succeeded))
}

const ADVANCE: &str = "UPDATE payment SET state = $2, updated_at = $3 WHERE id = $1 AND state <> 'succeeded'";
/// Note that a payment succeeded. False when that was known.
pub async fn settle(tx: &mut Tx, now: Timestamp, id: PaymentId) -> Result<bool, DbError> {
    Ok(tx.execute(ADVANCE, params![id.get(), "succeeded", now]).await? == 1)
}

/// Note that a payment failed; the payer may try again.
pub async fn fail(tx: &mut Tx, now: Timestamp, id: PaymentId) -> Result<bool, DbError> {
    Ok(tx.execute(ADVANCE, params![id.get(), "failed", now]).await? == 1)
}

const FIRST_TIME: &str =
    "INSERT INTO webhook (provider, event, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
/// Remember a notice. False when it came before.
pub async fn first_time(tx: &mut Tx, now: Timestamp, provider: &str, event: &str) -> Result<bool, DbError> {
    Ok(tx.execute(FIRST_TIME, params![provider, event, now]).await? == 1)
}

const INSERT_REFUND: &str = "INSERT INTO payment_refund (payment_id, id, key, minor, currency, state, created_at) \
    VALUES ($1, $2, $3, $4, $5, 'wanted', $6) ON CONFLICT DO NOTHING";
const ADD_REFUNDED: &str = "UPDATE payment SET refunded_minor = refunded_minor + $2, updated_at = $3 \
    WHERE id = $1 AND refunded_minor + $2 <= minor";
/// Want a refund. False when one is wanted under that key already.
pub(super) async fn insert_refund(
    tx: &mut Tx,
    now: Timestamp,
    payment: PaymentId,
    key: &str,
    amount: Money,
) -> Result<bool, DbError> {
    let (id, minor) = (tx.next_id(now), amount.minor());
    let wanted =
        tx.execute(INSERT_REFUND, params![payment.get(), id, key, minor, amount.currency(), now]).await?;
    if wanted == 1 {
        // Never more than was paid.
        tx.execute_one(ADD_REFUNDED, params![payment.get(), minor, now]).await?;
    }
    Ok(wanted == 1)
}

const REFUND_DONE: &str = "UPDATE payment_refund SET state = 'done' WHERE payment_id = $1 AND key = $2";
pub(super) async fn refund_done(tx: &mut Tx, payment: PaymentId, key: &str) -> Result<(), DbError> {
    tx.execute_one(REFUND_DONE, params![payment.get(), key]).await
}
