use serde_json::{Value, json};

use crate::harness::{Call, Market, Town, numbers};

pub async fn build(town: &mut Town, _: &Market) {
    town.set("{kind}", "orders.paid");
    town.set("/operator/accounts/{id}", town.buyer_id);
    town.set("/operator/accounts/{id}/{id}", "closure");
    town.set("/operator/shops/{handle}/{id}", "closure");
    town.set("/operator/ledger/{id}", "ana");
}

pub fn calls() -> Vec<Call> {
    let why = json!({"reason": "a good one"});
    let numbers = numbers().map(|number| (number.name.to_owned(), json!(number.default))).collect();
    vec![
        ("POST", "/operator/accounts/{id}/closure", why.clone()),
        // `ana` goes on selling.
        ("POST", "/operator/shops/bo/closure", why.clone()),
        ("POST", "/operator/orders/{order}/cancellation", why.clone()),
        ("POST", "/operator/jobs/1/removal", why),
        ("PUT", "/operator/settings", Value::Object(numbers)),
    ]
}
