use kernel::{Money, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{Payment, PaymentId, store};
use crate::market::Market;

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

impl Job for SendRefund {
    const KIND: &'static str = "payments.send_refund";
    type World = Market;

    async fn run(self, market: &Market, _now: Timestamp) -> Result<(), Failure> {
        let provider = market.provider(&self.provider).ok_or_else(|| Failure("no such provider".into()))?;
        let sent = provider.refund(&self.reference, &self.key, self.amount).await;
        sent.map_err(|error| Failure(error.to_string()))?;
        let act = async move |tx: &mut Tx| store::refund_done(tx, self.payment, &self.key).await;
        Ok(market.db.write(act).await?)
    }
}
