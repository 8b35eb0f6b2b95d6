//! What payments are to do later.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};

use super::{SendRefund, sandbox, store};
use crate::Selling;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(send_refund);
    bodies.on(sandbox::deliver_notice);
}

async fn send_refund(market: Selling, _now: Timestamp, job: SendRefund) -> Result<(), Failure> {
    let provider = market.provider(&job.provider).ok_or_else(|| Failure("no such provider".into()))?;
    let sent = provider.refund(&job.reference, &job.key, job.amount).await;
    sent.map_err(|error| Failure(error.to_string()))?;
    let act = async move |tx: &mut Tx| store::refund_done(tx, job.payment, &job.key).await;
    Ok(market.db.write(act).await?)
}
