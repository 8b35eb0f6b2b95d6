use serde_json::json;

use crate::harness::{Call, Market, Town};

/// Friday's rates, and a buyer who thinks in dollars.
pub async fn build(town: &mut Town, _: &Market) {
    let csv = "date,base,quote,rate,source\n2026-11-20,EUR,CNY,7.8,ECB\n2026-11-20,EUR,USD,1.05,ECB\n";
    town.operator.send("POST", "/api/v1/operator/rates", &json!({ "csv": csv })).await.is(200);
    town.buyer.post("/currency", &[("currency", "USD"), ("return_to", "/")]).await.is(200);
}

pub fn calls() -> Vec<Call> {
    vec![(
        "POST",
        "/operator/rates",
        json!({"csv": "date,base,quote,rate\n2026-11-20,EUR,JPY,162.{n}", "source": "ECB", "doubtful": true,
            "preview": false}),
    )]
}
