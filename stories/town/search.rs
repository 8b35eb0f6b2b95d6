use serde_json::json;

use crate::harness::{Call, Market, Town};

/// The buyer saved a search.
pub async fn build(town: &mut Town, _: &Market) {
    let saved = town.buyer.send("POST", "/api/v1/searches", &json!({"query": "q=bowl&price_to=90"})).await;
    let saved = saved.is(201).json();
    town.set("/api/v1/searches/{id}", saved["id"].as_str().unwrap());
}

pub fn calls() -> Vec<Call> {
    vec![
        ("POST", "/searches", json!({"query": "q=basket"})),
        ("PUT", "/searches/{id}", json!({"alerts": false})),
    ]
}
