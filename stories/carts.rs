//! What a cart keeps: of two that come together, and of what a shop takes away.

use kernel::ShopId;
use serde_json::json;

use crate::{
    harness::{Market, Person, Thing},
    story,
};

/// Many things of one shop.
async fn shelf(market: &Market, shop: ShopId, from: i64, to: i64) -> Vec<Thing> {
    let mut things = Vec::new();
    for number in from..to {
        things.push(market.thing(shop, &format!("Thing {number}"), 1_000, 100).await);
    }
    things
}

async fn put(person: &Person, thing: &Thing, pieces: &str) -> crate::harness::Page {
    person.post("/cart", &[("variant", &thing.variant.to_string()), ("quantity", pieces)]).await
}

async fn sign_in(person: &Person, name: &str) {
    let fields = [("login", format!("{name}@fair.example")), ("password", "long enough 7".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    person.post("/signin", &fields).await.is(200);
}

async fn register(market: &Market, name: &str) -> Person {
    let person = market.visitor();
    let login = format!("{name}@fair.example");
    let fields = [("login", login.as_str()), ("name", name), ("password", "long enough 7")];
    person.post("/register", &fields).await.is(200);
    person
}

story!(two_carts_become_one_that_names_what_it_does_not_hold, |market| {
    let (_, shop) = market.maker("Ana").await;
    let mine = shelf(market, shop, 0, 97).await;
    let theirs = shelf(market, shop, 97, 105).await;
    let owner = register(market, "mei").await;
    for thing in &mine {
        put(&owner, thing, "1").await.is(200);
    }
    let guest = market.visitor();
    put(&guest, &mine[0], "5").await.is(200);
    for thing in &theirs {
        put(&guest, thing, "2").await.is(200);
    }
    sign_in(&guest, "mei").await;
    let cart = guest.get("/api/v1/cart").await.json();
    assert_eq!(cart["lines"].as_array().unwrap().len(), 100);
    // What both held is added up, and what came last waits.
    let first = mine[0].variant.to_string();
    let sum = cart["lines"].as_array().unwrap().iter().find(|line| line["variant"] == first.as_str());
    assert_eq!(sum.unwrap()["quantity"], 6);
    let left: Vec<_> =
        cart["left_out"].as_array().unwrap().iter().map(|line| line["title"].clone()).collect();
    assert_eq!(left, ["Thing 100", "Thing 101", "Thing 102", "Thing 103", "Thing 104"]);
    assert!(cart["left_out"].as_array().unwrap().iter().all(|line| line["reason"] == "full"));
    guest.get("/cart").await.shows("Not in the cart").shows("Thing 104").shows("A cart holds 100 things");
    // A full cart can be changed; something new finds no room until there is some.
    put(&guest, &mine[1], "3").await.is(200);
    put(&guest, &theirs[4], "2").await.is(409);
    put(&guest, &mine[1], "0").await.is(200);
    put(&guest, &theirs[4], "2").await.is(200);
    let cart = guest.get("/api/v1/cart").await.json();
    assert_eq!(cart["lines"].as_array().unwrap().len(), 100);
    assert_eq!(cart["left_out"].as_array().unwrap().len(), 4);
    let form = guest.get("/checkout/CNY").await;
    form.is(200).shows("Thing 101").hides("Thing 104");
    market.check().await;
});

story!(what_the_shop_has_renamed_stays_in_the_cart_as_gone, |market| {
    let (shop, _) = market.maker("Ana").await;
    let colours = |values: [&str; 2]| {
        json!({"title": "Scarf", "state": "active", "kind": "stock", "counting": "counted",
            "options": [{"name": "Colour", "values": values}],
            "variants": values.map(|value| json!({"choices": [value], "price": "20.00", "available": 9}))})
    };
    let made = shop.send("POST", "/api/v1/shops/ana/listings", &colours(["red", "blue"])).await;
    let listing = made.is(201).json()["id"].as_str().unwrap().to_owned();
    let guest = market.visitor();
    let blue = [("listing", listing.as_str()), ("option-1", "blue"), ("add", "2")];
    guest.post("/cart", &blue).await.is(200).shows("blue");
    shop.send("PUT", &format!("/api/v1/listings/{listing}"), &colours(["red", "indigo"])).await.is(204);
    let page = guest.get("/cart").await;
    page.is(200)
        .shows("Scarf")
        .shows("blue")
        .shows("does not sell it like this any more")
        .hides("Your cart is empty");
    // It can be taken out like any other line.
    let variant = page.field("variant");
    guest
        .post("/cart", &[("variant", &variant), ("quantity", "0")])
        .await
        .is(200)
        .shows("Your cart is empty");
});

story!(a_cart_that_is_too_long_is_named_to_the_operator, |market| {
    let (_, shop) = market.maker("Ana").await;
    let things = shelf(market, shop, 0, 103).await;
    let (buyer, id) = market.person("Lin").await;
    // As carts were before they had a bound at sign-in.
    let act = async move |tx: &mut platform::db::Tx| {
        for thing in &things {
            let values = platform::params![id, thing.variant.shop(), thing.variant.number(), 1, 1];
            tx.execute_one(OLD_LINE, values).await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(act).await.unwrap();
    let cart = buyer.get("/api/v1/cart").await.json();
    assert_eq!(cart["lines"].as_array().unwrap().len(), 100);
    assert_eq!(cart["left_out"].as_array().unwrap().len(), 3);
    let found = desks::audit::check(&market.inner).await.unwrap();
    assert!(format!("{found:?}").contains("a cart holds no more than a cart may"), "{found:?}");
    for line in cart["left_out"].as_array().unwrap() {
        let variant = line["variant"].as_str().unwrap();
        buyer.post("/cart", &[("variant", variant), ("quantity", "0")]).await.is(200);
    }
    market.check().await;
});

const OLD_LINE: &str = "INSERT INTO cart_line (holder, shop_id, variant_id, quantity, added_at) \
    VALUES ($1, $2, $3, $4, $5)";
