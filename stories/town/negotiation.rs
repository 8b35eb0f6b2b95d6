use serde_json::{Value, json};

use crate::harness::{Call, Market, Person, Town, addressed};

/// A conversation of the buyer with `ana`, an open offer and a wish for a quote in it, and the owner's report of it.
pub async fn build(town: &mut Town, market: &Market) {
    market.bargain(town.bowl, None, None).await;
    let made = async |person: &Person, path: &str, body: Value| {
        person.send("POST", path, &body).await.is(201).json()["id"].as_str().unwrap().to_owned()
    };
    let conversation = made(&town.buyer, "/api/v1/shops/ana/conversations", json!({})).await;
    let here = format!("/api/v1/conversations/{conversation}");
    let lines = json!([{"variant": town.bowl.variant.to_string(), "quantity": 1}]);
    let offer = json!({"lines": lines, "amount": "1", "note": "For my mother."});
    let offer = made(&town.buyer, &format!("{here}/offers"), offer).await;
    let quote = json!({"words": "A bag for a small horse"});
    let quote = made(&town.buyer, &format!("{here}/briefs"), quote).await;
    let report = json!({"reason": "unwanted", "words": ""});
    let report = made(&town.owner, &format!("{here}/reports"), report).await;
    town.set("{conversation}", conversation);
    town.set("{offer}", offer);
    town.set("{quote}", quote);
    town.set("{report}", report);
    town.set("{position}", "1");
    // Well formed, and of nothing.
    town.set("{photo}", "0123456789abcdef0123456789abcdef-proof-320.webp");
}

pub fn calls() -> Vec<Call> {
    let terms = json!({"title": "A saddle bag", "includes": "", "amount": "900.00", "shipping": "",
        "deposit": "300.00", "days": 30, "revisions": 2, "milestones": ["Drawing", "Carving"]});
    vec![
        (
            "POST",
            "/conversations/{conversation}/messages",
            json!({"words": "Is it food safe?", "key": "{n}"}),
        ),
        ("PUT", "/conversations/{conversation}/reading", json!({"position": 1})),
        (
            "POST",
            "/conversations/{conversation}/offers",
            json!({"lines": [{"variant": "{plate}", "quantity": 2}], "amount": "1.50", "note": "For two."}),
        ),
        (
            "POST",
            "/conversations/{conversation}/reports",
            json!({"message": 1, "reason": "unwanted", "words": "It is not about the shop."}),
        ),
        ("POST", "/offers/{offer}/counters", json!({"amount": "40.00", "note": "With a box."})),
        ("POST", "/offers/{offer}/checkout", addressed(json!({"key": "deal-{n}", "seen_total": "1.00"}))),
        (
            "POST",
            "/conversations/{conversation}/briefs",
            json!({"words": "A bag for a small horse", "listing": "{listing_id}", "budget": "900.00"}),
        ),
        ("POST", "/conversations/{conversation}/quotes", terms.clone()),
        ("PUT", "/quotes/{quote}/terms", terms),
        ("POST", "/quotes/{quote}/checkout", addressed(json!({"key": "quote-{n}"}))),
        ("POST", "/orders/{order}/milestones/{position}", json!({"words": "The drawing is done."})),
        (
            "POST",
            "/reported-conversations/{report}/ruling",
            json!({"ruling": "pause", "days": 3, "reason": "No advertising."}),
        ),
    ]
}
