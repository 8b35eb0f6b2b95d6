//! A certificate is taken back by hand: by the operator, with a reason.

use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{Certificate, CertificateStage, certificate_store as store, promises::TellOfWithdrawal};

#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    #[error("there is no such certificate")]
    NoSuch,
    #[error(transparent)]
    Refused(#[from] Refused<CertificateStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the withdrawal could not be recorded")]
    Store(#[from] DbError),
}

/// Withdraw a certificate for good. Its holder is told why; what they have learnt stays, and no other is handed out for it.
pub async fn withdraw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &str,
    reason: &str,
) -> Result<Certificate, WithdrawError> {
    by.operator()?;
    let before = store::find(tx, code).await?.ok_or(WithdrawError::NoSuch)?;
    let after = before.withdraw(now, reason)?;
    store::advance(tx, now, by, (&before, &after)).await?;
    let said = json!({ "reason": reason });
    audit::record(tx, now, by.account().ok(), "academy.withdraw", &before.id.to_string(), &said).await?;
    jobs::enqueue(tx, now, now, &TellOfWithdrawal { code: after.code.clone() }).await?;
    Ok(after)
}
