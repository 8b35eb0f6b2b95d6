//! The till: account, address and purchase are kept together or not at all, and a cart is bought once.

use kernel::Currency;
use platform::db::Tx;
use selling::{
    orders::{self, CheckoutChoice, Codes, Destination, PlaceError},
    payments::Takes,
    prices::Asking,
};
use serde_json::json;

use crate::{
    harness::{address, ship_to},
    story,
};

const LINES: &str = "SELECT COUNT(*) FROM cart_line";

story!(a_guest_who_cannot_buy_has_lost_nothing, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let jar = market.thing(shop, "Jar", 2_000, 5).await;
    let accounts = market.number("SELECT COUNT(*) FROM account").await;
    let guest = market.visitor();
    let variant = bowl.variant.to_string();
    guest.post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    let form = guest.get("/checkout/CNY").await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = address();
    fields.extend([("key", key.as_str()), ("seen_total", &total), ("login", "mei@fair.example")]);
    guest.post("/checkout/CNY", &fields).await.is(422);
    assert_eq!(market.number("SELECT COUNT(*) FROM account").await, accounts + 1);
    assert_eq!(market.number(LINES).await, 1);
    guest.get("/cart").await.shows("Bowl");
    guest.post("/cart", &[("variant", &variant), ("quantity", "0")]).await.is(200);
    guest.check_out(&[(jar, 1)], Some("mei@fair.example")).await.shows("no real money");
    guest.get("/orders").await.shows("Jar");
});

story!(an_address_written_at_the_till_is_kept_with_the_purchase, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 2).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.check_out(&[(bowl, 1)], None).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM address").await, 1);
    buyer.post("/cart", &[("variant", &bowl.variant.to_string()), ("add", "1")]).await.is(200);
    let form = buyer.get("/checkout/CNY").await;
    form.shows("仓前街道 12 号");
    let (key, total) = (form.field("key"), form.field("seen_total"));
    buyer.post("/checkout/CNY", &[("key", &key), ("seen_total", &total)]).await.shows("no real money");
    assert_eq!(market.number("SELECT COUNT(*) FROM address").await, 1);
});

story!(a_cart_in_two_windows_is_bought_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let jar = market.thing(shop, "Jar", 2_000, 9).await;
    let (buyer, id) = market.person("Lin").await;
    for thing in [bowl, jar] {
        buyer.post("/cart", &[("variant", &thing.variant.to_string()), ("add", "2")]).await.is(200);
    }
    let (now, rules) = (market.now(), market.inner.rules());
    let choice = |key: &str| CheckoutChoice {
        currency: Currency::CNY,
        to: Destination::known(ship_to()),
        key: key.to_owned(),
        notes: Vec::new(),
        seen_total: None,
        codes: Codes::default(),
        accepted: String::new(),
        gift: None,
        about: None,
    };
    let asking = Asking::new(&market.inner, now, Some(id));
    let (one, two, three) = (choice("one"), choice("two"), choice("three"));
    let act = async move |tx: &mut Tx| {
        let one = orders::terms(tx, &asking, id, id.get(), one.clone()).await.unwrap();
        let two = orders::terms(tx, &asking, id, id.get(), two.clone()).await.unwrap();
        let three = orders::terms(tx, &asking, id, id.get(), three.clone()).await.unwrap();
        // Before the third window buys, one of the things has come into the cart anew.
        let mut answers = orders::place_all(tx, now, &rules, Takes::ALL, &[one, two]).await?;
        orders::put_in_cart(tx, &asking, id.get(), jar.variant, 2).await.unwrap();
        answers.extend(orders::place_all(tx, now, &rules, Takes::ALL, &[three]).await?);
        Ok::<_, platform::db::DbError>(answers)
    };
    let answers = market.inner.db.write(act).await.unwrap();
    assert!(answers[0].is_ok());
    for late in &answers[1..] {
        assert!(matches!(late, Err(PlaceError::CartChanged)), "{late:?}");
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 1);
    assert_eq!((market.stock(bowl).await, market.stock(jar).await), (7, 7));
    assert_eq!(market.number(LINES).await, 1);
});

story!(a_cart_bought_by_a_program_twice_with_one_key_is_one_purchase, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let line = json!({"variant": bowl.variant.to_string(), "quantity": 1});
    buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    let mut body = serde_json::to_value(ship_to()).unwrap();
    body["currency"] = json!("CNY");
    body["key"] = json!("mine");
    let first = buyer.send("POST", "/api/v1/checkouts", &body).await.is(201).json();
    let second = buyer.send("POST", "/api/v1/checkouts", &body).await.is(201).json();
    assert_eq!(first["purchase"], second["purchase"]);
    body["key"] = json!("another");
    buyer.send("POST", "/api/v1/checkouts", &body).await.is(409);
});

story!(what_a_guest_typed_survives_the_sign_in, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    market.person("Lin").await;
    let guest = market.visitor();
    guest.post("/cart", &[("variant", &bowl.variant.to_string()), ("add", "1")]).await.is(200);
    let form = guest.get("/checkout/CNY").await;
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = address();
    let note = format!("note-{shop}");
    fields.extend([("key", key.as_str()), ("seen_total", &total), ("login", "Lin@fair.example")]);
    fields.push((&note, "Wrap it well."));
    // While the form is filled in, and at its end.
    let mut draw = fields.clone();
    draw.push(("draw", "1"));
    guest.post("/checkout/CNY", &draw).await.is(422).shows("has an account already");
    guest.post("/checkout/CNY", &fields).await.is(422).shows("has an account already");
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 0);
    let mut enter = fields.clone();
    enter.push(("enter", "code"));
    let door = guest.post("/checkout/CNY", &enter).await;
    assert_eq!(door.is(200).path, "/signin/code?return_to=/checkout/CNY%3Fkept=true");
    door.shows("/checkout/CNY?kept=true");
    let back = "/checkout/CNY?kept=true";
    guest.post("/signin/code", &[("login", "lin@fair.example"), ("return_to", back)]).await.is(200);
    let mail = &market.mail("lin@fair.example").await[0];
    let code: String =
        mail.text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).unwrap().into();
    let entry = [("login", "lin@fair.example"), ("code", &code), ("return_to", back)];
    let form = guest.post("/signin/code/entry", &entry).await;
    assert!(form.is(200).path.starts_with(back), "{}", form.path);
    for (name, value) in address() {
        if !["address", "country"].contains(&name) {
            assert_eq!(form.field(name), value, "{name}");
        }
    }
    form.shows("Wrap it well.");
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = address();
    fields.extend([("key", key.as_str()), ("seen_total", &total), ("kept", "true")]);
    guest.post("/checkout/CNY", &fields).await.shows("no real money");
    assert_eq!(market.number("SELECT COUNT(*) FROM kept_checkout").await, 0);
});

story!(all_that_is_wrong_is_said_at_once_with_ways_to_the_fields, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let guest = market.visitor();
    guest.post("/cart", &[("variant", &bowl.variant.to_string()), ("add", "1")]).await.is(200);
    let form = guest.get("/checkout/CNY").await;
    let key = form.field("key");
    let fields = [
        ("key", key.as_str()),
        ("address", "new"),
        ("country", "CN"),
        ("login", "emma@"),
        ("phone", "123"),
        ("name", "Emma"),
        ("region", "浙江省"),
    ];
    let page = guest.post("/checkout/CNY", &fields).await;
    page.is(422);
    let links: Vec<String> =
        page.html().all("a").filter_map(|(_, a)| a.attribute("href").map(str::to_owned)).collect();
    let ways: Vec<&str> =
        links.iter().filter_map(|href| href.strip_prefix('#')).filter(|id| *id != "main").collect();
    assert_eq!(ways, ["login", "phone", "city", "line1"]);
    assert_eq!(page.body.matches(" autofocus").count(), 1);
    assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 4);
    page.shows("aria-describedby=\"login-hint login-error\"");
});
