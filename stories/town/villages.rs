use commons::villages::{self, Answer, Told, publication::Described, recognition::Period};
use kernel::{Actor, ShopRole};
use people::shops;
use platform::{db::Tx, params};
use serde_json::json;

use crate::{
    harness::{Call, Market, Town},
    villages::{DIVISIONS, code, take},
};

/// A county whose steward is Ana, her shop in a village of it, another shop that asks to come in, and a published period.
pub async fn build(town: &mut Town, market: &Market) {
    take(market, DIVISIONS, "2025-06-30", villages::divisions::Unlisted::Stay).await;
    let (now, county, village) = (market.now(), code("371721"), code("371721110200"));
    let (own, other) = (town.bowl.listing.shop(), town.basket.listing.shop());
    let published = Described { market: "Fair".into(), origin: "https://fair.example".into() };
    let told = village.clone();
    let act = async move |tx: &mut Tx| {
        let account = shops::owned_by(tx, own).await.unwrap().unwrap();
        villages::appoint(tx, &Actor::System, now, &county, account).await.unwrap();
        let seller = |shop| Actor::Seller { account, shop, role: ShopRole::Owner };
        let asked = villages::ask(tx, &seller(own), now, &told, Told::new("Wang", true)).await.unwrap();
        villages::answer(tx, &Actor::System, now, asked.id, Answer::Admit).await.unwrap();
        // It has belonged there for a year.
        let sql = "UPDATE village_membership SET joined_on = joined_on - 365 WHERE shop_id = $1";
        tx.execute_one(sql, params![own]).await.unwrap();
        let waiting = villages::ask(tx, &seller(other), now, &told, Told::default()).await.unwrap();
        let period = Period::parse("2025-26").unwrap();
        villages::recognition::finish(tx, now, period).await.unwrap();
        villages::publication::publish(tx, &Actor::System, now, period, &published, "").await.unwrap();
        Ok::<_, platform::db::DbError>(waiting.id.to_string())
    };
    let membership = market.inner.db.write(act).await.unwrap();
    town.set("{village}", village.to_string());
    town.set("{membership}", membership);
    for (part, value) in [
        ("/villages/data/{period}", "2025-26"),
        ("/villages/data/{period}/{version}", "1"),
        ("/villages/data/{period}/{version}/{file}", "sums.csv"),
    ] {
        town.set(part, value);
    }
}

pub fn calls() -> Vec<Call> {
    let rule = json!({
        "revenue": "5000000", "active_shops": 50, "household_basis_points": 500, "open_days": 30, "months": 3,
        "orders_a_month": 1, "town_villages": 3, "counts_declared": false, "jobs_tenths": 25, "near_percent": 80,
        "reason": "A small market.",
    });
    vec![
        (
            "POST",
            "/shops/{handle}/village",
            json!({"village": "CN-371721110201", "household": "Li", "shows_figures": true}),
        ),
        ("PUT", "/shops/{handle}/village", json!({"household": "Wang", "shows_figures": true})),
        (
            "POST",
            "/shops/{handle}/village-declarations",
            json!({"period": "2025-26", "platform": "Elsewhere", "amount": "1200.00", "evidence": "A statement."}),
        ),
        (
            "PUT",
            "/stewardships/{village}/story",
            json!({"story": "丁楼村做演出服。", "story_en": "Costumes for the stage.", "crafts": "服装"}),
        ),
        (
            "POST",
            "/stewardships/{village}/facts",
            json!({"kind": "households", "year": 2025, "value": "320", "source": "County yearbook"}),
        ),
        ("POST", "/stewardships/{village}/answers/{membership}", json!({"answer": "admit"})),
        ("POST", "/operator/village-answers/{membership}", json!({"answer": "admit"})),
        (
            "POST",
            "/operator/village-stewards",
            json!({"division": "CN-371721110201", "login": "lin@fair.example"}),
        ),
        (
            "POST",
            "/operator/division-changes",
            json!({"old": "CN-371721110001", "new": "CN-371721110201", "kind": "merged", "day": "2026-03-01"}),
        ),
        ("POST", "/operator/village-rules", rule),
        ("POST", "/operator/village-publications", json!({"period": "2025-26", "why": "A refund."})),
    ]
}
