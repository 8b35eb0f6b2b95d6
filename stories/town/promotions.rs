use kernel::{ShopId, days};
use selling::promotions::{Coupon, MARKET, NewCoupon, Off};
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

pub fn calls() -> Vec<Call> {
    let coupon = json!({"name": "Spring", "name_en": "In spring", "code": "SPRING{n}", "kind": "percent", "amount": "5.00",
        "percent": "12.5", "cap": "20.00", "least": "50.00", "from": "2026-11-22T00:00:00Z",
        "until": "2036-11-22T00:00:00Z", "uses_most": 100, "uses_per_buyer": 2, "public": true, "currency": "CNY"});
    vec![
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
