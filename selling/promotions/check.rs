use kernel::{AccountId, Currency, Money, MoneyError, ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{Code, Coupon, CouponStage, MARKET, store};

/// A code that somebody typed, and what for.
#[derive(Clone, Copy, Debug)]
pub struct CodeCheck<'a> {
    /// Whose coupon it should be: a shop, or [`MARKET`].
    pub owner: ShopId,
    pub code: &'a str,
    /// What the goods cost that it would be used for, before anything is taken off.
    pub goods: Money,
    /// None when nobody has signed in yet.
    pub buyer: Option<AccountId>,
    pub now: Timestamp,
}

/// A coupon that applies.
#[derive(Clone, Debug)]
pub struct ValidCoupon {
    pub coupon: Coupon,
    pub code: Code,
}

/// Why a code does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Unknown,
    /// A code of another shop.
    OtherShop,
    /// A code of the market in a shop's field.
    OfMarket,
    /// A shop's code in the market's field.
    OfShop,
    OtherCurrency {
        currency: Currency,
    },
    NotYet {
        from: Timestamp,
    },
    Paused,
    Over,
    UsedUp,
    UsedByYou,
    BelowLeast {
        least: Money,
        missing: Money,
    },
    /// There is nothing that it could take off.
    Nothing,
    /// Too many wrong codes from here.
    TooManyGuesses,
}

impl Refusal {
    /// Whether it may have been a guess.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Unknown | Self::OtherShop | Self::OfMarket | Self::OfShop)
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckError {
    #[error("the code does not apply")]
    Refused(Refusal),
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("the code could not be looked up")]
    Store(#[from] DbError),
}

/// Whether a code applies to a purchase, and if not, why.
///
/// Looks only: the use is claimed when the purchase is placed, and then looked at again.
pub async fn check(tx: &mut Tx, asked: CodeCheck<'_>) -> Result<ValidCoupon, CheckError> {
    let refused = |refusal| Err(CheckError::Refused(refusal));
    let Some(code) = Code::parse(asked.code) else { return refused(Refusal::Unknown) };
    let Some((coupon, spent)) = store::find_by_code(tx, asked.owner, &code).await? else {
        let other = store::owner_elsewhere(tx, &code).await?;
        return refused(match other {
            None => Refusal::Unknown,
            Some(MARKET) => Refusal::OfMarket,
            Some(_) if asked.owner == MARKET => Refusal::OfShop,
            Some(_) => Refusal::OtherShop,
        });
    };
    if let Some(refusal) = stands_against(&coupon, spent, &asked)? {
        return refused(refusal);
    }
    if let Some(buyer) = asked.buyer
        && store::count_uses(tx, coupon.id, buyer).await? >= coupon.uses_per_buyer
    {
        return refused(Refusal::UsedByYou);
    }
    Ok(ValidCoupon { coupon, code })
}

/// What the coupon itself says against its use. The nearest reason comes last: who knows a coupon hears first that
/// it is over, and only of a good one how much is missing.
fn stands_against(
    coupon: &Coupon,
    is_spent: bool,
    asked: &CodeCheck<'_>,
) -> Result<Option<Refusal>, MoneyError> {
    let is_used_up = coupon.uses_most.is_some_and(|most| coupon.used >= most);
    let refusal = if coupon.state == CouponStage::Ended || asked.now >= coupon.until {
        Some(Refusal::Over)
    } else if coupon.currency() != asked.goods.currency() {
        Some(Refusal::OtherCurrency { currency: coupon.currency() })
    } else if is_used_up || is_spent {
        Some(Refusal::UsedUp)
    } else if coupon.state == CouponStage::Paused {
        Some(Refusal::Paused)
    } else if asked.now < coupon.from {
        Some(Refusal::NotYet { from: coupon.from })
    } else if asked.goods.compare(coupon.least)?.is_lt() {
        let missing = coupon.least.checked_sub(asked.goods)?;
        Some(Refusal::BelowLeast { least: coupon.least, missing })
    } else if asked.goods.minor() <= 1 {
        Some(Refusal::Nothing)
    } else {
        None
    };
    Ok(refusal)
}
