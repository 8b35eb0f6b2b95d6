//! The provider's report and our books: what agrees, what does not, and what cannot be read.

use kernel::days;
use serde_json::json;

use crate::{aftersale::shipped, harness::Person, story};

const DAYS: [(&str, &str); 3] = [("provider", "sandbox"), ("from", "2026-11-01"), ("to", "2026-12-31")];

async fn compare(operator: &Person, report: &str) -> crate::harness::Page {
    let files: &[(&str, &str, &[u8])] = &[("file", "november.csv", report.as_bytes())];
    let files = if report.is_empty() { &[] } else { files };
    operator.upload("/operator/reconciliations", &DAYS, files).await
}

story!(the_sandbox_agrees_with_the_ledger_whatever_was_paid_and_sent_back, |market| {
    let sale = shipped(market, 2).await;
    // One part goes back, one payment comes too late, one is sent twice, one order is cancelled.
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shop.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
    let id = market.number("SELECT id FROM shop").await;
    let cup = market.thing(kernel::ShopId::new(id), "Cup", 1_999, 9).await;
    for outcome in ["too_late", "paid_twice", "paid", "declined"] {
        let gateway = sale.buyer.check_out(&[(cup, 1)], None).await;
        sale.buyer.post(&gateway.path, &[("outcome", outcome)]).await.is(200);
        market.work().await;
    }
    let order = sale.buyer.get("/orders").await.link("/orders/");
    sale.buyer.post(&format!("{order}/cancellation"), &[]).await;
    market.pass(days(2)).await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;

    let page = compare(&operator, "").await;
    page.is(200).shows("Everything agrees");
    let file = "/operator/reconciliations/report.csv?provider=sandbox&from=2026-11-01&to=2026-12-31";
    let report = operator.get(file).await;
    report.is(200).shows("charge,sb_").shows("refund,sb_");
    compare(&operator, &report.body).await.is(200).shows("Everything agrees");
    assert_eq!(market.number("SELECT COUNT(*) FROM reconciliation_line").await, 0);
    assert!(market.number("SELECT MIN(matched) FROM reconciliation").await >= 5);
    market.check().await;

    // A row is lost, one is of another amount, one is invented, one comes twice, one cannot be read.
    let mut rows: Vec<String> = report.body.lines().map(str::to_owned).collect();
    let twice = rows[1].clone();
    rows[1] = twice.replace("100.02", "100.03");
    let lost = rows.remove(2);
    rows.push(twice);
    rows.push("charge,sb_nobody,,5.00,CNY,".into());
    rows.push("charge,sb_x,,five,CNY,".into());
    let page = compare(&operator, &rows.join("\n")).await;
    page.is(200)
        .shows("Not in our books")
        .shows("sb_nobody")
        .shows("Not in the report")
        .shows("Twice in the report");
    page.shows(lost.split(',').nth(1).unwrap()).shows("Not an amount").shows("Line ");
    let path = page.path.split('?').next().unwrap().to_owned();
    let differences = operator.get(&format!("{path}/differences.csv")).await;
    differences
        .is(200)
        .shows("missing-here,charge,sb_nobody,,5.00,,CNY")
        .shows("refused,,")
        .shows("twice,charge");
    operator.get("/operator/audit").await.shows("Report compared");
    market.check().await;
});

story!(what_is_no_report_is_refused_beside_its_field, |market| {
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    compare(&operator, "a,b\n1,2\n").await.is(422).shows("This is not a report");
    for (name, wrong) in
        [("provider", "nobody"), ("from", "yesterday"), ("to", "2026-10-01"), ("to", "2030-01-01")]
    {
        let fields = DAYS.map(|(field, value)| (field, if field == name { wrong } else { value }));
        operator.post("/operator/reconciliations", &fields).await.is(422);
    }
    let body = json!({"provider": "sandbox", "from": "2026-11-01", "to": "2026-11-30"});
    let made = operator.send("POST", "/api/v1/operator/reconciliations", &body).await;
    made.is(201);
    assert_eq!((made.json()["matched"].as_i64(), made.json()["differences"].as_i64()), (Some(0), Some(0)));
    let with = json!({"provider": "sandbox", "from": "2026-11-01", "to": "2026-11-30",
        "report": "type,reference,key,amount,currency\ncharge,x,,1.00,CNY\n"});
    let made = operator.send("POST", "/api/v1/operator/reconciliations", &with).await.json();
    assert_eq!(made["lines"][0]["outcome"], "missing-here");
});
