use serde_json::json;

use crate::harness::{Call, Market, Town};

/// A payout of `ana` that is on its way to the bank, and one that waits for the operator.
pub async fn build(town: &mut Town, market: &Market) {
    let account = [("bank", "ICBC"), ("holder", "Ana"), ("number", "6222021001001234567")];
    town.owner.post("/desk/ana/payouts/account", &account).await.is(200);
    market.work().await;
    let first = ask(town, "15.00").await;
    town.operator.post(&format!("/operator/payouts/{first}/approval"), &[]).await.is(200);
    let batch = town.operator.post("/operator/payout-batches", &[("currency", "CNY")]).await;
    town.set("{batch}", batch.is(200).end());
    town.set("{payout}", ask(town, "12.00").await);
    town.set("{act}", "refusal");
}

async fn ask(town: &Town, amount: &str) -> String {
    let page = town.owner.post("/desk/ana/payouts", &[("amount", amount), ("key", amount)]).await;
    page.is(200).end().to_owned()
}

pub fn calls() -> Vec<Call> {
    vec![
        (
            "PUT",
            "/shops/{handle}/payout-account",
            json!({"bank": "Bank", "holder": "Ana", "number": "622202100100{n}"}),
        ),
        ("POST", "/shops/{handle}/payouts", json!({"amount": "10.00"})),
        ("POST", "/operator/payouts/{payout}/{act}", json!({"reason": "a good one"})),
        ("POST", "/operator/payout-batches", json!({"currency": "CNY"})),
    ]
}
