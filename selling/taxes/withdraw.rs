use kernel::{Actor, Forbidden, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{TermsId, calendar_day, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum WithdrawError {
    #[error("there are no such terms")]
    NoSuchTerms,
    #[error("they are in force, or were")]
    InForce,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("they could not be withdrawn")]
    Store(#[from] DbError),
}

/// Take back what was to be stated from a day on that has not come yet. What was in force once stays.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: TermsId) -> Result<(), WithdrawError> {
    let owner = shops::owner(by)?;
    let shop = shops::find(tx, owner).await?.filter(|shop| shop.id == id.shop());
    let shop = shop.ok_or(WithdrawError::NoSuchTerms)?;
    let terms = store::find(tx, id).await?.ok_or(WithdrawError::NoSuchTerms)?;
    if terms.from <= calendar_day(now, &shop.zone) {
        return Err(WithdrawError::InForce);
    }
    Ok(store::delete(tx, id).await?)
}
