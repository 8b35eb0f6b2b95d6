use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};
use selling::promotions::{self, Code, CodesError};

use super::{RoomCouponId, store};
use crate::live::find_for;

#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    #[error("there is no such coupon")]
    NoSuchCoupon,
    #[error("the countdown is over")]
    Over,
    #[error("all of them are taken")]
    Gone,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the code could not be kept")]
    Store(#[from] DbError),
}

/// Take one. Whoever takes it again has the code of the first time.
pub async fn take(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomCouponId) -> Result<Code, TakeError> {
    let account = by.account()?;
    let given = store::find(tx, id).await?.ok_or(TakeError::NoSuchCoupon)?;
    find_for(tx, by, given.room).await?.ok_or(TakeError::NoSuchCoupon)?;
    if let Some(code) = store::code_of(tx, id, account).await? {
        return Ok(code);
    }
    if !given.counts(now) {
        return Err(TakeError::Over);
    }
    if !store::take(tx, id).await? {
        return Err(TakeError::Gone);
    }
    // Asked again once a piece is taken, which those who take of one coupon do one after the other.
    if let Some(code) = store::code_of(tx, id, account).await? {
        store::put_back(tx, id).await?;
        return Ok(code);
    }
    let code = promotions::hand_out(tx, now, given.coupon).await.map_err(|error| match error {
        CodesError::Store(error) => TakeError::Store(error),
        CodesError::Forbidden(error) => error.into(),
        // Its shop has ended it.
        CodesError::NoSuchCoupon | CodesError::NotForCodes | CodesError::TooMany => TakeError::Over,
    })?;
    store::insert_code(tx, now, id, account, &code).await?;
    Ok(code)
}
