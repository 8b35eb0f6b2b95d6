use serde_json::json;

use crate::{
    hall::cube,
    harness::{Call, Market, Town},
};

/// The bowl of `ana` and the basket of `bo` stand in the hall.
pub async fn build(town: &mut Town, _: &Market) {
    let (listing, model) = (town.bowl.listing.to_string(), cube());
    let path = "/api/v1/shops/ana/exhibits";
    let made = town.owner.upload(path, &[("listing", &listing)], &[("model", "bowl.glb", &model)]).await;
    let made = made.is(201).json();
    town.set("{exhibit}", made["id"].as_str().unwrap());
    let listing = town.basket.listing.to_string();
    let path = "/api/v1/shops/bo/exhibits";
    town.other.upload(path, &[("listing", &listing)], &[("model", "basket.glb", &model)]).await.is(201);
}

pub fn calls() -> Vec<Call> {
    vec![("POST", "/exhibits/{exhibit}/state", json!({"act": "take_out"}))]
}
