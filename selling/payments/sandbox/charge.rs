use kernel::{Money, Timestamp, words};
use platform::{
    db::{DbError, Tx},
    params,
};

use crate::payments;

words! {
    /// Where a charge stands in the gateway's books.
    ChargeState { Open = "open", Paid = "paid", Declined = "declined", Cancelled = "cancelled" }
}

/// A charge in the gateway's own books.
#[derive(Clone, Debug)]
pub struct Charge {
    pub reference: String,
    pub amount: Money,
    pub return_url: String,
    pub state: ChargeState,
}

const INSERT: &str = "INSERT INTO sandbox_charge (reference, minor, currency, return_url, state, created_at) \
    VALUES ($1, $2, $3, $4, 'open', $5) ON CONFLICT DO NOTHING";
/// Open a charge under the caller's key; the same key opens the same charge.
pub(super) async fn open(tx: &mut Tx, now: Timestamp, wanted: &payments::Charge) -> Result<String, DbError> {
    let reference = format!("sb_{}", wanted.key);
    let (minor, currency) = (wanted.amount.minor(), wanted.amount.currency());
    tx.execute(INSERT, params![&reference, minor, currency, &wanted.return_url, now]).await?;
    Ok(reference)
}

const FIND: &str =
    "SELECT reference, minor, currency, return_url, state FROM sandbox_charge WHERE reference = $1";
pub(super) async fn find(tx: &mut Tx, reference: &str) -> Result<Option<Charge>, DbError> {
    tx.find(FIND, params![reference], |mut row| {
        Ok(Charge {
            reference: row.text()?,
            amount: row.money()?,
            return_url: row.text()?,
            state: row.word(ChargeState::parse)?,
        })
    })
    .await
}

const DECIDE: &str =
    "UPDATE sandbox_charge SET state = $2 WHERE reference = $1 AND state IN ('open', 'declined')";
/// The payer has decided. False when the charge was settled before.
pub(super) async fn decide(tx: &mut Tx, reference: &str, to: ChargeState) -> Result<bool, DbError> {
    Ok(tx.execute(DECIDE, params![reference, to.name()]).await? == 1)
}

/// Book a charge that was paid without anybody at the page: for the demo market's past.
pub async fn book(tx: &mut Tx, now: Timestamp, key: &str, amount: Money) -> Result<String, DbError> {
    let wanted = payments::Charge { key: key.to_owned(), amount, return_url: "/orders".into() };
    let reference = open(tx, now, &wanted).await?;
    decide(tx, &reference, ChargeState::Paid).await?;
    Ok(reference)
}
