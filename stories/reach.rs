//! One price, wherever it stands: what a piece costs everybody now is the same on card and listing, in filter, order and
//! counts, to search engines and feeds, in the cart and for programs, before a campaign begins, while it lasts, and after.

use goods::search;
use kernel::{Currency, Money, days, hours};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing, address, addressed},
    story,
};

/// Let the index catch up, as the server does all the time.
async fn catch_up(market: &Market) {
    while search::catch_up(&market.inner.db, &market.inner.index, market.now()).await.unwrap() > 0 {}
}

/// An amount as programs read it, in fen.
fn minor(amount: &Value) -> i64 {
    Money::parse(amount["amount"].as_str().unwrap(), Currency::CNY).unwrap().minor()
}

/// What stands between these, wherever they stand.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

/// The titles of what is found, in their order.
async fn found(guest: &Person, query: &str) -> (Vec<String>, i64) {
    let told = guest.get(&format!("/api/v1/listings?{query}")).await.is(200).json();
    let titles = told["items"].as_array().unwrap().iter();
    let titles = titles.map(|one| one["title"]["own"].as_str().unwrap().to_owned()).collect();
    (titles, told["total"].as_i64().unwrap())
}

/// Everybody who says what a cup costs says the same: so many yuan, and 50 before that where it is less.
async fn everybody_says(market: &Market, (guest, buyer): (&Person, &Person), cup: Thing, yuan: i64) {
    catch_up(market).await;
    let (is_reduced, price) = (yuan < 50, format!("¥{yuan}"));
    let decimal = format!("{yuan}.00");
    let path = format!("/listings/{}", cup.listing);
    let listing = guest.get(&path).await;
    listing.is(200);
    assert_eq!(between(&listing.body, "price--large\" data-variant-price>", "<"), [price.as_str()]);
    assert_eq!(listing.body.contains("data-variant-was>¥50<"), is_reduced, "{}", listing.text());
    assert_eq!(listing.body.contains("Lowest price of the 30 days before: ¥50"), is_reduced);
    assert_eq!(
        between(&listing.body, "product:price:amount\" content=\"", "\""),
        [decimal.as_str()],
        "{yuan}"
    );
    let product = between(&listing.body, "<script type=\"application/ld+json\">", "</script>");
    let product: Value = serde_json::from_str(product[0]).unwrap();
    let offer = &product["offers"][0];
    assert_eq!(offer["price"], decimal.as_str(), "{offer}");
    assert_eq!(offer["priceSpecification"]["price"] == "50.00", is_reduced, "{offer}");
    assert_eq!(offer["priceValidUntil"].is_string(), is_reduced, "{offer}");
    // On every card, and where a price is chosen.
    for page in ["/shops/ana", "/browse", "/", "/search?q=cup"] {
        let page = guest.get(page).await;
        let cards = between(&page.is(200).body, "<article class=\"card\"", "</article>");
        let card =
            cards.iter().find(|card| card.contains(">Cup</a>")).unwrap_or_else(|| panic!("{}", page.path));
        assert_eq!(between(card, "<span class=\"price\">", "<"), [price.as_str()], "{}", page.path);
        assert_eq!(card.contains("price-was\">¥50</s>"), is_reduced, "{card}");
        assert_eq!(card.contains("Lowest price of the 30 days before"), is_reduced, "{}", page.path);
    }
    let (cheap, dear) = (format!("price_to={yuan}"), format!("price_from={}", yuan + 1));
    for words in ["", "q=cup&"] {
        for (query, is_there) in [(&cheap, true), (&dear, false)] {
            let (titles, total) = found(guest, &format!("{words}{query}")).await;
            assert_eq!(titles.iter().any(|title| title == "Cup"), is_there, "{words}{query} {titles:?}");
            assert_eq!(titles.len() as i64, total, "{words}{query}");
        }
        // A bowl costs 45: the cup stands before it while it is cheaper.
        let (titles, _) = found(guest, &format!("{words}sort=cheapest")).await;
        let at = |name: &str| titles.iter().position(|title| title == name);
        assert!(!words.is_empty() || (at("Cup") < at("Bowl")) == (yuan < 45), "{titles:?}");
    }
    let band = guest.get("/api/v1/listings?price=0").await.is(200).json();
    assert_eq!(band["items"].as_array().unwrap().iter().any(|one| one["title"]["own"] == "Cup"), is_reduced);
    // Fewer than 50 yuan are the cheapest band.
    let counts = band["facets"]["price"].as_array().unwrap();
    let cheapest = counts.iter().find(|count| count["value"] == "0").unwrap();
    assert_eq!(cheapest["listings"], if is_reduced { 2 } else { 1 }, "{band}");
    // To programs of others, and to our own.
    let feed = guest.get("/merchant.xml").await.is(200).body.clone();
    let item = between(&feed, "<item>", "</item>").into_iter().find(|item| item.contains(">Cup<")).unwrap();
    let sale = format!("<g:sale_price>{decimal} CNY</g:sale_price>");
    assert_eq!(item.contains(&sale), is_reduced, "{item}");
    assert!(item.contains("<g:price>50.00 CNY</g:price>"), "{item}");
    assert_eq!(item.contains("<g:sale_price_effective_date>"), is_reduced);
    let news = guest.get("/shops/ana/feed.atom").await.is(200).body.clone();
    assert!(news.contains(&price), "{news}");
    let told = guest.get(&format!("/api/v1{path}")).await.is(200).json();
    let variant = &told["variants"][0];
    assert_eq!(minor(&variant["price"]), 5_000);
    assert_eq!(variant["reduced"].is_object(), is_reduced, "{variant}");
    if is_reduced {
        assert_eq!(
            (minor(&variant["reduced"]["price"]), minor(&variant["reduced"]["lowest"])),
            (yuan * 100, 5_000)
        );
    }
    for list in ["/api/v1/listings?q=cup", "/api/v1/shops/ana/listings"] {
        let list = guest.get(list).await.is(200).json();
        let one = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["title"]["own"] == "Cup")
            .unwrap()
            .clone();
        assert_eq!((minor(&one["price_low"]), minor(&one["now_low"])), (5_000, yuan * 100), "{one}");
    }
    // And where it is bought.
    let line = json!({"variant": cup.variant.to_string(), "quantity": 1});
    let cart = buyer.send("PUT", "/api/v1/cart", &line).await.is(200).json();
    assert_eq!(minor(&cart["lines"][0]["amount"]), yuan * 100);
    buyer.get("/checkout/CNY").await.is(200).shows(&price);
}

story!(a_campaign_is_one_price_wherever_it_stands_from_its_begin_to_its_end, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    market.thing(shop, "Bowl", 4_500, 90).await;
    market.pass(days(2)).await;
    let guest = market.visitor();
    let (buyer, _) = market.person("Lin").await;
    everybody_says(market, (&guest, &buyer), cup, 50).await;
    let (from, until) = (market.now() + hours(6), market.now() + days(3));
    let (listing, from, until) = (cup.listing.to_string(), from.rfc3339(), until.rfc3339());
    let campaign = [
        ("sort", "campaign"),
        ("listing", listing.as_str()),
        ("kind", "percent"),
        ("percent", "20"),
        ("name", "Autumn sale"),
        ("from", from.as_str()),
        ("until", until.as_str()),
    ];
    ana.post("/desk/ana/reductions", &campaign).await.is(200);
    everybody_says(market, (&guest, &buyer), cup, 50).await;
    market.pass(hours(5)).await;
    everybody_says(market, (&guest, &buyer), cup, 50).await;
    market.pass(hours(1)).await;
    everybody_says(market, (&guest, &buyer), cup, 40).await;
    guest.get(&format!("/listings/{}", cup.listing)).await.shows("Autumn sale");
    // Made anew, the index says the same.
    search::rebuild(&market.inner.db, &market.inner.index, market.now(), |_| {}).await.unwrap();
    everybody_says(market, (&guest, &buyer), cup, 40).await;
    let page = ana.get("/desk/ana/reductions").await;
    let id = page.body.split("/pause").next().unwrap().rsplit('/').next().unwrap().to_owned();
    ana.post(&format!("/desk/ana/reductions/{id}/pause"), &[]).await.is(200);
    everybody_says(market, (&guest, &buyer), cup, 50).await;
    ana.post(&format!("/desk/ana/reductions/{id}/resumption"), &[]).await.is(200);
    everybody_says(market, (&guest, &buyer), cup, 40).await;
    market.pass(days(3)).await;
    everybody_says(market, (&guest, &buyer), cup, 50).await;
    market.check().await;
});

story!(what_the_index_has_not_heard_yet_is_not_shown_among_those_of_another_price, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    catch_up(market).await;
    let guest = market.visitor();
    let listing = cup.listing.to_string();
    let campaign = [
        ("sort", "campaign"),
        ("listing", listing.as_str()),
        ("kind", "price"),
        ("price", "40"),
        ("from", "2026-11-01T00:00"),
    ];
    ana.post("/desk/ana/reductions", &campaign).await.is(200);
    for words in ["", "q=cup&"] {
        assert_eq!(found(&guest, &format!("{words}price_from=45")).await, (Vec::new(), 0));
    }
    catch_up(market).await;
    for words in ["", "q=cup&"] {
        assert_eq!(found(&guest, &format!("{words}price_to=45")).await.1, 1);
    }
});

/// The zones of a shop, as a program sets them.
async fn ship(seller: &Person, zones: &Value) {
    seller.send("PUT", "/api/v1/shops/ana/zones", zones).await.is(200);
}

fn zone(first: &str) -> Value {
    json!({"zones": [{"name": "Home", "countries": ["CN"], "first_grams": 5_000, "first": first,
        "next_grams": 1_000, "next": "2.00", "days_low": 2, "days_high": 4}]})
}

story!(delivery_that_changed_since_the_cart_was_filled_is_shown_and_asked, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    ship(&ana, &zone("8.00")).await;
    let (buyer, _) = market.person("Lin").await;
    let (stranger, _) = market.person("Wei").await;
    buyer.post("/mine/addresses", &address()[1..]).await.is(200);
    for person in [&buyer, &stranger] {
        person.post("/cart", &[("variant", &cup.variant.to_string()), ("add", "2")]).await.is(200);
    }
    buyer.get("/cart").await.is(200).hides("when you filled the cart");
    ship(&ana, &zone("12.00")).await;
    let words = "Delivery to 浙江省 cost ¥8 when you filled the cart; now ¥12";
    buyer.get("/cart").await.is(200).shows(words);
    // Who has no address yet was told nothing, and is warned of nothing.
    stranger.get("/cart").await.is(200).hides("when you filled the cart");
    let page = stranger.get("/checkout/CNY").await;
    page.is(200).hides("I have seen what changed");

    // More of it does not make that forgotten.
    buyer.post("/cart", &[("variant", &cup.variant.to_string()), ("add", "1")]).await.is(200).shows(words);
    let page = buyer.get("/checkout/CNY").await;
    page.is(200).shows(words).shows("I have seen what changed");
    let cart = buyer.get("/api/v1/cart").await.is(200).json();
    let told = &cart["deliveries"][0];
    assert_eq!((minor(&told["before"]), minor(&told["now"])), (800, 1_200), "{cart}");
    let mut body = addressed(json!({"currency": "CNY", "key": "program"}));
    body["region"] = json!("浙江省");
    let refused = buyer.send("POST", "/api/v1/checkouts", &body).await;
    refused.is(409);
    assert_eq!(refused.json()["type"], "/problems/cart-changes", "{}", refused.json());
    body["accepted"] = cart["changes"][0]["token"].clone();
    let placed = buyer.send("POST", "/api/v1/checkouts", &body).await.is(201).json();
    assert_eq!(minor(&placed["total"]), 16_200);

    // The next cart is a new one.
    buyer.post("/cart", &[("variant", &cup.variant.to_string()), ("add", "1")]).await.is(200);
    buyer.get("/cart").await.hides("when you filled the cart");
    let abroad = json!({"zones": [{"name": "Away", "countries": ["JP"], "first_grams": 5_000, "first": "30.00",
        "next_grams": 1_000, "next": "2.00", "days_low": 2, "days_high": 4}]});
    ship(&ana, &abroad).await;
    buyer.get("/cart").await.is(200).shows("This shop does not ship to 浙江省 any more");
    ship(&ana, &zone("12.00")).await;
    buyer.get("/cart").await.is(200).hides("any more");
    market.check().await;
});

story!(prices_by_quantity_are_said_in_the_form_of_the_listing, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let goji = market.thing(shop, "Goji", 10_000, 500).await;
    market.pass(days(1)).await;
    let path = format!("/desk/ana/listings/{}", goji.listing);
    let page = ana.get(&path).await;
    page.is(200).shows("Prices by quantity").shows("tiers.1.from");
    let form = |tiers: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("title", "Goji"),
            ("kind", "stock"),
            ("state", "active"),
            ("counting", "counted"),
            ("variants.0.price", "100"),
            ("variants.0.available", "500"),
            ("variants.0.was", "500"),
            ("variants.0.weight_grams", "500"),
        ];
        fields.extend(tiers);
        fields
    };
    let wrong = [
        ("tiers.0.from", "10"),
        ("tiers.0.unit", "pieces"),
        ("tiers.0.price", "120"),
        ("tiers.0.percent", ""),
        ("tiers.1.from", "100"),
        ("tiers.1.unit", "kilos"),
        ("tiers.1.price", ""),
        ("tiers.1.percent", "x"),
    ];
    let page = ana.post(&path, &form(&wrong)).await;
    page.is(422).shows("Less than the price").shows("tier-0-price-error").shows("tier-1-percent-error");
    // What was typed is still there.
    assert_eq!(page.field("tiers.0.price"), "120");
    let good = [
        ("tiers.0.from", "10"),
        ("tiers.0.unit", "pieces"),
        ("tiers.0.price", "90"),
        ("tiers.0.percent", ""),
        ("tiers.1.from", "100"),
        ("tiers.1.unit", "kilos"),
        ("tiers.1.price", ""),
        ("tiers.1.percent", "20"),
    ];
    let page = ana.post(&path, &form(&good)).await;
    page.is(200);
    assert_eq!(
        (page.field("tiers.0.price"), page.field("tiers.1.percent")),
        ("90.00".to_owned(), "20".to_owned())
    );
    assert_eq!(market.number("SELECT COUNT(*) FROM reduction WHERE state = 'open'").await, 1);
    // Saved again as it is, it stays what it was.
    ana.post(&path, &form(&good)).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM reduction").await, 1);
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.get(&format!("/listings/{}", goji.listing)).await;
    page.is(200).shows("From 10 pieces: ¥90 each").shows("From 100 kg: 20 % off each");
    let line = json!({"variant": goji.variant.to_string(), "quantity": 10});
    let cart = buyer.send("PUT", "/api/v1/cart", &line).await.is(200).json();
    assert_eq!(minor(&cart["lines"][0]["amount"]), 90_000);
    let line = json!({"variant": goji.variant.to_string(), "quantity": 200});
    let cart = buyer.send("PUT", "/api/v1/cart", &line).await.is(200).json();
    assert_eq!(minor(&cart["lines"][0]["amount"]), 1_600_000);

    // The same for a program: what it leaves out stays, and a list replaces the list.
    let api = format!("/api/v1/listings/{}", goji.listing);
    ana.send("PUT", &api, &json!({"title": "Goji berries"})).await.is(204);
    let told = buyer.get(&api).await.is(200).json();
    assert_eq!((told["tiers"].as_array().unwrap().len(), &told["tiers"][0]["price"]), (2, &json!("90.00")));
    let body = json!({"tiers": [{"variant": goji.variant.to_string(), "from": 5, "percent": "10"}]});
    ana.send("PUT", &api, &body).await.is(204);
    let told = buyer.get(&api).await.is(200).json();
    assert_eq!((told["tiers"].as_array().unwrap().len(), &told["tiers"][0]["percent"]), (1, &json!("10")));
    let refused = ana.send("PUT", &api, &json!({"tiers": [{"from": 1, "price": "90"}]})).await;
    refused.is(422);
    ana.send("PUT", &api, &json!({"tiers": []})).await.is(204);
    assert_eq!(buyer.get(&api).await.json()["tiers"], json!([]));
    market.check().await;
});
