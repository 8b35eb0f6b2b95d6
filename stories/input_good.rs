//! A good body for every call of the API.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A call with a body that is good. `{n}` is another number each time.
pub fn good() -> BTreeMap<(&'static str, &'static str), Value> {
    let address = json!({"name": "林晓雨", "phone": "+8613800138000", "country": "CN", "region": "浙江省",
        "city": "杭州市", "line1": "仓前街道 12 号", "line2": "", "postal_code": "311121"});
    let with = |more: Value| {
        let mut body = address.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let listing = json!({"title": "Cup {n}", "title_en": "Cup", "body": "<p>Good</p>", "body_en": "", "kind": "stock",
        "state": "active", "handle": "cup-{n}", "craft": "", "materials": "clay", "technique": "", "tags": ["red"],
        "options": [{"name": "Size", "values": ["S", "L"]}], "counting": "counted", "lead_days": 3, "plot": "",
        "plot_en": "", "from_month": 1, "to_month": 2, "shelf_life_days": 3, "ready_at": "", "negotiable": false,
        "floor": "1.00", "auto_accept": "2.00", "seo_title": "", "seo_description": "",
        "variants": [
            {"choices": ["S"], "sku": "a", "price": "12.50", "compare_at": "13", "available": 3, "weight_grams": 5},
            {"choices": ["L"], "sku": "b", "price": "13.50", "compare_at": "", "available": 3, "weight_grams": 5}]});
    let zone = json!({"name": "All", "countries": [], "regions": [], "first_grams": 500, "first": "0.00",
        "next_grams": 500, "next": "0", "free_from": "", "days_low": 1, "days_high": 3});
    let coupon = json!({"name": "Spring", "code": "SPRING{n}", "kind": "percent", "amount": "5.00",
        "percent": "12.5", "cap": "20.00", "least": "50.00", "from": "2026-11-22T00:00:00Z",
        "until": "2036-11-22T00:00:00Z", "uses_most": 100, "uses_per_buyer": 2, "public": true, "currency": "CNY"});
    let profile = json!({"kind": "maker", "name": "Ana", "name_en": "Ana", "language": "en", "tagline": "", "tagline_en": "",
        "story": "", "story_en": "", "seal": "A", "band": "plain", "generation": 3, "heritage": "none",
        "country": "CN", "region": "", "city": "", "village": "", "place_en": "", "zone": "Asia/Shanghai",
        "dispatch_days": 3});
    let terms = json!({"title": "A saddle bag", "includes": "", "amount": "900.00", "shipping": "",
        "deposit": "300.00", "days": 30, "revisions": 2, "milestones": ["Drawing", "Carving"]});
    let numbers: serde_json::Map<String, Value> =
        crate::harness::numbers().map(|number| (number.name.to_owned(), json!(number.default))).collect();
    BTreeMap::from([
        (
            ("POST", "/accounts"),
            json!({"login": "n{n}@fair.example", "name": "N", "password": "seven goats {n}"}),
        ),
        (
            ("PATCH", "/account"),
            json!({"name": "Ana", "language": "en", "zone": "Asia/Shanghai", "birth_year": 1990}),
        ),
        (
            ("PUT", "/account/password"),
            json!({"password_before": "no goats at all", "password": "eight goats {n}"}),
        ),
        (("POST", "/account/closure"), json!({"password": "no goats at all"})),
        (
            ("POST", "/tokens"),
            json!({"login": "maker@fair.example", "password": "seven goats on a hill", "name": "till",
                "scopes": ["orders:read"]}),
        ),
        (("POST", "/codes"), json!({"login": "code{n}@fair.example"})),
        (("POST", "/addresses"), with(json!({"is_default": false}))),
        (("PUT", "/addresses/{id}"), address.clone()),
        (
            ("POST", "/shops"),
            json!({"handle": "shop-{n}", "name": "S", "currency": "CNY", "kind": "maker", "language": "en",
                "country": "CN"}),
        ),
        (("PATCH", "/shops/{handle}"), profile),
        (("PUT", "/shops/{handle}/holiday"), json!({"until": "2027-09-01T00:00:00Z"})),
        (("POST", "/shops/{handle}/staff"), json!({"login": "lin@fair.example"})),
        (("PUT", "/shops/{handle}/zones"), json!({"zones": [zone]})),
        (("POST", "/shops/{handle}/listings"), of_kind(&listing, "harvest")),
        (("PUT", "/listings/{id}"), of_kind(&listing, "made_to_order")),
        (("POST", "/listings/{id}/state"), json!({"state": "active"})),
        (("PUT", "/variants/{id}/stock"), json!({"available": 50})),
        (("PUT", "/cart"), json!({"variant": "{variant}", "quantity": 1})),
        (
            ("POST", "/checkouts"),
            with(
                json!({"currency": "CNY", "key": "c{n}", "seen_total": "", "gift": false, "gift_words": "For you",
                    "coupons": [{"shop": "ana", "code": "GOOD"}], "market_coupon": "FAIR"}),
            ),
        ),
        (
            ("POST", "/purchases"),
            with(json!({"variant": "{variant}", "quantity": 1, "key": "p{n}", "coupon": "GOOD",
                "market_coupon": "FAIR"})),
        ),
        (("POST", "/shops/{handle}/coupons"), coupon.clone()),
        (("POST", "/operator/coupons"), coupon),
        (
            ("POST", "/coupon-checks"),
            json!({"code": "GOOD", "shop": "ana", "goods": "10.00", "currency": "CNY"}),
        ),
        (("POST", "/coupons/{id}/codes"), json!({"count": 3})),
        (("POST", "/orders/{id}/shipment"), json!({"carrier": "SF", "tracking": "1"})),
        (
            ("POST", "/orders/{id}/refund-requests"),
            json!({"kind": "refund", "reason": "damaged", "words": "A crack.", "lines": [{"position": 1, "pieces": 1}],
                "shipping": false, "amount": "0.50"}),
        ),
        (("POST", "/refund-requests/{id}/acceptance"), json!({"send_to": "12 Kiln Road"})),
        (("POST", "/refund-requests/{id}/repayment"), json!({"restock": false})),
        (("POST", "/refund-requests/{id}/refusal"), json!({"refusal": "It left whole."})),
        (("POST", "/refund-requests/{id}/parcel"), json!({"carrier": "SF", "tracking": "1"})),
        (
            ("POST", "/refund-requests/{id}/ruling"),
            json!({"ruling": "partial", "amount": "1.00", "reason": "Half of it is good."}),
        ),
        (("PUT", "/gifts/{token}/address"), address.clone()),
        (("POST", "/gifts/{token}/thanks"), json!({"words": "Thank you."})),
        (("POST", "/reviews/{id}/reply"), json!({"words": "Thank you."})),
        (("POST", "/reviews/{id}/reports"), json!({"reason": "not-true", "words": "It was a cup."})),
        (("POST", "/reviews/{id}/decision"), json!({"decision": "keep", "reason": "It is about the order."})),
        (
            ("PUT", "/notification-choices"),
            json!({"choices": [{"kind": "orders.shipped", "mail": false, "list": true}]}),
        ),
        (
            ("PUT", "/shops/{handle}/payout-account"),
            json!({"bank": "Bank", "holder": "Ana", "number": "622202100100{n}"}),
        ),
        (("POST", "/shops/{handle}/payouts"), json!({"amount": "10.00"})),
        (("POST", "/operator/payouts/{id}/{act}"), json!({"reason": "a good one"})),
        (
            ("POST", "/operator/reconciliations"),
            json!({"provider": "sandbox", "from": "2026-11-01", "to": "2026-11-30",
            "report": "type,reference,key,amount,currency\ncharge,x,,1.00,CNY"}),
        ),
        (("POST", "/operator/payout-batches"), json!({"currency": "CNY"})),
        (("POST", "/conversations/{id}/messages"), json!({"words": "Is it food safe?", "key": "{n}"})),
        (("PUT", "/conversations/{id}/reading"), json!({"position": 1})),
        (
            ("POST", "/conversations/{id}/offers"),
            json!({"lines": [{"variant": "{variant}", "quantity": 2}], "amount": "1.50", "note": "For two."}),
        ),
        (
            ("POST", "/conversations/{id}/reports"),
            json!({"message": 1, "reason": "unwanted", "words": "It is not about the shop."}),
        ),
        (
            ("POST", "/reported-conversations/{id}/ruling"),
            json!({"ruling": "pause", "days": 3, "reason": "No advertising."}),
        ),
        (
            ("POST", "/push-devices"),
            json!({"endpoint": "https://push.example/{n}",
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "auth": "BTBZMqHH6r4Tts7J_aSIgg"}),
        ),
        (("POST", "/offers/{id}/counters"), json!({"amount": "40.00", "note": "With a box."})),
        (("POST", "/offers/{id}/checkout"), with(json!({"key": "deal-{n}", "seen_total": "1.00"}))),
        (
            ("POST", "/conversations/{id}/briefs"),
            json!({"words": "A bag for a small horse", "listing": "{listing_id}", "budget": "900.00"}),
        ),
        (("POST", "/conversations/{id}/quotes"), terms.clone()),
        (("PUT", "/quotes/{id}/terms"), terms),
        (("POST", "/quotes/{id}/checkout"), with(json!({"key": "quote-{n}"}))),
        (("POST", "/orders/{id}/milestones/{position}"), json!({"words": "The drawing is done."})),
        (("POST", "/operator/accounts/{id}/{act}"), json!({"reason": "a good one"})),
        (("POST", "/operator/shops/{handle}/{act}"), json!({"reason": "a good one"})),
        (("POST", "/operator/orders/{id}/cancellation"), json!({"reason": "a good one"})),
        (("POST", "/operator/jobs/{id}/removal"), json!({"reason": "a good one"})),
        (("PUT", "/operator/settings"), Value::Object(numbers)),
    ])
}

fn of_kind(listing: &Value, kind: &str) -> Value {
    let mut listing = listing.clone();
    listing["kind"] = json!(kind);
    listing
}
