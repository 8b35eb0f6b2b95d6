//! The market's own figures: gathered by month, seen exactly by whoever has the right, and published for good.

use commons::insights::market::Period;
use kernel::{Day, days};
use serde_json::json;
use server::wiring;

use crate::{harness::Market, story};

fn quarter(market: &Market) -> Period {
    let today = Day::of(market.now()).to_string();
    let part = |at: usize| today.split('-').nth(at).unwrap().parse::<i64>().unwrap();
    Period::of_month(12 * part(0) + part(1) - 1)[0]
}

story!(a_quarter_is_published_once_it_is_over_and_stays_as_it_is, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    wiring::begin(&market.inner).await.unwrap();
    let (lin, _) = market.person("Lin").await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let period = quarter(market);
    let pay = lin.check_out(&[(bowl, 2)], None).await.is(200).path.clone();
    lin.post(&pay, &[("outcome", "paid")]).await.is(200);
    ana.send("PUT", "/api/v1/shops/ana/insights/told", &json!({"women_led": "yes", "was_before": "no"}))
        .await
        .is(200);
    ana.send("PUT", "/api/v1/shops/ana/insights/told", &json!({"women_led": "perhaps", "was_before": ""}))
        .await
        .is(422);
    ana.post("/desk/ana/insights/told", &[("women_led", "yes"), ("was_before", "")]).await.is(200);
    market.pass(days(1)).await;
    // The operator sees what one shop earns, and that is noted.
    let looks = "SELECT COUNT(*) FROM audit WHERE act = 'insights.look'";
    let exact = operator.get(&format!("/api/v1/operator/insights/{period}")).await.is(200).json();
    let figure = |report: &serde_json::Value, measure: &str, part: &str| {
        let all = report["figures"].as_array().unwrap();
        all.iter().find(|one| one["measure"] == measure && one["part"] == part).cloned().unwrap_or_default()
    };
    let orders = lin.get("/api/v1/orders").await.json();
    let paid = orders["items"][0]["total"]["amount"].as_str().unwrap().replace('.', "");
    let paid: i64 = paid.parse().unwrap();
    assert_eq!(figure(&exact, "sales", "")["number"], paid);
    assert_eq!(figure(&exact, "by-channel", "listing")["number"], paid);
    assert_eq!(figure(&exact, "orders", "")["number"], 1);
    assert_eq!(figure(&exact, "women-led", "yes")["number"], 1);
    operator.get(&format!("/operator/insights/{period}")).await.is(200).shows("exact");
    assert_eq!(market.number(looks).await, 2);
    // Nobody else does, and nothing is published before the period is over.
    for person in [&ana, &lin] {
        person.get(&format!("/operator/insights/{period}")).await.is(404);
        person.get(&format!("/api/v1/operator/insights/{period}")).await.is(404);
        person.get(&format!("/insights/{period}")).await.is(404);
    }
    let publish = format!("/api/v1/operator/insights/{period}/publication");
    operator.send("POST", &publish, &json!({})).await.is(409).shows("not over");
    operator.send("POST", "/api/v1/operator/insights/1999-q1/publication", &json!({})).await.is(404);
    for odd in ["2026-q9", "x", "2026-q1%00", "🧺"] {
        operator.get(&format!("/operator/insights/{odd}")).await.is(404);
        lin.get(&format!("/insights/{odd}")).await.is(404);
    }
    market.pass(days(95)).await;
    // Sessions have ended meanwhile.
    let (operator, id) = market.person("Op2").await;
    market.make_operator(id).await;
    let told = operator.send("POST", &publish, &json!({})).await.is(200).json();
    // What one shop earns is withheld; what is public anyway is not.
    assert_eq!(figure(&told, "sales", "")["number"], serde_json::Value::Null);
    assert_eq!(figure(&told, "orders", "")["number"], 1);
    assert_eq!(figure(&told, "women-led", "yes")["number"], serde_json::Value::Null);
    operator.send("POST", &publish, &json!({})).await.is(409).shows("already");
    operator.post(&format!("/operator/insights/{period}/publication"), &[]).await.is(409);
    let guest = market.visitor();
    guest.get("/insights").await.is(200).shows(&format!("/insights/{period}"));
    let page = guest.get(&format!("/insights/{period}")).await;
    page.is(200).shows("withheld").shows("How the figures are made").hides("exact");
    let again = guest.get(&format!("/api/v1/insights/{period}")).await.is(200).json();
    assert_eq!(again["figures"], told["figures"]);
    guest
        .get(&format!("/insights/{period}/figures.csv"))
        .await
        .is(200)
        .shows("measure,part,number")
        .shows("orders,,1,");
    assert_eq!(
        guest.get(&format!("/insights/{period}/report.pdf")).await.is(200).headers["content-type"],
        "application/pdf"
    );
    market.check().await;
});
