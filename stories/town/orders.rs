use serde_json::json;

use crate::harness::{Call, Market, Town, addressed, ship_to};

pub async fn build(town: &mut Town, market: &Market) {
    let first = town.buyer.check_out(&[(town.bowl, 1), (town.basket, 1)], None).await;
    town.buyer.post(&first.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let paid = market.orders().await;
    let of = |shop: String| paid.iter().find(|order| order.starts_with(&shop)).unwrap();
    let (order, shipped) =
        (of(town.bowl.listing.shop().to_string()), of(town.basket.listing.shop().to_string()));
    town.other.post(&format!("/desk/bo/orders/{shipped}/shipment"), &[("carrier", "SF")]).await.is(200);
    town.set("{order}", order);
    town.set("{shipped}", shipped);

    town.set("{request}", ask_back(town, market).await);
    let disputed = ask_back(town, market).await;
    town.owner.post(&format!("/desk/ana/refunds/{disputed}/refusal"), &[("refusal", "No.")]).await.is(200);
    town.buyer.post(&format!("/refunds/{disputed}/dispute"), &[]).await.is(200);
    town.set("{dispute}", disputed);

    let received = shipped_bowl(town, market).await;
    town.buyer.post(&format!("/orders/{received}/receipt"), &[]).await.is(200);
    town.set("{received}", received);

    wrap(town, market).await;

    let unpaid = town.buyer.check_out(&[(town.bowl, 2)], None).await;
    let reference = unpaid.path.trim_start_matches("/sandbox/");
    // The provider's page is one of payments, which know no purchase.
    town.set("{purchase}", reference.trim_start_matches("sb_").split('-').next().unwrap());
    town.set("{reference}", reference);
    town.set("{currency}", "CNY");
    town.set("{sheet}", "invoice.pdf");
    town.set("{file}", "2026-11.pdf");
}

/// A bowl of the buyer's that is on its way; the order's id.
async fn shipped_bowl(town: &Town, market: &Market) -> String {
    let gateway = town.buyer.check_out(&[(town.bowl, 1)], None).await;
    town.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = town.buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned();
    town.owner.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    order
}

/// A shipped order of which a piece is asked back; the request's id.
async fn ask_back(town: &Town, market: &Market) -> String {
    let order = shipped_bowl(town, market).await;
    let fields = [
        ("kind", "refund"),
        ("reason", "damaged"),
        ("words", "A crack."),
        ("lines.0.position", "1"),
        ("lines.0.pieces", "1"),
    ];
    town.buyer.post(&format!("/orders/{order}/refunds"), &fields).await.is(200).end().to_owned()
}

/// A paid gift that waits for its address: its purchase and the secret of its link.
async fn wrap(town: &mut Town, market: &Market) {
    let line = json!({"variant": town.bowl.variant.to_string(), "quantity": 1});
    town.buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    let gift = json!({"currency": "CNY", "key": "a gift", "gift": true, "name": "外婆", "country": "CN",
        "region": "浙江省", "gift_words": "For you."});
    let placed = town.buyer.send("POST", "/api/v1/checkouts", &gift).await.is(201).json();
    let purchase = placed["purchase"].as_str().unwrap();
    let payment = format!("/api/v1/purchases/{purchase}/payment");
    let url = town.buyer.send("POST", &payment, &json!({})).await.is(200).json();
    let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
    town.buyer.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let link = format!("/api/v1/purchases/{purchase}/gift-link");
    let url = town.buyer.send("POST", &link, &json!({})).await.is(200).json();
    let (_, token) = url["url"].as_str().unwrap().split_once("/gifts/").unwrap();
    town.set("{gift}", purchase);
    town.set("{token}", token);
}

pub fn calls() -> Vec<Call> {
    vec![
        ("PUT", "/cart", json!({"variant": "{plate}", "quantity": 1, "by": "live"})),
        (
            "POST",
            "/checkouts",
            addressed(
                json!({"currency": "CNY", "key": "c{n}", "seen_total": "", "accepted": "", "gift": false, "gift_words": "For you",
                    "coupons": [{"shop": "ana", "code": "GOOD"}], "market_coupon": "FAIR"}),
            ),
        ),
        (
            "POST",
            "/purchases",
            addressed(json!({"variant": "{plate}", "quantity": 1, "key": "p{n}", "coupon": "GOOD",
                "market_coupon": "FAIR"})),
        ),
        ("POST", "/orders/{order}/shipment", json!({"carrier": "SF", "tracking": "1"})),
        (
            "POST",
            "/shops/{handle}/shipments",
            json!({"shipments": [{"order": "{shipped}", "carrier": "SF", "tracking": "1"}]}),
        ),
        (
            "POST",
            "/orders/{shipped}/refund-requests",
            json!({"kind": "refund", "reason": "damaged", "words": "A crack.", "lines": [{"position": 1, "pieces": 1}],
                "shipping": false, "amount": "0.50"}),
        ),
        ("POST", "/orders/{received}/repayments", json!({"amount": "0.50", "words": "For the delay."})),
        (
            "POST",
            "/refund-requests/{request}/offer",
            json!({"amount": "0.50", "note": "Keep it, and have this back."}),
        ),
        ("POST", "/refund-requests/{request}/acceptance", json!({"send_to": "12 Kiln Road"})),
        ("POST", "/refund-requests/{request}/repayment", json!({"restock": false})),
        ("POST", "/refund-requests/{request}/refusal", json!({"refusal": "It left whole."})),
        ("POST", "/refund-requests/{request}/parcel", json!({"carrier": "SF", "tracking": "1"})),
        (
            "POST",
            "/refund-requests/{dispute}/ruling",
            json!({"ruling": "partial", "amount": "1.00", "reason": "Half of it is good."}),
        ),
        ("PUT", "/gifts/{token}/address", json!(ship_to())),
        ("POST", "/gifts/{token}/thanks", json!({"words": "Thank you."})),
    ]
}
