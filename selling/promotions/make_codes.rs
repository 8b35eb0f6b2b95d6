use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Code, CouponId, CouponStage, Standing, owner_of, random, store};

/// Codes that are made in one go.
pub const MOST_AT_ONCE: i64 = 1_000;
/// Codes of one coupon.
const MOST: i64 = 20_000;

#[derive(Clone, Debug, thiserror::Error)]
pub enum CodesError {
    #[error("there is no such coupon")]
    NoSuchCoupon,
    #[error("the coupon has one code for everybody, or has ended")]
    NotForCodes,
    #[error("a coupon has no more than {MOST} codes")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the codes could not be kept")]
    Store(#[from] DbError),
}

/// Make so many single-use codes. Nobody guesses one: each has 60 bits.
pub async fn make_codes(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CouponId,
    count: i64,
) -> Result<Vec<Code>, CodesError> {
    let owner = owner_of(by)?;
    let coupon = store::find(tx, owner, id).await?.ok_or(CodesError::NoSuchCoupon)?;
    if !coupon.has_single_codes() || coupon.state == CouponStage::Ended {
        return Err(CodesError::NotForCodes);
    }
    let count = count.clamp(0, MOST_AT_ONCE);
    if store::count_codes(tx, id).await? + count > MOST {
        return Err(CodesError::TooMany);
    }
    let codes: Vec<Code> = (0..count).map(|_| random(tx.chance())).collect();
    store::insert_codes(tx, now, &coupon, &codes).await?;
    Ok(codes)
}

/// One more single-use code of a coupon that is open, for who hands codes out by a rule of their own.
pub async fn hand_out(tx: &mut Tx, now: Timestamp, id: CouponId) -> Result<Code, CodesError> {
    let coupon = store::find(tx, id.shop(), id).await?.ok_or(CodesError::NoSuchCoupon)?;
    let is_open = matches!(coupon.standing(now), Standing::Running | Standing::Coming);
    if !coupon.has_single_codes() || !is_open {
        return Err(CodesError::NotForCodes);
    }
    let code = random(tx.chance());
    store::insert_codes(tx, now, &coupon, std::slice::from_ref(&code)).await?;
    Ok(code)
}
