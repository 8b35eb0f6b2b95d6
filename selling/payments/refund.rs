use kernel::{Money, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{Payment, PaymentId, store};

/// Want money sent back to the payer, once per key; a job asks the provider until it has done so.
pub async fn refund(
    tx: &mut Tx,
    now: Timestamp,
    payment: &Payment,
    key: &str,
    amount: Money,
) -> Result<(), DbError> {
    if !store::insert_refund(tx, now, payment.id, key, amount).await? {
        return Ok(());
    }
    let job = SendRefund {
        payment: payment.id,
        provider: payment.provider.clone(),
        reference: payment.reference.clone(),
        key: key.to_owned(),
        amount,
    };
    jobs::enqueue(tx, now, now, &job).await
}

/// Ask the provider to send money back.
#[derive(Serialize, Deserialize)]
pub struct SendRefund {
    pub payment: PaymentId,
    pub provider: String,
    pub reference: String,
    pub key: String,
    pub amount: Money,
}

impl Promise for SendRefund {
    const KIND: &'static str = "payments.send_refund";
    const LANE: Lane = Lane::Provider;
}
