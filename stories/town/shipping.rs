use serde_json::json;

use crate::harness::{Call, Market, Town};

/// `ana` sends for nothing.
pub async fn build(town: &mut Town, _: &Market) {
    let zone = [
        ("name", "Zone one"),
        ("countries", "CN"),
        ("first_grams", "1000"),
        ("first", "0"),
        ("next_grams", "1000"),
        ("next", "0"),
        ("days_low", "1"),
        ("days_high", "3"),
    ];
    let forms = town.owner.post("/desk/ana/shipping", &zone).await.is(200).html().forms();
    let zone = forms.iter().find_map(|form| form.action.strip_suffix("/place")).unwrap();
    town.set("/desk/{handle}/shipping/{id}", zone.rsplit('/').next().unwrap());
}

pub fn calls() -> Vec<Call> {
    let zone = json!({"name": "All", "countries": [], "regions": [], "first_grams": 500, "first": "0.00",
        "next_grams": 500, "next": "0", "free_from": "", "days_low": 1, "days_high": 3});
    vec![("PUT", "/shops/{handle}/zones", json!({"zones": [zone]}))]
}
