//! A shop finds its orders: by their buyers, their numbers, their things and their days, on the desk, in a file and by
//! program.

use serde_json::json;

use crate::{
    harness::{Market, Person, Thing, address},
    story,
};

/// Buy a thing as a guest of some name, and pay.
async fn buys(market: &Market, thing: Thing, name: &str, phone: &str) -> String {
    let guest = market.visitor();
    guest.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "1")]).await.is(200);
    let form = guest.get("/checkout/CNY").await;
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let login = format!("{}@fair.example", key.to_lowercase());
    let mut fields = address();
    fields.retain(|(field, _)| !["name", "phone"].contains(field));
    fields.extend([("name", name), ("phone", phone), ("key", key.as_str()), ("seen_total", total.as_str())]);
    fields.push(("login", &login));
    let gateway = guest.post("/checkout/CNY", &fields).await;
    guest.post(gateway.path.split('?').next().unwrap(), &[("outcome", "paid")]).await.is(200);
    market.work().await;
    guest.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned()
}

async fn found(owner: &Person, query: &str) -> Vec<String> {
    let list = owner.get(&format!("/api/v1/shops/ana/orders?{query}")).await;
    let items = list.is(200).json()["items"].as_array().unwrap().clone();
    items.iter().map(|order| order["ship_to"]["name"].as_str().unwrap().to_owned()).collect()
}

story!(orders_are_found_by_buyer_number_thing_and_day, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let cup = market.thing(shop, "Tea 100% Cup", 3_000, 9).await;
    let lin = buys(market, bowl, "林晓雨", "+86 138 0013 8000").await;
    market.pass(kernel::days(1)).await;
    buys(market, cup, "=Mallory+1", "+86 139 0013 9000").await;
    let page = async |query: &str| ana.get(&format!("/desk/ana/orders?{query}")).await;

    page("q=晓雨").await.is(200).shows("林晓雨").hides("Mallory");
    page("q=MALLORY").await.shows("Mallory").hides("林晓雨");
    page("q=13800138000").await.shows("林晓雨").hides("Mallory");
    page("q=100%25+cup").await.shows("Mallory").hides("林晓雨");
    page(&format!("q={lin}")).await.shows("林晓雨").hides("Mallory");
    // Its signs are letters, and a word that is in the address' own names finds nothing.
    page("q=%25_").await.shows("Nothing found");
    page("q=postal_code").await.shows("Nothing found");
    page("from=yesterday").await.is(422);
    assert_eq!(found(&ana, "from=2020-01-01").await, ["=Mallory+1", "林晓雨"]);
    assert_eq!(found(&ana, "state=paid&sort=oldest").await, ["林晓雨", "=Mallory+1"]);
    let first = market.now().day_after(0, "Asia/Shanghai").unwrap() - kernel::days(1);
    let day = first.in_zone("Asia/Shanghai").unwrap().date().to_string();
    assert_eq!(found(&ana, &format!("from={day}&to={day}")).await, ["林晓雨"]);
    assert_eq!(found(&ana, &format!("q=bowl&state=shipped&to={day}")).await, Vec::<String>::new());
    ana.get("/api/v1/shops/ana/orders?from=never").await.is(422);
    ana.get("/api/v1/shops/ana/orders?state=never").await.is(422);

    // Page by page, from either end.
    let page = ana.get("/api/v1/shops/ana/orders?sort=oldest&q=13&limit=1").await.json();
    let next = page["next"].as_str().unwrap().to_owned();
    assert_eq!(found(&ana, &format!("sort=oldest&q=13&limit=1&cursor={next}")).await, ["=Mallory+1"]);

    let file = ana.get("/desk/ana/orders.csv?state=any").await;
    assert!(file.is(200).content_type.starts_with("text/csv"));
    let rows: Vec<&str> = file.body.trim().lines().collect();
    assert_eq!(rows.len(), 3, "{}", file.body);
    assert!(rows[0].starts_with("order,created,state,things,pieces,buyer"));
    assert!(rows[1].contains(",'=Mallory+1,'+86") && rows[1].contains("1 × Tea 100% Cup"), "{}", rows[1]);
    assert!(rows[2].starts_with(&lin) && rows[2].contains(",CNY,50.00,"), "{}", rows[2]);
    let program = ana.get("/api/v1/shops/ana/orders.csv?q=bowl").await;
    assert_eq!(program.is(200).body.trim().lines().count(), 2);
    let (bo, _) = market.maker("Bo").await;
    bo.get("/desk/ana/orders.csv").await.is(404);
});

story!(several_orders_are_shipped_and_printed_at_once, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let mut ids = Vec::new();
    for name in ["林晓雨", "王小明", "李雷"] {
        ids.push(buys(market, bowl, name, "+86 138 0013 8000").await);
    }
    ana.get("/desk/ana/orders").await.shows("Ship the chosen").shows("Print slips and labels");
    let chosen = format!("order={}&order={}&order={}", ids[0], ids[1], ids[2]);
    let page = ana.get(&format!("/desk/ana/shipments?{chosen}")).await;
    page.is(200).shows("林晓雨").shows("王小明").shows("Ship 3 orders");

    let field = |name: &str, at: usize| format!("{name}.{}", ids[at]);
    let (first, second, third) = (field("tracking", 0), field("tracking", 1), field("carrier", 2));
    let long = "9".repeat(61);
    let form = [
        ("order", ids[0].as_str()),
        ("order", ids[1].as_str()),
        ("order", ids[2].as_str()),
        (first.as_str(), "SF1"),
        (second.as_str(), long.as_str()),
        (third.as_str(), "顺丰"),
    ];
    // The good ones leave; the bad one keeps what was typed and says why.
    let left = ana.post("/desk/ana/shipments", &form).await;
    left.is(422).shows("2 orders are shipped").shows("王小明").hides("林晓雨");
    assert_eq!(left.field(&second), long);
    let again = [("order", ids[0].as_str()), ("order", ids[1].as_str()), (second.as_str(), "SF2")];
    let left = ana.post("/desk/ana/shipments", &again).await;
    left.is(422).shows("One order is shipped").shows("林晓雨");
    ana.get(&format!("/desk/ana/orders/{}", ids[1])).await.shows("SF2");
    let body = json!({"shipments": [{"order": ids[2], "tracking": "SF9"}]});
    let told = ana.send("POST", "/api/v1/shops/ana/shipments", &body).await.is(200).json();
    assert_eq!(
        (told["shipped"].as_array().unwrap().len(), &told["refused"][0]["order"]),
        (0, &json!(ids[2]))
    );

    let paper = ana.get(&format!("/desk/ana/papers.pdf?{chosen}")).await;
    assert!(paper.is(200).bytes.starts_with(b"%PDF"));
    // A slip and a label of each, every one on a sheet of its own size.
    let sheets = |size: &[u8]| paper.bytes.windows(size.len()).filter(|window| *window == size).count();
    assert_eq!((sheets(b"595.28"), sheets(b"297.64")), (3, 3));
    ana.get("/desk/ana/papers.pdf?order=none").await.is(409);
    let (bo, _) = market.maker("Bo").await;
    bo.get(&format!("/desk/bo/papers.pdf?{chosen}")).await.is(409);
});

story!(invoices_are_numbered_without_gaps, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let first = buys(market, bowl, "林晓雨", "+86 138 0013 8000").await;
    let second = buys(market, bowl, "王小明", "+86 138 0013 8000").await;
    let sender = [("street", "Leather Lane 3"), ("phone", "+86 951 123"), ("tax_number", "91640100MA")];
    ana.post("/desk/ana/settings", &sender).await.is(200).shows("91640100MA");
    let api = ana.get("/api/v1/shops/ana/sender").await.is(200).json();
    assert_eq!(
        (api["street"].as_str(), api["tax_number"].as_str()),
        (Some("Leather Lane 3"), Some("91640100MA"))
    );
    // It stands on papers alone.
    market.visitor().get("/shops/ana").await.hides("Leather Lane");
    assert!(market.visitor().get("/api/v1/shops/ana").await.json().get("street").is_none());

    for order in [&second, &first, &second] {
        ana.get(&format!("/desk/ana/orders/{order}/papers/invoice.pdf")).await.is(200);
    }
    ana.get(&format!("/desk/ana/orders/{first}/papers/label.pdf")).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM invoice").await, 2);
    assert_eq!(market.number("SELECT MAX(number) FROM invoice").await, 2);
    let third = buys(market, bowl, "李雷", "+86 138 0013 8000").await;
    let invoice = format!("/desk/ana/orders/{third}/papers/invoice.pdf");
    let both = tokio::join!(ana.get(&invoice), ana.get(&invoice));
    assert_eq!((both.0.status, both.1.status), (200.try_into().unwrap(), 200.try_into().unwrap()));
    assert_eq!(market.number("SELECT COUNT(*) FROM invoice").await, 3);
});
