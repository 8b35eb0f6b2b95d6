use kernel::{Actor, Forbidden, Money, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Code, Coupon, CouponId, CouponStage, Off, owner_of, store};

/// Coupons of one shop, or of the market, that can be used now or later.
const MOST: i64 = 500;

/// What a coupon is to be.
#[derive(Clone, Debug)]
pub struct NewCoupon {
    pub name: String,
    pub name_en: String,
    /// As its owner writes it; none when single-use codes are made for it.
    pub code: Option<String>,
    pub off: Off,
    pub least: Money,
    pub from: Timestamp,
    pub until: Timestamp,
    pub uses_most: Option<i64>,
    pub uses_per_buyer: i64,
    pub is_public: bool,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CreateError {
    #[error("this is not a code")]
    NotACode,
    #[error("the code is in use already")]
    CodeTaken,
    #[error("it would be over before it begins")]
    NoTime,
    #[error("it takes nothing off")]
    Nothing,
    #[error("what everybody may use needs a code for everybody")]
    PublicWithoutCode,
    #[error("there are too many coupons")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the coupon could not be kept")]
    Store(#[from] DbError),
}

/// Make a coupon: the owner of a shop one of the shop, the operator one of the market.
pub async fn create(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewCoupon) -> Result<Coupon, CreateError> {
    let owner = owner_of(by)?;
    let takes_something = match new.off {
        Off::Amount(amount) => amount.is_positive(),
        Off::Share { rate, cap } => rate.get() > 0 && cap.is_none_or(Money::is_positive),
    };
    if !takes_something {
        return Err(CreateError::Nothing);
    }
    if new.until <= new.from || new.until <= now {
        return Err(CreateError::NoTime);
    }
    if new.is_public && new.code.is_none() {
        return Err(CreateError::PublicWithoutCode);
    }
    if store::count_open(tx, now, owner).await? >= MOST {
        return Err(CreateError::TooMany);
    }
    let code = match &new.code {
        Some(typed) => Some(Code::parse(typed).ok_or(CreateError::NotACode)?),
        None => None,
    };
    let coupon = Coupon {
        id: CouponId::new(owner, tx.next_id(now)),
        name: new.name,
        name_en: new.name_en,
        code: new.code.map(|typed| typed.trim().to_owned()).unwrap_or_default(),
        off: new.off,
        least: new.least,
        from: new.from,
        until: new.until,
        uses_most: new.uses_most,
        uses_per_buyer: new.uses_per_buyer,
        is_public: new.is_public,
        state: CouponStage::Open,
        used: 0,
        created_at: now,
        updated_at: now,
    };
    if let Some(code) = code {
        let is_new = store::insert_code(tx, now, &coupon, &code).await?;
        if !is_new {
            return Err(CreateError::CodeTaken);
        }
    }
    store::insert(tx, &coupon).await?;
    if matches!(by, Actor::Operator { .. }) {
        let detail = json!({ "name": coupon.name, "code": coupon.code });
        audit::record(tx, now, by.account().ok(), "coupon.create", &coupon.id.to_string(), &detail).await?;
    }
    Ok(coupon)
}
