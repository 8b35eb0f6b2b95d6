use serde_json::json;

use crate::harness::{Call, Market, Town};

/// The buyer keeps the bowl, and a jug of `bo` that is no longer sold.
pub async fn build(town: &mut Town, market: &Market) {
    let jug = market.thing(town.basket.listing.shop(), "Jug", 900, 1).await;
    for listing in [town.bowl.listing, jug.listing] {
        let keep = [("listing", listing.to_string()), ("keep", "yes".to_owned())];
        let keep: Vec<_> = keep.iter().map(|(name, value)| (*name, value.as_str())).collect();
        town.buyer.post("/wishes", &keep).await.is(200);
    }
    let state = format!("/api/v1/listings/{}/state", jug.listing);
    town.other.send("POST", &state, &json!({"state": "archived"})).await.is(204);
}

pub fn calls() -> Vec<Call> {
    Vec::new()
}
