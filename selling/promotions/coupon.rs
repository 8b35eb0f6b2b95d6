use kernel::{
    Actor, BasisPoints, Currency, Forbidden, Lifecycle, Money, ShopId, Timestamp, lifecycle, shop_id, words,
};
use people::shops::{self, MARKET};
use platform::i18n::Lang;

use super::Code;

shop_id!(
    /// A coupon of a shop, or of the market.
    CouponId
);

lifecycle! {
    "a coupon", "problem-coupon-state";
    /// Whether it can be used at all.
    CouponStage {
        Open = "open", Paused = "paused", Ended = "ended",
    }
    /// What its owner does with it.
    CouponAct {
        Pause = "pause", Resume = "resume", End = "end",
    }
    Open --Pause--> Paused
    Open --End--> Ended
    Paused --Resume--> Open
    Paused --End--> Ended
}

words! {
    /// How a coupon stands at a moment, for lists.
    Standing {
        Coming = "coming", Running = "running", Paused = "paused", UsedUp = "used-up", Over = "over", Ended = "ended",
    }
}

/// What a coupon takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    Amount(Money),
    Share { rate: BasisPoints, cap: Option<Money> },
}

#[derive(Clone, Debug)]
pub struct Coupon {
    pub id: CouponId,
    pub name: String,
    /// The same in English; empty when there is none.
    pub name_en: String,
    /// The code that everybody uses, as it was written; empty when each code is used once.
    pub code: String,
    pub off: Off,
    /// The goods come to this much or more.
    pub least: Money,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Uses of all buyers together.
    pub uses_most: Option<i64>,
    pub uses_per_buyer: i64,
    /// Whether the shop's pages show it to everybody.
    pub is_public: bool,
    pub state: CouponStage,
    /// Claimed and not given back.
    pub used: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Coupon {
    /// Its name for a reader of `lang`; `own` is the language of the shop, or the market's.
    pub fn name_in(&self, lang: impl Into<Lang>, own: impl Into<Lang>) -> &str {
        shops::pick(lang, own, &self.name, &self.name_en)
    }

    pub fn currency(&self) -> Currency {
        self.least.currency()
    }

    /// Whether the market pays for it.
    pub fn is_of_market(&self) -> bool {
        self.id.shop() == MARKET
    }

    /// Whether each of its codes is used once.
    pub fn has_single_codes(&self) -> bool {
        self.code.is_empty()
    }

    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.state {
            CouponStage::Ended => Standing::Ended,
            _ if now >= self.until => Standing::Over,
            _ if self.uses_most.is_some_and(|most| self.used >= most) => Standing::UsedUp,
            CouponStage::Paused => Standing::Paused,
            CouponStage::Open if now < self.from => Standing::Coming,
            CouponStage::Open => Standing::Running,
        }
    }

    pub fn can(&self, act: CouponAct) -> bool {
        self.state.can(act)
    }
}

/// Whose coupons the asker makes: a shop's owner and staff their shop's, the operator the market's.
pub fn owner_of(by: &Actor) -> Result<ShopId, Forbidden> {
    match by {
        Actor::Seller { .. } => shops::owner(by),
        Actor::Operator { .. } => Ok(MARKET),
        Actor::Guest | Actor::Buyer { .. } | Actor::Moderator { .. } | Actor::System => Err(Forbidden),
    }
}

/// A coupon that a purchase uses.
#[derive(Clone, Debug)]
pub struct Claim {
    pub coupon: CouponId,
    pub code: Code,
    /// What it takes off the purchase.
    pub amount: Money,
}

#[cfg(test)]
mod tests {
    use kernel::days;

    use super::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    kernel::lifecycle_tests! {
        CouponStage ends at [Ended], drawn in include_str!("mod.rs"),
        next by CouponStage::after
    }

    #[test]
    fn what_has_not_ended_can_be_ended() {
        for &stage in CouponStage::ALL {
            assert_eq!(stage.can(CouponAct::End), stage != CouponStage::Ended);
        }
    }

    #[test]
    fn it_stands_as_its_state_its_days_and_its_uses_say() {
        let at = Timestamp::from_micros(0);
        let coupon = Coupon {
            id: CouponId::new(MARKET, 1),
            name: String::new(),
            name_en: String::new(),
            code: "SPRING".into(),
            off: Off::Amount(yuan(1)),
            least: yuan(0),
            from: at + days(1),
            until: at + days(2),
            uses_most: Some(5),
            uses_per_buyer: 1,
            is_public: false,
            state: CouponStage::Open,
            used: 0,
            created_at: at,
            updated_at: at,
        };
        assert_eq!(coupon.standing(at), Standing::Coming);
        assert_eq!(coupon.standing(at + days(1)), Standing::Running);
        assert_eq!(coupon.standing(at + days(2)), Standing::Over);
        let paused = Coupon { state: CouponStage::Paused, ..coupon.clone() };
        assert_eq!(paused.standing(at + days(1)), Standing::Paused);
        let spent = Coupon { used: 5, ..coupon.clone() };
        assert_eq!(spent.standing(at + days(1)), Standing::UsedUp);
        assert_eq!(Coupon { state: CouponStage::Ended, ..spent }.standing(at), Standing::Ended);
    }
}
