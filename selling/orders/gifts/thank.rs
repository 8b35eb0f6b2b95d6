use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs, sessions,
};

use super::{promises::TellOfGift, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ThankError {
    #[error("there is no such gift")]
    NoSuchGift,
    #[error("one thanks once")]
    Already,
    #[error("the thanks could not be kept")]
    Store(#[from] DbError),
}

/// Thank for a gift, once, as the one who holds its link and has said where it goes.
pub async fn thank(tx: &mut Tx, now: Timestamp, token: &str, words: &str) -> Result<(), ThankError> {
    let gift = store::find_by_token(tx, &sessions::hash(token)).await?;
    let gift = gift.filter(|gift| gift.addressed_at.is_some()).ok_or(ThankError::NoSuchGift)?;
    if gift.thanked_at.is_some() {
        return Err(ThankError::Already);
    }
    store::thank(tx, now, gift.purchase, words).await?;
    Ok(jobs::enqueue(tx, now, now, &TellOfGift { purchase: gift.purchase }).await?)
}
