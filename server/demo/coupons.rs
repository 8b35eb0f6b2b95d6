//! Coupons of the demo: the market's, and those of the shops that a visitor may be, one for each way a coupon may stand.

use kernel::{AccountId, Actor, BasisPoints, Currency, Money, MoneyError, ShopRole, Timestamp, days, hours};
use people::shops::Shop;
use platform::db::Tx;
use selling::{
    Selling,
    orders::{Basket, Codes, coupons},
    promotions::{self, Claim, Coupon, CouponAct, NewCoupon, Off, make_codes, take_step},
};

use super::stalls::Stall;
use crate::error::CommandError;

/// A coupon of the last days of the year.
struct Plan {
    /// Of a shop by its handle, or of the market.
    shop: Option<&'static str>,
    name: &'static str,
    code: Option<&'static str>,
    off: Off,
    least: i64,
    /// Days before the end on which it begins, and after which it is over; below nothing, they are still to come.
    from: i64,
    until: i64,
    uses_most: Option<i64>,
    is_public: bool,
    /// What its owner does with it in the end.
    then: Option<CouponAct>,
}

const fn yuan(units: i64) -> Money {
    Money::new(units * 100, Currency::CNY)
}

const fn share(rate: u32, cap: Option<Money>) -> Off {
    Off::Share { rate: BasisPoints::new(rate), cap }
}

const HELAN: Option<&str> = Some("helan-leather");
const GOJI: Option<&str> = Some("zhongning-goji");

const PLANS: [Plan; 9] = [
    plan(HELAN, "贺兰老客礼", Some("HELAN20"), Off::Amount(yuan(20)), 200, 20, -40, None, true, None),
    plan(
        HELAN,
        "冬至皮具九折",
        Some("冬至九折"),
        share(1_000, Some(yuan(60))),
        300,
        -5,
        -35,
        Some(200),
        true,
        None,
    ),
    plan(HELAN, "展会名片", None, share(1_200, None), 0, 15, -60, None, false, None),
    plan(HELAN, "前两位", Some("FIRST"), Off::Amount(yuan(30)), 100, 18, -20, Some(2), false, None),
    plan(HELAN, "秋日问候", Some("AUTUMN"), Off::Amount(yuan(15)), 0, 20, 2, None, false, None),
    plan(
        HELAN,
        "直播间专用",
        Some("LIVE88"),
        Off::Amount(yuan(8)),
        0,
        12,
        -30,
        None,
        false,
        Some(CouponAct::Pause),
    ),
    plan(GOJI, "新枸杞上市", Some("GOJI10"), Off::Amount(yuan(10)), 80, 20, -30, None, true, None),
    plan(None, "赶集满减", Some("FAIR15"), Off::Amount(yuan(15)), 150, 20, -30, None, true, None),
    plan(
        None,
        "双十一回馈",
        Some("ELEVEN"),
        share(500, Some(yuan(50))),
        0,
        20,
        10,
        None,
        true,
        Some(CouponAct::End),
    ),
];

#[allow(clippy::too_many_arguments, reason = "a table of coupons, one line each")]
const fn plan(
    shop: Option<&'static str>,
    name: &'static str,
    code: Option<&'static str>,
    off: Off,
    least: i64,
    from: i64,
    until: i64,
    uses_most: Option<i64>,
    is_public: bool,
    then: Option<CouponAct>,
) -> Plan {
    Plan { shop, name, code, off, least, from, until, uses_most, is_public, then }
}

/// The day on which they are made, counted from the end.
pub const MADE: u64 = 20;

/// Make every coupon, and codes for those that are used once.
pub async fn make(
    market: &Selling,
    stalls: &[Stall],
    operator: AccountId,
    now: Timestamp,
) -> Result<Vec<(Coupon, Option<CouponAct>, Actor)>, CommandError> {
    let end = now + days(MADE);
    let at = |before: i64| match u64::try_from(before) {
        Ok(before) => Timestamp::from_micros(end.micros() - day() * i64::try_from(before).unwrap_or(0)),
        Err(_) => end + days(before.unsigned_abs()),
    };
    let mut made = Vec::new();
    for plan in &PLANS {
        let by = match plan.shop {
            None => Actor::Operator { account: operator },
            Some(handle) => match stalls.iter().find(|stall| stall.shop.handle == handle) {
                Some(stall) => {
                    Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner }
                }
                None => continue,
            },
        };
        let new = NewCoupon {
            name: plan.name.to_owned(),
            code: plan.code.map(str::to_owned),
            off: plan.off,
            least: yuan(plan.least),
            from: at(plan.from),
            until: at(plan.until),
            uses_most: plan.uses_most,
            uses_per_buyer: 20,
            is_public: plan.is_public,
        };
        let act = async move |tx: &mut Tx| {
            let coupon = promotions::create(tx, &by, now, new.clone()).await.map_err(refused)?;
            if coupon.has_single_codes() {
                make_codes(tx, &by, now, coupon.id, 40).await.map_err(refused)?;
            }
            Ok::<_, CommandError>(coupon)
        };
        made.push((market.db.write(act).await?, plan.then, by));
    }
    Ok(made)
}

fn day() -> i64 {
    i64::try_from(hours(24).as_micros()).unwrap_or_default()
}

fn refused(error: impl std::fmt::Display) -> CommandError {
    CommandError::Refused(error.to_string())
}

/// On the last day their owners pause or end some of them.
pub async fn settle(
    market: &Selling,
    made: &[(Coupon, Option<CouponAct>, Actor)],
    now: Timestamp,
) -> Result<(), CommandError> {
    for (coupon, then, by) in made {
        let (Some(act), id, by) = (*then, coupon.id, *by) else { continue };
        let step = async move |tx: &mut Tx| take_step(tx, &by, now, id, act).await;
        market.db.write(step).await.map_err(refused)?;
    }
    Ok(())
}

/// Use what applies of some codes: the answer is what the purchase claims. Codes that do not apply are left away.
pub async fn apply(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    baskets: &mut [Basket],
    codes: &Codes,
) -> Result<Vec<Claim>, platform::db::DbError> {
    let Some(currency) = baskets.first().map(|basket| basket.shipping.currency()) else {
        return Ok(Vec::new());
    };
    let price = |basket: &Basket| {
        let lines = basket.lines.iter().map(|line| line.unit.times(line.quantity));
        Ok::<_, MoneyError>((basket.shop, lines.collect::<Result<Vec<Money>, MoneyError>>()?))
    };
    let Ok(priced) = baskets.iter().map(price).collect::<Result<Vec<_>, MoneyError>>() else {
        return Ok(Vec::new());
    };
    let found = match coupons::discount(tx, now, Some(buyer), currency, &priced, codes).await {
        Ok(found) => found,
        Err(coupons::DiscountError::Store(error)) => return Err(error),
        Err(coupons::DiscountError::Money(_)) => return Ok(Vec::new()),
    };
    for (basket, lines) in baskets.iter_mut().zip(found.lines) {
        for (line, off) in basket.lines.iter_mut().zip(lines) {
            line.discount = off;
        }
    }
    Ok(found.claims)
}

/// The codes that somebody knows who buys of these shops on one of the last days.
pub fn known<'a>(shops: impl Iterator<Item = &'a Shop>, dice: u64) -> Codes {
    let of_shop = |shop: &Shop| match shop.handle.as_str() {
        "helan-leather" if dice.is_multiple_of(3) => Some((shop.id, "FIRST".to_owned())),
        "helan-leather" if dice.is_multiple_of(2) => Some((shop.id, "HELAN20".to_owned())),
        "helan-leather" => Some((shop.id, "AUTUMN".to_owned())),
        "zhongning-goji" => Some((shop.id, "GOJI10".to_owned())),
        _ => None,
    };
    let market = if dice.is_multiple_of(4) { "ELEVEN" } else { "FAIR15" };
    Codes { shops: shops.filter_map(of_shop).collect(), market: market.to_owned() }
}
