use serde_json::json;

use crate::harness::{Call, Market, Town};

/// The buyer has looked at both things.
pub async fn build(town: &mut Town, _: &Market) {
    for thing in [town.bowl, town.basket] {
        let listing = thing.listing.to_string();
        town.buyer.post("/recommendations/viewed", &[("listing", &listing)]).await.is(204);
    }
}

pub fn calls() -> Vec<Call> {
    vec![("PUT", "/recommendations", json!({"on": false}))]
}
