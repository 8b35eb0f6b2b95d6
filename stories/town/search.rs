use serde_json::json;

use crate::harness::{Call, Market, Town};

/// The buyer saved a search; the operator looks at words.
pub async fn build(town: &mut Town, _: &Market) {
    let saved = town.buyer.send("POST", "/api/v1/searches", &json!({"query": "q=bowl&price_to=90"})).await;
    let saved = saved.is(201).json();
    town.set("/api/v1/searches/{id}", saved["id"].as_str().unwrap());
    town.set("{code}", "things-teapot");
    for (path, act) in
        [("/api/v1/operator/lexicon/{code}/{act}", "on"), ("/operator/lexicon/{code}/{act}", "removal")]
    {
        town.set(path, act);
    }
}

pub fn calls() -> Vec<Call> {
    let names = json!({"zh": "茶壶, 壶", "en": "teapot, tea pot", "ja": "急須", "hi": "केतली", "id": "teko", "broader": "tea ware"});
    let mut entry = names.clone();
    entry["part"] = json!("things");
    entry["en"] = json!("pot number {n}, pot {n}");
    vec![
        ("POST", "/operator/lexicon", entry),
        ("PUT", "/operator/lexicon/{code}", names),
        (
            "POST",
            "/operator/lexicon-text",
            json!({"text": "[things]\n茶壶 | teapot | 急須 | | teko | < tea ware"}),
        ),
        ("POST", "/searches", json!({"query": "q=basket"})),
        ("PUT", "/searches/{id}", json!({"alerts": false})),
    ]
}
