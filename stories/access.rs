//! Who may do what: every route of every face, asked by a guest, a buyer, a shop's owner and staff, another shop's
//! owner, a moderator and the operator. A route that is missing in the file of its capability, or a row whose route is
//! gone, makes the test red.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Chance;
use serde_json::json;
use trade::{DEALING, DESKS, GOODS, PEOPLE, SELLING, capability::Capability};

use crate::{
    harness::{Market, Person, Place, START, ask_back, ask_for_money, gift_of, offered, reviewed, wished},
    on_both,
};

/// Those who ask, in the order of the columns.
struct People {
    guest: Person,
    buyer: Person,
    owner: Person,
    staff: Person,
    other: Person,
    moderator: Person,
    operator: Person,
}

/// A file for each capability, one line per route: `METHOD path guest buyer owner staff other moderator operator`.
///
/// A number is the status; `in` means "sent to sign in". Paths are filled in from what [`setting`] made; requests
/// carry no fields, so 422 and 400 mean "allowed, and the empty form was refused". The rows of a file are asked one
/// after another, what ends something last.
const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/access");

/// The routes of no capability: the server's own.
const SERVER: &str = "server";

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
    let (moderator, id) = market.person("Sato").await;
    market.make(id, "is_moderator").await;
    let (staff, _) = market.person("Wu").await;
    owner.post("/desk/ana/staff", &[("login", "wu@fair.example")]).await.is(200);
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
    (People { guest: market.visitor(), buyer, owner, staff, other, moderator, operator }, values)
}

type Row = (String, String, Vec<String>);

/// All rows, those of the last capability first: what others stand on is ended after them.
pub fn rows() -> Vec<Row> {
    let mut names = vec![SERVER];
    names.extend(server::wiring::brought().iter().map(|it| it.name));
    names.into_iter().rev().flat_map(rows_of).collect()
}

fn rows_of(capability: &str) -> Vec<Row> {
    let table = std::fs::read_to_string(format!("{TABLES}/{capability}.txt")).unwrap_or_default();
    let lines = table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().unwrap(), words.next().unwrap(), words.collect())
        })
        .collect()
}

type Routes = BTreeSet<(String, String)>;

fn shapes<'a>(routes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Routes {
    routes.into_iter().map(|(method, path)| (method.to_owned(), shape(path))).collect()
}

/// The API calls of a description.
fn calls(description: &serde_json::Value, below: &str) -> Routes {
    let mut all = Routes::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            all.insert((method.to_uppercase(), shape(&format!("{below}{path}"))));
        }
    }
    all
}

/// The routes of every capability of a crate: pages as they were added, API calls from their description.
fn routes_of<S: Clone + Send + Sync + 'static>(list: &[&Capability<S>]) -> Vec<(&'static str, Routes)> {
    list.iter()
        .map(|it| {
            let mut routes = shapes((it.serves.pages)().list().iter().copied());
            routes.extend(calls(&json!((it.serves.api)().get_openapi()), "/api/v1"));
            (it.name, routes)
        })
        .collect()
}

/// Every route the server has, by the capability that brought it.
fn routes() -> BTreeMap<&'static str, Routes> {
    let mut all: BTreeMap<_, _> = routes_of(PEOPLE).into_iter().chain(routes_of(GOODS)).collect();
    all.extend([SELLING, DEALING, DESKS].into_iter().flat_map(routes_of));
    let mut rest = shapes(server::router::list_pages());
    rest.extend(calls(&json!(server::description::describe()), ""));
    rest.retain(|route| !all.values().any(|routes| routes.contains(route)));
    all.insert(SERVER, rest);
    all
}

/// Names of path parts differ between routes; only their places count.
fn shape(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_has_a_row_in_the_file_of_its_capability() {
    let routes = routes();
    let files =
        std::fs::read_dir(TABLES).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let strange: Vec<_> = files.filter(|file| !routes.contains_key(file.trim_end_matches(".txt"))).collect();
    assert!(strange.is_empty(), "of no capability: {strange:?}");
    for (capability, routes) in routes {
        let rows = rows_of(capability);
        let table = shapes(rows.iter().map(|(method, path, _)| (method.as_str(), path.as_str())));
        let missing: Vec<_> = routes.difference(&table).collect();
        let gone: Vec<_> = table.difference(&routes).collect();
        assert!(missing.is_empty() && gone.is_empty(), "{capability}: missing {missing:#?}\ngone {gone:#?}");
    }
}

#[test]
fn a_moderator_acts_for_no_shop_and_does_not_run_the_market() {
    let of_others = ["/desk/{handle}", "/api/v1/shops/{handle}/", "/operator", "/api/v1/operator/"];
    for (method, path, gets) in rows() {
        let [_, _, _, _, other, moderator, _] = &gets[..] else { panic!("{method} {path}: seven ask") };
        assert!(
            !of_others.iter().any(|start| path.starts_with(start)) || moderator == other,
            "{method} {path}"
        );
    }
}

on_both!(everybody_gets_what_is_theirs_and_no_more, async |place: Place| {
    let mut wrong = Vec::new();
    for capability in routes().into_keys() {
        wrong.extend(ask(&place.another().await, capability).await);
    }
    assert!(wrong.is_empty(), "these rows are different:\n{}", wrong.join("\n"));
});

/// Ask every route of a capability in a market of its own, so that its acts change no other's answers.
async fn ask(place: &Place, capability: &str) -> Vec<String> {
    let market = Market::open_at(place, START, Chance::seeded(7)).await;
    let (people, values) = setting(&market).await;
    let mut wrong = Vec::new();
    for (method, path, expected) in rows_of(capability) {
        let mut filled = path.clone();
        for (name, value) in &values {
            filled = filled.replace(name, value);
        }
        let People { guest, buyer, owner, staff, other, moderator, operator } = &people;
        let mut got = Vec::new();
        for person in [guest, buyer, owner, staff, other, moderator, operator] {
            got.push(person.status(&method, &filled).await);
        }
        if got != expected {
            wrong.push(format!("{capability}: {method} {path} {}", got.join(" ")));
        }
    }
    market.end().await;
    wrong
}
