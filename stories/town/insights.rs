use commons::insights::market::{Period, first_month, gather};
use kernel::{Currency, Day};
use platform::db::Tx;
use serde_json::json;

use crate::harness::{Call, Market, Town};

/// A quarter is over, and its figures are published.
pub async fn build(town: &mut Town, market: &Market) {
    let today = Day::of(market.now()).to_string();
    let mut parts = today.split('-').map(|part| part.parse::<i64>().unwrap());
    let this = 12 * parts.next().unwrap() + parts.next().unwrap() - 1;
    let quarter = Period::of_month(this)[0].previous();
    let months = quarter.months();
    let act = async move |tx: &mut Tx| {
        for month in months.clone() {
            gather(tx, Currency::CNY, month).await?;
        }
        first_month(tx).await
    };
    market.inner.db.write(act).await.unwrap();
    town.operator.post(&format!("/operator/insights/{quarter}/publication"), &[]).await.is(200);
    town.set("{period}", quarter.to_string());
    town.set("{country}", "CN".to_owned());
}

pub fn calls() -> Vec<Call> {
    vec![
        ("PUT", "/shops/{handle}/insights/told", json!({"women_led": "yes", "was_before": ""})),
        ("PUT", "/notes", json!({"wanted": true})),
        (
            "POST",
            "/shops/{handle}/notes",
            json!({"segment": "followers", "subject": "New bowls", "words": "They are there.", "code": "GOOD"}),
        ),
        (
            "PUT",
            "/operator/insights-outlines",
            json!({"outlines": r#"{"type":"Polygon","coordinates":[[[100,30],[110,30],[110,40],[100,30]]]}"#}),
        ),
    ]
}
