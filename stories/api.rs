//! The main job by programs alone: no page is opened but the gateway's.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Town},
    input_api, story, town,
};

const PASSWORD: &str = "seven goats on a hill";
const FILE: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price\n\
satchel,Carved satchel,Colour,Brown,S-B,3,1180.00\nsatchel,,,Black,S-K,2,1240.50\n";

/// A program with a token of an account of its own.
async fn program(market: &Market, name: &str, scopes: &[&str]) -> Person {
    let mut person = market.visitor();
    let login = format!("{name}@fair.example");
    let account = json!({"login": login, "name": name, "password": PASSWORD});
    person.send("POST", "/api/v1/accounts", &account).await.is(201);
    let token = json!({"login": login, "password": PASSWORD, "name": "program", "scopes": scopes});
    let token = person.send("POST", "/api/v1/tokens", &token).await.is(201).json();
    person = market.visitor();
    person.token = Some(token["key"].as_str().unwrap().to_owned());
    person
}

const SELLER: [&str; 5] = ["shops:write", "catalog:write", "orders:read", "orders:write", "ledger:read"];

async fn seller(market: &Market, handle: &str) -> Person {
    let seller = program(market, handle, &SELLER).await;
    let shop = json!({"handle": handle, "name": handle, "currency": "CNY", "country": "CN"});
    seller.send("POST", "/api/v1/shops", &shop).await.is(201);
    let zone = json!({"name": "All", "countries": [], "regions": [], "first_grams": 1000, "first": "0", "next_grams": 1000,
        "next": "0", "days_low": 1, "days_high": 3});
    seller.send("PUT", &format!("/api/v1/shops/{handle}/zones"), &json!({"zones": [zone]})).await.is(200);
    seller
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

story!(the_main_job_is_done_by_programs_alone, |market| {
    let (leather, goji) = (seller(market, "leather").await, seller(market, "goji").await);
    let import =
        leather.ask("POST", "/api/v1/shops/leather/imports", Some("text/csv"), &[], FILE.into()).await;
    let import = format!("/api/v1/shops/leather/imports/{}", text(&import.is(202).json(), "id"));
    market.work().await;
    assert_eq!(leather.get(&import).await.json()["state"], "done");
    let basket = json!({"title": "Goji basket", "state": "active", "variants": [{"price": "128.50", "available": 40}]});
    goji.send("POST", "/api/v1/shops/goji/listings", &basket).await.is(201);
    market.find_anew().await;

    // Find the imported listing, pick a variant, put it beside another shop's in the cart.
    let buyer = program(market, "lin", &["orders:read", "orders:write"]).await;
    let found = buyer.get("/api/v1/listings?q=satchel").await.json()["items"].clone();
    assert_eq!(found.as_array().unwrap().len(), 1);
    let satchel = buyer.get(&format!("/api/v1/listings/{}", text(&found[0], "id"))).await.is(200).json();
    let variants = satchel["variants"].as_array().unwrap();
    let black = variants.iter().find(|variant| variant.to_string().contains("Black")).unwrap();
    assert_eq!(black["price"]["amount"], "1240.50");
    let found = buyer.get("/api/v1/listings?q=goji+bas").await.json()["items"].clone();
    let basket = buyer.get(&format!("/api/v1/listings/{}", text(&found[0], "id"))).await.json();
    for (variant, quantity) in [(black, 1), (&basket["variants"][0], 2)] {
        let line = json!({"variant": text(variant, "id"), "quantity": quantity});
        buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    }
    assert_eq!(buyer.get("/api/v1/cart").await.json()["lines"].as_array().unwrap().len(), 2);

    // One checkout, one payment, two orders.
    let checkout = json!({"currency": "CNY", "key": "once", "seen_total": "1497.50", "name": "林晓雨",
        "phone": "+8613800138000", "country": "CN", "region": "浙江省", "city": "杭州市", "line1": "仓前街道 12 号",
        "postal_code": "311121"});
    let mut changed = checkout.clone();
    changed["seen_total"] = json!("1.00");
    buyer.send("POST", "/api/v1/checkouts", &changed).await.is(409);
    let placed = buyer.send("POST", "/api/v1/checkouts", &checkout).await.is(201).json();
    assert_eq!(
        (placed["orders"].as_array().unwrap().len(), text(&placed["total"], "amount")),
        (2, "1497.50")
    );
    let payment = format!("/api/v1/purchases/{}/payment", text(&placed, "purchase"));
    let url = buyer.send("POST", &payment, &json!({})).await.is(200).json();
    let gateway = text(&url, "url").split_once("/sandbox/").unwrap().1.to_owned();
    market.visitor().post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await;
    market.work().await;
    let orders = buyer.get("/api/v1/orders").await.json()["items"].as_array().unwrap().clone();
    assert!(orders.iter().all(|order| order["state"] == "paid" && !order["due_at"].is_null()), "{orders:?}");

    // Each ships; the buyer confirms one and is silent about the other.
    let mut ids = Vec::new();
    for (program, handle) in [(&leather, "leather"), (&goji, "goji")] {
        let order = program.get(&format!("/api/v1/shops/{handle}/orders")).await.json()["items"][0].clone();
        assert_eq!(order["acts"], json!(["ship", "refund"]), "{order}");
        let shipment = format!("/api/v1/orders/{}/shipment", text(&order, "id"));
        let parcel = json!({"carrier": "SF", "tracking": "SF1398"});
        assert_eq!(program.send("POST", &shipment, &parcel).await.is(200).json()["state"], "shipped");
        ids.push(text(&order, "id").to_owned());
    }
    let receipt = format!("/api/v1/orders/{}/receipt", ids[0]);
    assert_eq!(buyer.send("POST", &receipt, &json!({})).await.is(200).json()["state"], "completed");
    let silent = format!("/api/v1/orders/{}", ids[1]);
    market.pass(kernel::days(9)).await;
    assert_eq!(buyer.get(&silent).await.json()["state"], "shipped");
    market.pass(kernel::days(2)).await;
    assert_eq!(buyer.get(&silent).await.json()["state"], "completed");

    // Commission is taken, the ledger is zero, both sellers see it in their statements.
    for (program, handle, earned, commission) in
        [(&leather, "leather", "1178.48", "62.02"), (&goji, "goji", "244.15", "12.85")]
    {
        let statement = program.get(&format!("/api/v1/shops/{handle}/statement")).await.is(200).json();
        assert_eq!(statement["items"].as_array().unwrap().len(), 1, "{statement}");
        assert_eq!(
            (text(&statement["items"][0], "cause"), text(&statement["items"][0]["amount"], "amount")),
            ("release", earned)
        );
        let balances = program.get(&format!("/api/v1/shops/{handle}/balances")).await.json();
        let of = |account: &str| {
            let found = balances["items"].as_array().unwrap().iter().find(|have| have["account"] == account);
            found.map(|have| text(&have["balance"], "amount").to_owned()).unwrap_or_default()
        };
        assert_eq!(
            (of("shop").as_str(), of("commission").as_str(), of("escrow").as_str()),
            (earned, commission, "0.00")
        );
    }
    leather.get("/api/v1/shops/goji/statement").await.is(404);
    market.check().await;
});

story!(every_creating_call_is_made_once_per_key, |market| {
    let mut town = Town::build(market).await;
    let calls = input_api::Asker::open(market, &mut town).await;
    let (mut told, mut wrong) = (0, Vec::new());
    for (method, path, body) in town::calls().into_iter().filter(|(method, ..)| *method == "POST") {
        let (path, body) = (calls.path(path), calls.body(path, &body).await);
        let body: Value = serde_json::from_str(&body).unwrap();
        let first = calls.person.send_once(&path, &body, &path).await;
        if !first.status.is_success() {
            continue;
        }
        told += 1;
        let again = calls.person.send_once(&path, &body, &path).await;
        let plain = |page: &crate::harness::Page| {
            let mut json: Value = serde_json::from_str(&page.body).unwrap_or_default();
            json.as_object_mut().map(|fields| fields.remove("key"));
            json
        };
        if again.status != first.status || plain(&again) != plain(&first) {
            wrong.push(format!(
                "{method} {path}: {} {} then {} {}",
                first.status, first.body, again.status, again.body
            ));
        }
        if !again.headers.contains_key("idempotency-replayed") {
            wrong.push(format!("{method} {path}: the repeat is not marked"));
        }
        let mut other = body.clone();
        other["something"] = json!("else");
        let reused = calls.person.send_once(&path, &other, &path).await;
        if reused.status != 422 {
            wrong.push(format!("{method} {path}: the key of another request is answered {}", reused.status));
        }
    }
    assert!(told >= 11, "only {told} calls");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let long = "k".repeat(201);
    for key in ["", long.as_str()] {
        calls.person.send_once("/api/v1/addresses", &json!({}), key).await.is(400);
    }
    market.check().await;
});

/// Walk a list to its end, a few at a time; something new arrives on top meanwhile.
async fn walk(person: &Person, path: &str, id: &str, arrive: impl AsyncFn()) -> (usize, BTreeSet<String>) {
    let (mut seen, mut pages, mut cursor) = (BTreeSet::new(), 0, String::new());
    let joint = if path.contains('?') { '&' } else { '?' };
    loop {
        let page = person.get(&format!("{path}{joint}limit=7{cursor}")).await.is(200).json();
        for item in page["items"].as_array().unwrap() {
            let id = if id.is_empty() { item.to_string() } else { text(item, id).to_owned() };
            assert!(seen.insert(id.clone()), "{path} shows {id} twice");
        }
        pages += 1;
        assert!(pages < 50, "{path} has no end");
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (pages, seen),
        }
        if pages == 2 {
            arrive().await;
        }
    }
}

story!(a_long_list_is_walked_to_its_end_without_repeats, |market| {
    let town = Town::build(market).await;
    let shop = town.bowl.listing.shop();
    let mut things = Vec::new();
    for number in 0..60 {
        things.push(market.thing(shop, &format!("Plate {number}"), 100, 100).await);
    }
    market.find_anew().await;
    let more = async || {
        market.thing(shop, "New plate", 100, 1).await;
    };
    let (pages, seen) = walk(&town.guest, "/api/v1/shops/ana/listings", "id", more).await;
    assert!(pages >= 8 && things.iter().all(|thing| seen.contains(&thing.listing.to_string())));
    for path in ["/api/v1/listings?q=plate", "/api/v1/listings?sort=cheapest", "/api/v1/listings"] {
        let (_, seen) = walk(&town.guest, path, "id", async || {}).await;
        assert!(things.iter().all(|thing| seen.contains(&thing.listing.to_string())), "{path}");
    }
    for number in 0..30 {
        market.maker(&format!("Shop{number}")).await;
    }
    let (_, seen) = walk(&town.guest, "/api/v1/shops", "handle", async || {}).await;
    assert_eq!(seen.len(), 32);

    let buy = async |number: usize| {
        let body = json!({"variant": things[number].variant.to_string(), "quantity": 1, "key": format!("k{number}"),
            "name": "林晓雨", "phone": "+8613800138000", "country": "CN", "region": "浙江省", "city": "杭州市", "line1": "12",
            "postal_code": "311121"});
        town.buyer.send("POST", "/api/v1/purchases", &body).await.is(201).json()
    };
    let (_, before) = walk(&town.buyer, "/api/v1/orders", "id", async || {}).await;
    for number in 0..55 {
        let placed = buy(number).await;
        if number < 40 {
            let payment = format!("/api/v1/purchases/{}/payment", text(&placed, "purchase"));
            let url = town.buyer.send("POST", &payment, &json!({})).await.json();
            let gateway = text(&url, "url").split_once("/sandbox/").unwrap().1.to_owned();
            town.guest.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await;
        }
    }
    market.work().await;
    let (_, seen) = walk(&town.buyer, "/api/v1/orders", "id", async || {
        buy(55).await;
    })
    .await;
    assert!(before.iter().all(|order| seen.contains(order)) && seen.len() >= before.len() + 55);
    let (_, seen) = walk(&town.owner, "/api/v1/shops/ana/orders?state=paid", "id", async || {}).await;
    assert_eq!(seen.len(), 41);
    let (_, seen) = walk(&town.operator, "/api/v1/operator/orders?state=unpaid", "id", async || {}).await;
    assert_eq!(seen.len(), 17);
    // Some have come and gone again, so lines are told apart by all that is in them.
    let (_, seen) = walk(&town.owner, "/api/v1/shops/ana/statement?account=escrow", "", async || {}).await;
    let entries = "SELECT COUNT(*) FROM entry e JOIN shop s ON s.id = e.shop_id \
        WHERE s.handle = 'ana' AND e.account = 'escrow'";
    assert_eq!(i64::try_from(seen.len()).unwrap(), market.number(entries).await);
    town.owner.get("/api/v1/shops/ana/statement?cursor=x").await.is(422);
    town.owner.get("/api/v1/shops/ana/statement?account=x").await.is(422);
});
