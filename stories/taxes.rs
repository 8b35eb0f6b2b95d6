//! Tax is in the price: what a shop states, how every order explains it, and what goes back with a part of it.

use kernel::days;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Thing, ship_to},
    story,
};

/// State a tax by the page, from today on.
async fn state(owner: &Person, fields: &[(&str, &str)]) -> Page {
    let today = owner.get("/desk/ana/taxes").await.is(200).field("from");
    let all = [
        ("from", today.as_str()),
        ("stated", "yes"),
        ("name", "VAT"),
        ("standard", "13"),
        ("reduced", "9"),
        ("export", "zero"),
    ];
    let kept = all.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let fields: Vec<(&str, &str)> = kept.chain(fields.iter().copied()).collect();
    owner.post("/desk/ana/taxes", &fields).await
}

async fn class(owner: &Person, thing: Thing, class: &str) {
    let path = format!("/api/v1/listings/{}", thing.listing);
    owner.send("PUT", &path, &json!({ "tax_class": class })).await.is(204);
}

/// Buy past the cart, sent to a country, and pay.
async fn buy(market: &Market, buyer: &Person, thing: Thing, pieces: i64, country: &str) -> String {
    let mut body = serde_json::to_value(ship_to()).unwrap();
    body["variant"] = thing.variant.to_string().into();
    body["quantity"] = pieces.into();
    body["key"] = format!("{}", market.number("SELECT COUNT(*) FROM purchase").await).into();
    body["country"] = country.into();
    let placed = buyer.send("POST", "/api/v1/purchases", &body).await.is(201).json();
    let gateway =
        buyer.post(&format!("/purchases/{}/payment", placed["purchase"].as_str().unwrap()), &[]).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    placed["orders"][0].as_str().unwrap().to_owned()
}

async fn order(person: &Person, id: &str) -> Value {
    person.get(&format!("/api/v1/orders/{id}")).await.is(200).json()
}

/// The taxes of an answer: how, at which rate, and net, tax and gross.
fn told(taxes: &Value) -> Vec<(String, i64, String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let one = |tax: &Value| {
        let amount = |name: &str| text(&tax[name]["amount"]);
        let rate = tax["basis_points"].as_i64().unwrap();
        (text(&tax["treatment"]), rate, amount("net"), amount("tax"), amount("gross"))
    };
    taxes.as_array().unwrap().iter().map(one).collect()
}

fn row(
    treatment: &str,
    rate: i64,
    net: &str,
    tax: &str,
    gross: &str,
) -> (String, i64, String, String, String) {
    (treatment.into(), rate, net.into(), tax.into(), gross.into())
}

story!(a_shop_that_states_nothing_has_no_word_of_tax_anywhere, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 11_300, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let id = buy(market, &buyer, bowl, 1, "CN").await;
    let page = buyer.get(&format!("/orders/{id}")).await;
    page.is(200).hides("VAT");
    let told = order(&buyer, &id).await;
    assert_eq!(
        (&told["taxes"], &told["shipping_tax"], &told["lines"][0]["tax"]),
        (&json!([]), &Value::Null, &Value::Null)
    );
    ana.get("/desk/ana/taxes").await.is(200).shows("states no tax now");
    ana.get("/desk/ana/taxes/months").await.is(200).shows("No tax in this year");
    assert_eq!(market.number("SELECT COUNT(*) FROM tax_entry").await, 0);
});

story!(every_order_says_what_tax_it_contains, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 11_300, 90).await;
    let goji = market.thing(shop, "Goji", 10_900, 90).await;
    class(&ana, goji, "reduced").await;
    for (field, value, says) in [
        ("standard", "101", "100 % at most"),
        ("reduced", "13", "lower than the standard"),
        ("name", "", "name"),
        ("from", "2020-01-01", "days gone by"),
    ] {
        state(&ana, &[(field, value)]).await.is(422).shows(says);
    }
    state(&ana, &[]).await.is(200).shows("13 %, reduced 9 %").shows("In force");
    ana.get(&format!("/desk/ana/listings/{}", goji.listing)).await.is(200).shows("Tax class");

    // On the way to buying: what it contains, at each rate.
    let (buyer, _) = market.person("Lin").await;
    for thing in [bowl, goji] {
        buyer.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
    }
    let page = buyer.get("/checkout/CNY").await;
    page.is(200)
        .shows("Includes VAT 13 %")
        .shows("¥13<")
        .shows("Includes VAT 9 %")
        .shows("¥9<")
        .shows("¥222");
    let gateway = buyer.check_out(&[], None).await;
    buyer.post(&gateway.is(200).path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let id = market.orders().await.remove(0).to_string();
    let seen = order(&buyer, &id).await;
    let all = [
        row("standard", 1_300, "100.00", "13.00", "113.00"),
        row("reduced", 900, "100.00", "9.00", "109.00"),
    ];
    assert_eq!(told(&seen["taxes"]), all);
    assert_eq!(seen["lines"][1]["tax"]["treatment"], "reduced");
    for path in [format!("/orders/{id}"), format!("/orders/{id}/print"), format!("/desk/ana/orders/{id}")] {
        let person = if path.starts_with("/desk") { &ana } else { &buyer };
        person.get(&path).await.is(200).shows("Includes VAT 13 %").shows("Includes VAT 9 %");
    }
    buyer.get(&format!("/orders/{id}/papers/invoice.pdf")).await.is(200);

    // Rates change; the order keeps those of its day, and another has the new ones.
    let tomorrow = calendar(market, 1);
    state(&ana, &[("from", &tomorrow), ("standard", "10"), ("reduced", "")]).await.is(200).shows("Coming");
    market.pass(days(1)).await;
    assert_eq!(told(&order(&buyer, &id).await["taxes"]), all);
    let later = buy(market, &buyer, goji, 1, "CN").await;
    assert_eq!(
        told(&order(&buyer, &later).await["taxes"]),
        [row("standard", 1_000, "99.09", "9.91", "109.00")]
    );
    // What leaves the country is an export, for the same price.
    let abroad = buy(market, &buyer, bowl, 1, "SG").await;
    assert_eq!(told(&order(&buyer, &abroad).await["taxes"]), [row("export", 0, "113.00", "0.00", "113.00")]);
    buyer.get(&format!("/orders/{abroad}")).await.shows("Export, VAT 0 % on ¥113");
    // Exempt is another thing than a rate of nothing, and no tax at all is a third.
    class(&ana, bowl, "exempt").await;
    class(&ana, goji, "zero").await;
    let exempt = buy(market, &buyer, bowl, 1, "CN").await;
    buyer.get(&format!("/orders/{exempt}")).await.shows("¥113 exempt from VAT");
    let zero = buy(market, &buyer, goji, 1, "CN").await;
    buyer.get(&format!("/orders/{zero}")).await.shows("VAT 0 % on ¥109");
    state(&ana, &[("stated", "no")]).await.is(200).shows("states no tax now");
    let none = buy(market, &buyer, bowl, 2, "CN").await;
    assert_eq!(order(&buyer, &none).await["taxes"], json!([]));
    market.check().await;
});

/// A day from today on, on the shop's calendar.
fn calendar(market: &Market, after: u64) -> String {
    selling::taxes::calendar_day(market.now() + days(after), "Asia/Shanghai").to_string()
}

story!(what_is_given_back_takes_its_tax_with_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 11_300, 90).await;
    state(&ana, &[]).await.is(200);
    let (buyer, _) = market.person("Lin").await;
    let id = buy(market, &buyer, bowl, 1, "CN").await;
    let give = |amount: &'static str, key: &'static str| {
        let body = json!({ "amount": amount, "words": "Sorry.", "key": key });
        let path = format!("/api/v1/orders/{id}/repayments");
        let ana = &ana;
        async move { ana.send("POST", &path, &body).await }
    };
    let given = give("33.33", "one").await.json();
    // 79.67 are left, which contain 9.17.
    assert_eq!(told(&given["taxes"]), [row("standard", 1_300, "29.50", "3.83", "33.33")]);
    let page = buyer.get(&format!("/refunds/{}", given["id"].as_str().unwrap())).await;
    page.is(200).shows("Includes VAT 13 %").shows("¥3.83");
    let other = buy(market, &buyer, bowl, 2, "CN").await;
    ana.send("POST", &format!("/api/v1/orders/{other}/cancellation"), &json!({})).await.is(200);
    assert_eq!(
        told(&order(&buyer, &other).await["taxes_refunded"]),
        [row("standard", 1_300, "200.00", "26.00", "226.00")]
    );
    // By month and rate: what was paid, less what went back.
    ana.get("/desk/ana/taxes/months").await.is(200).shows("VAT 13 %").shows("¥9.17").shows("¥79.67");
    let months = ana.get("/api/v1/shops/ana/tax-months").await.is(200).json();
    assert_eq!(told(&months["items"]), [row("standard", 1_300, "70.50", "9.17", "79.67")]);
    let file = ana.get("/desk/ana/taxes.csv").await.is(200).body.clone();
    assert!(file.contains("2026-11,VAT,standard,13,70.50,9.17,79.67,CNY"), "{file}");
    ana.send("POST", &format!("/api/v1/orders/{id}/shipment"), &json!({})).await.is(200);
    buyer.send("POST", &format!("/api/v1/orders/{id}/receipt"), &json!({})).await.is(200);
    give("79.67", "two").await.is(201);
    assert_eq!(market.number("SELECT CAST(SUM(tax_minor) AS BIGINT) FROM tax_entry").await, 0);
    let money = ana.get("/desk/ana/money.csv").await.is(200).body.clone();
    assert!(money.lines().any(|line| line.contains("release") && line.ends_with(",9.17")), "{money}");
    assert!(money.lines().any(|line| line.contains("refund") && line.ends_with(",-9.17")), "{money}");
    let orders = ana.get("/desk/ana/orders.csv?state=refunded").await.is(200).body.clone();
    assert!(orders.lines().any(|line| line.contains(",26.00,VAT,")), "{orders}");
    market.check().await;
});
