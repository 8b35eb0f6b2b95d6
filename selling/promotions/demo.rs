//! Coupons and reductions of the demo: the market's, and those of the shops that a visitor may be, one for each way a coupon may stand.

use kernel::{Actor, BasisPoints, Currency, Money, days};
use people::fair::{Broken, Done, FARMER, Fair, MAKER, Opened, Player, plays};
use platform::{Later, db::Tx};

use super::{CouponAct, CouponId, NewCoupon, Off, create, make_codes, reductions, take_step};
use crate::Selling;

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

const HELAN: Option<&str> = Some(MAKER);
const GOJI: Option<&str> = Some(FARMER);

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

/// Days before the end on which they are made.
const MADE: u64 = 20;

struct Givers {
    market: Selling,
    /// What their owners do with some of them in the end.
    then: Vec<(CouponId, CouponAct, Actor)>,
}

pub fn open(market: Selling, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Givers { market, then: Vec::new() }) })
}

impl Player for Givers {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            if fair.days_left() == MADE {
                for plan in &PLANS {
                    self.make(fair, plan).await?;
                }
                reductions::demo::make_all(&self.market, fair).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        Box::pin(async {
            let now = self.market.now();
            for (id, act, by) in std::mem::take(&mut self.then) {
                let step = async move |tx: &mut Tx| take_step(tx, &by, now, id, act).await;
                self.market.db.write(step).await?;
            }
            Ok(())
        })
    }
}

impl Givers {
    /// Make a coupon, and codes for it if each is used once.
    async fn make(&mut self, fair: &Fair, plan: &Plan) -> Done {
        let now = self.market.now();
        let by = match plan.shop {
            Some(handle) => fair.stall(handle)?.seller(),
            None => Actor::Operator { account: fair.operator()? },
        };
        let today = now + days(MADE);
        let at = |before: i64| match u64::try_from(before) {
            Ok(before) => today - days(before),
            Err(_) => today + days(before.unsigned_abs()),
        };
        let new = NewCoupon {
            name: plan.name.to_owned(),
            name_en: String::new(),
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
            let coupon = create(tx, &by, now, new.clone()).await?;
            if coupon.has_single_codes() {
                make_codes(tx, &by, now, coupon.id, 40).await?;
            }
            Ok::<_, Broken>(coupon.id)
        };
        let id = self.market.db.write(act).await?;
        self.then.extend(plan.then.map(|act| (id, act, by)));
        Ok(())
    }
}
