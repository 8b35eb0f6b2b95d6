use kernel::{AccountId, Actor, Currency, ShopId, ShopRole, days};
use people::reduction::{self, Rule};
use platform::db::Tx;
use selling::promotions::{
    Coupon, MARKET, NewCoupon, Off,
    reductions::{NewReduction, ReductionId, Sort, make},
};
use serde_json::json;

use crate::harness::{Call, Market, Town, fen};

/// A coupon of the shop and one of the market with codes that are used once; beside them codes that everybody may use as
/// often as they like.
pub async fn build(town: &mut Town, market: &Market) {
    let shop = town.bowl.listing.shop();
    for (owner, code) in [(shop, "GOOD"), (MARKET, "FAIR"), (MARKET, "GOOD")] {
        endless(market, owner, Some(code), 1).await;
    }
    town.set("{coupon}", endless(market, shop, None, 5).await.id);
    town.set("{markets}", endless(market, MARKET, None, 5).await.id);
    town.set("{step}", "pause");
    town.set("{reduction}", take_off(market, shop).await);
    town.set("{markets_reduction}", take_off(market, MARKET).await);
}

async fn endless(market: &Market, owner: ShopId, code: Option<&str>, off: i64) -> Coupon {
    let new = NewCoupon {
        name_en: String::new(),
        until: market.now() + days(3_650),
        uses_per_buyer: 1_000,
        ..market.new_coupon(code, Off::Amount(fen(off)))
    };
    market.make_coupon(owner, new).await
}

/// Something that is taken off from more than anybody in the town buys for.
async fn take_off(market: &Market, owner: ShopId) -> ReductionId {
    let account = AccountId::new(1);
    let by = match owner {
        MARKET => Actor::Operator { account },
        shop => Actor::Seller { account, shop, role: ShopRole::Owner },
    };
    let now = market.now();
    let new = NewReduction {
        sort: Sort::Threshold,
        name: "Large orders".into(),
        name_en: String::new(),
        rule: Rule::Goods { least: fen(9_000_000), off: reduction::Off::Amount(fen(100)) },
        listings: Vec::new(),
        variants: Vec::new(),
        floor: None,
        currency: Currency::CNY,
        from: now,
        until: None,
    };
    market.inner.db.write(async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await).await.unwrap().id
}

pub fn calls() -> Vec<Call> {
    let coupon = json!({"name": "Spring", "name_en": "In spring", "code": "SPRING{n}", "kind": "percent", "amount": "5.00",
        "percent": "12.5", "cap": "20.00", "least": "50.00", "from": "2026-11-22T00:00:00Z",
        "until": "2036-11-22T00:00:00Z", "uses_most": 100, "uses_per_buyer": 2, "public": true, "currency": "CNY"});
    let reduction = json!({"sort": "threshold", "name": "Spring", "name_en": "In spring", "least": "200.00",
        "kind": "amount", "amount": "20.00", "percent": "5", "price": "1.00", "floor": "1.00",
        "tiers": [{"from": 10, "unit": "pieces", "price": "9.00", "percent": ""}], "variant": "{plate}", "listing": "{listing_id}",
        "parts": [{"variant": "{plate}", "pieces": 1}],
        "from": "2026-11-22T00:00:00Z", "until": "2036-11-22T00:00:00Z", "currency": "CNY"});
    vec![
        ("POST", "/shops/{handle}/reductions", reduction.clone()),
        ("POST", "/operator/reductions", reduction),
        ("POST", "/shops/{handle}/coupons", coupon.clone()),
        ("POST", "/operator/coupons", coupon),
        (
            "POST",
            "/coupon-checks",
            json!({"code": "GOOD", "shop": "ana", "goods": "10.00", "currency": "CNY"}),
        ),
        ("POST", "/coupons/{coupon}/codes", json!({"count": 3})),
    ]
}
