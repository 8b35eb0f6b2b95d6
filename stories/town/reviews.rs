use serde_json::json;

use crate::harness::{Call, Market, Town};

/// Both sides have reviewed the order that was received, and what its buyer says is reported.
pub async fn build(town: &mut Town, _: &Market) {
    let order = town.fill("{received}");
    let said =
        json!({"verdict": "fair", "described": 3, "service": 4, "delivery": 5, "words": "A little small."});
    let made =
        town.buyer.send("POST", &format!("/api/v1/orders/{order}/reviews"), &said).await.is(201).json();
    town.owner.post(&format!("/desk/ana/orders/{order}/review"), &[("verdict", "good")]).await.is(200);
    let review = made["id"].as_str().unwrap();
    town.owner.post(&format!("/reviews/{review}/reports"), &[("reason", "not-true")]).await.is(200);
    town.set("{review}", review);
}

pub fn calls() -> Vec<Call> {
    vec![
        ("POST", "/reviews/{review}/reply", json!({"words": "Thank you."})),
        ("POST", "/reviews/{review}/reports", json!({"reason": "not-true", "words": "It was a cup."})),
        (
            "POST",
            "/reviews/{review}/decision",
            json!({"decision": "keep", "reason": "It is about the order."}),
        ),
    ]
}
