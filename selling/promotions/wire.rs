//! How coupons look to programs.

use kernel::Timestamp;
use people::{
    one_of::word_of,
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Coupon, KeptCode, Off, Standing, Use};

#[derive(Serialize, ToSchema)]
pub struct CouponOut {
    id: String,
    name: String,
    /// The same in English; empty when there is none.
    name_en: String,
    /// The code for everybody; none when each code is used once.
    #[schema(example = "SPRING25")]
    code: Option<String>,
    /// Taken off; none when it is a share.
    amount: Option<Amount>,
    /// Share taken off, in hundredths of a percent; none when it is an amount.
    #[schema(example = 1250)]
    basis_points: Option<u32>,
    /// A share takes no more off than this.
    cap: Option<Amount>,
    /// The goods come to this much or more.
    least: Amount,
    from: String,
    until: String,
    /// Uses of all buyers together; none for no end.
    uses_most: Option<i64>,
    uses_per_buyer: i64,
    /// Whether the shop's pages show it to everybody.
    public: bool,
    /// `coming`, `running`, `paused`, `used-up`, `over` or `ended`.
    #[schema(schema_with = word_of::<Standing>)]
    standing: &'static str,
    /// Claimed and not given back.
    used: i64,
}

impl CouponOut {
    pub fn new(coupon: Coupon, now: Timestamp) -> Self {
        let (amount, basis_points, cap) = match coupon.off {
            Off::Amount(amount) => (Some(amount.into()), None, None),
            Off::Share { rate, cap } => (None, Some(rate.get()), cap.map(Into::into)),
        };
        Self {
            id: coupon.id.to_string(),
            standing: coupon.standing(now).name(),
            code: (!coupon.code.is_empty()).then_some(coupon.code),
            name: coupon.name,
            name_en: coupon.name_en,
            amount,
            basis_points,
            cap,
            least: coupon.least.into(),
            from: time(coupon.from),
            until: time(coupon.until),
            uses_most: coupon.uses_most,
            uses_per_buyer: coupon.uses_per_buyer,
            public: coupon.is_public,
            used: coupon.used,
        }
    }
}

/// A coupon as everybody sees it.
#[derive(Serialize, ToSchema)]
pub struct PublicCouponOut {
    /// The shop's handle; none when it is the market's.
    shop: Option<String>,
    name: String,
    name_en: String,
    #[schema(example = "SPRING25")]
    code: String,
    /// Taken off; none when it is a share.
    amount: Option<Amount>,
    /// Share taken off, in hundredths of a percent; none when it is an amount.
    basis_points: Option<u32>,
    /// A share takes no more off than this.
    cap: Option<Amount>,
    /// The goods come to this much or more.
    least: Amount,
    until: String,
    uses_per_buyer: i64,
}

impl PublicCouponOut {
    pub fn new(coupon: Coupon, shop: Option<String>, now: Timestamp) -> Self {
        let CouponOut {
            name, name_en, code, amount, basis_points, cap, least, until, uses_per_buyer, ..
        } = CouponOut::new(coupon, now);
        let code = code.unwrap_or_default();
        Self { shop, name, name_en, code, amount, basis_points, cap, least, until, uses_per_buyer }
    }
}

#[derive(Serialize, ToSchema)]
pub struct CodeOut {
    #[schema(example = "7KQ2MWZ4HXPA")]
    code: String,
    used: bool,
}

impl CodeOut {
    pub fn unused(code: &str) -> Self {
        Self { code: code.to_owned(), used: false }
    }
}

impl From<KeptCode> for CodeOut {
    fn from(kept: KeptCode) -> Self {
        Self { code: kept.code, used: kept.is_used }
    }
}

#[derive(Serialize, ToSchema)]
pub struct UseOut {
    code: String,
    /// What it took off the purchase.
    amount: Amount,
    claimed_at: String,
    /// When the purchase was closed unpaid; none when it stands.
    given_back_at: Option<String>,
}

impl From<Use> for UseOut {
    fn from(held: Use) -> Self {
        Self {
            code: held.code,
            amount: held.amount.into(),
            claimed_at: time(held.at),
            given_back_at: held.given_back_at.map(time),
        }
    }
}
