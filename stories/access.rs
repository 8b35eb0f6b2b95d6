//! Who may do what: every route of every face, asked by a guest, a buyer, the owner, another shop's owner and the
//! operator. A route that is missing here, or a row whose route is gone, makes the test red.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    harness::{Market, Person, ask_back, ask_for_money, gift_of, offered, reviewed, wished},
    story,
};

/// The five who ask, in the order of the table's columns.
struct People {
    guest: Person,
    buyer: Person,
    owner: Person,
    other: Person,
    operator: Person,
}

/// The table: one line per route, `METHOD path guest buyer owner other operator`.
///
/// A number is the status; `in` means "sent to sign in". Paths are filled in from what [`setting`] made; requests
/// carry no fields, so 422 means "allowed, and the empty form was refused".
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/access.txt");

async fn setting(market: &Market) -> (People, BTreeMap<&'static str, String>) {
    let (owner, shop) = market.maker("Ana").await;
    let (other, _) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned();
    let purchase = gateway.path.trim_start_matches("/sandbox/sb_").split('-').next().unwrap().to_owned();
    let (asked, disputed) =
        (ask_back(&owner, &buyer, bowl, market).await, ask_back(&owner, &buyer, bowl, market).await);
    owner.post(&format!("/desk/ana/refunds/{disputed}/refusal"), &[("refusal", "No.")]).await.is(200);
    buyer.post(&format!("/refunds/{disputed}/dispute"), &[]).await.is(200);
    let (received, review) = reviewed(&owner, &buyer, bowl, market).await;
    let (conversation, offer) = offered(&buyer, bowl, market).await;
    let quote = wished(&buyer, &conversation).await;
    let report = json!({ "reason": "unwanted", "words": "" });
    let reported =
        owner.send("POST", &format!("/api/v1/conversations/{conversation}/reports"), &report).await;
    let reported = reported.is(201).json()["id"].as_str().unwrap().to_owned();
    let (gift, token) = gift_of(&buyer, bowl, market).await;
    let (coupon, of_market) = crate::coupons::some(market, shop).await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let (saver, _) = market.person("Mei").await;
    let batched = ask_for_money(&owner, &saver, bowl, market).await;
    operator.post(&format!("/operator/payouts/{batched}/approval"), &[]).await.is(200);
    let batch = operator.post("/operator/payout-batches", &[("currency", "CNY")]).await.path;
    let page = owner.post("/desk/ana/payouts", &[("amount", "12.00"), ("key", "second")]).await.path;
    let end = |path: &str| path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let file = b"Handle,Title,Variant Price\ncup,Cup,12.50\n";
    let run = owner.upload("/desk/ana/import", &[], &[("file", "cups.csv", file)]).await.path;
    let values = BTreeMap::from([
        ("{handle}", "ana".to_owned()),
        ("{shop}", "ana".to_owned()),
        ("{listing}", "bowl".to_owned()),
        ("{order}", order),
        ("{request}", asked),
        ("{dispute}", disputed),
        ("{received}", received),
        ("{review}", review),
        ("{gift}", gift),
        ("{token}", token),
        ("{payout}", end(&page)),
        ("{batch}", end(&batch)),
        ("{coupon}", coupon.id.to_string()),
        ("{markets}", of_market.id.to_string()),
        ("{step}", "pause".to_owned()),
        ("{file}", "2026-11.pdf".to_owned()),
        ("{act}", "refusal".to_owned()),
        ("{sheet}", "invoice.pdf".to_owned()),
        ("{purchase}", purchase),
        ("{reference}", gateway.path.trim_start_matches("/sandbox/").to_owned()),
        ("{currency}", "CNY".to_owned()),
        ("{kind}", "orders.paid".to_owned()),
        ("{listing_id}", bowl.listing.to_string()),
        ("{variant}", bowl.variant.to_string()),
        ("{run}", run.rsplit('/').next().unwrap().to_owned()),
        ("{conversation}", conversation),
        ("{offer}", offer),
        ("{quote}", quote),
        ("{position}", "1".to_owned()),
        ("{report}", reported),
        ("{photo}", "0123456789abcdef0123456789abcdef-proof-320.webp".to_owned()),
        // Well formed, and nobody's.
        ("{id}", "0000000000001".to_owned()),
    ]);
    (People { guest: market.visitor(), buyer, owner, other, operator }, values)
}

pub fn rows() -> Vec<(String, String, Vec<String>)> {
    let table = std::fs::read_to_string(TABLE).unwrap();
    let lines = table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().unwrap(), words.next().unwrap(), words.collect())
        })
        .collect()
}

/// Every route the server has: pages as they were added, API calls from their description.
fn routes() -> Vec<(String, String)> {
    let pages = server::router::list_pages();
    let mut all: Vec<(String, String)> =
        pages.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    let description = server::router::describe();
    let description = serde_json::to_value(&description).unwrap();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            all.push((method.to_uppercase(), path.clone()));
        }
    }
    all.sort();
    all
}

/// Names of path parts differ between routes; only their places count.
fn shape(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_has_a_row() {
    let table: Vec<(String, String)> =
        rows().iter().map(|(method, path, _)| (method.clone(), shape(path))).collect();
    let routes: Vec<(String, String)> =
        routes().iter().map(|(method, path)| (method.clone(), shape(path))).collect();
    let missing: Vec<_> = routes.iter().filter(|route| !table.contains(route)).collect();
    let gone: Vec<_> = table.iter().filter(|row| !routes.contains(row)).collect();
    assert!(missing.is_empty() && gone.is_empty(), "missing: {missing:#?}\ngone: {gone:#?}");
}

story!(everybody_gets_what_is_theirs_and_no_more, |market| {
    let (people, values) = setting(market).await;
    let mut wrong = Vec::new();
    for (method, path, expected) in rows() {
        let mut filled = path.clone();
        for (name, value) in &values {
            filled = filled.replace(name, value);
        }
        let askers = [&people.guest, &people.buyer, &people.owner, &people.other, &people.operator];
        let mut got = Vec::new();
        for person in askers {
            got.push(person.status(&method, &filled).await);
        }
        if got != expected {
            wrong.push(format!("{method} {path} {}", got.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "these rows are different:\n{}", wrong.join("\n"));
});
