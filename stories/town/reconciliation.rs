use serde_json::json;

use crate::harness::{Call, Market, Town};

pub async fn build(_: &mut Town, _: &Market) {}

pub fn calls() -> Vec<Call> {
    vec![(
        "POST",
        "/operator/reconciliations",
        json!({"provider": "sandbox", "from": "2026-11-01", "to": "2026-11-30",
            "report": "type,reference,key,amount,currency\ncharge,x,,1.00,CNY"}),
    )]
}
