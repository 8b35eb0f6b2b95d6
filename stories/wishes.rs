//! Wishes: what one keeps to see again, as a guest, with an account, and by a program.

use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    params,
};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Thing, Town},
    story,
};

const PASSWORD: &str = "seven goats on a hill";

async fn enter(person: &Person, path: &str, name: &str) {
    let login = format!("{name}@fair.example");
    let fields =
        [("login", login.as_str()), ("name", name), ("password", PASSWORD), ("return_to", "/wishes")];
    person.post(path, &fields).await.is(200);
}

async fn set(person: &Person, thing: Thing, keep: &str) -> Page {
    let listing = thing.listing.to_string();
    person.post("/wishes", &[("listing", &listing), ("keep", keep), ("return_to", "/wishes")]).await
}

/// What somebody's list shows, in its order.
async fn titles(person: &Person) -> Vec<String> {
    let html = person.get("/wishes").await.is(200).html();
    let names = html.all("h2").filter(|(_, name)| name.attribute("class") == Some("card-name"));
    names.map(|(at, _)| html.words(at)).collect()
}

async fn archive(market: &Market, thing: Thing) {
    let sql = "UPDATE listing SET state = 'archived' WHERE shop_id = $1 AND id = $2";
    let (shop, id) = (thing.listing.shop(), thing.listing.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![shop, id]).await;
    market.inner.db.write(act).await.unwrap();
}

story!(what_a_guest_keeps_comes_along_when_they_sign_in, |market| {
    let town = Town::build(market).await;
    let lin = market.visitor();
    enter(&lin, "/register", "mei").await;
    set(&lin, town.bowl, "yes").await.is(200).shows("It is among your wishes now");

    let guest = market.visitor();
    guest.get("/wishes").await.is(200).shows("Nothing kept yet");
    guest.get("/shops/ana/bowl").await.shows("aria-pressed=\"false\"").shows("/shops/ana/bowl#wish");
    let back = [("return_to", "/shops/ana/bowl#wish"), ("keep", "yes")];
    let listing = town.bowl.listing.to_string();
    let page = guest.post("/wishes", &[&back[..], &[("listing", &listing)]].concat()).await;
    page.is(200).shows("aria-pressed=\"true\"").shows("Kept · take out");
    assert_eq!(page.path, "/shops/ana/bowl?done=done-wish-kept#wish");
    set(&guest, town.basket, "yes").await.is(200).shows("kept in this browser alone");
    assert_eq!(titles(&guest).await, ["Basket", "Bowl"]);

    // The account keeps the bowl already, before everything the guest has kept.
    enter(&guest, "/signin", "mei").await;
    for person in [&guest, &lin] {
        assert_eq!(titles(person).await, ["Basket", "Bowl"]);
    }
    guest.get("/wishes").await.hides("in this browser alone").shows("2 things");
    guest.get("/mine").await.shows("href=\"/wishes\"").shows("What you keep to see again");
    guest.post("/signout", &[]).await.is(200);
    guest.get("/wishes").await.shows("Nothing kept yet");
    market.check().await;
});

story!(a_wish_is_kept_once_and_is_nobody_elses, |market| {
    let town = Town::build(market).await;
    let (one, _) = market.person("One").await;
    let (two, _) = market.person("Two").await;
    let (first, second) = tokio::join!(set(&one, town.basket, "yes"), set(&one, town.basket, "yes"));
    first.is(200);
    second.is(200);
    set(&one, town.bowl, "yes").await.is(200);
    // What is kept already stays where it is.
    set(&one, town.basket, "yes").await.is(200);
    assert_eq!(titles(&one).await, ["Bowl", "Basket"]);
    assert!(titles(&two).await.is_empty());
    set(&two, town.bowl, "yes").await.is(200);
    set(&two, town.basket, "no").await.is(200);
    assert_eq!((titles(&one).await.len(), titles(&two).await), (2, vec!["Bowl".to_owned()]));

    let (first, second) = tokio::join!(set(&one, town.bowl, "no"), set(&one, town.bowl, "no"));
    first.is(200);
    second.is(200);
    assert_eq!((titles(&one).await, titles(&two).await.len()), (vec!["Basket".to_owned()], 1));
    let fields = [("listing", "no listing"), ("keep", "perhaps")];
    one.post("/wishes", &fields).await.is(422);
    market
        .visitor()
        .post("/wishes", &[("listing", &town.bowl.listing.to_string()), ("keep", "no")])
        .await
        .is(200);
    market.check().await;
});

story!(what_is_taken_out_leaves_its_place_and_can_be_kept_again, |market| {
    let town = Town::build(market).await;
    let (one, _) = market.person("One").await;
    for thing in [town.bowl, town.basket] {
        set(&one, thing, "yes").await.is(200);
    }
    let page = set(&one, town.bowl, "no").await;
    page.is(200).shows("Taken out:").shows("Keep it again").hides("card-name\"><a href=\"/shops/ana/bowl");
    assert!(page.path.ends_with("#out"), "{}", page.path);
    // It stood last.
    let (before, after) = page.body.split_once("id=\"out\"").unwrap();
    assert!(before.contains("Basket") && after.contains("Bowl") && !after.contains("Basket"));
    let again = set(&one, town.bowl, "yes").await;
    again.is(200).shows("It is among your wishes now").hides("Taken out");
    one.get(&page.path).await.is(200).hides("Taken out:");
    assert_eq!(titles(&one).await, ["Bowl", "Basket"]);

    // Elsewhere one stays elsewhere, and on no page of others.
    let listing = town.bowl.listing.to_string();
    let out = |to: &'static str| [("keep", "no"), ("return_to", to)];
    for (to, path) in [
        ("/shops/ana/bowl", "/shops/ana/bowl?done=done-wish-out"),
        ("https://evil.example/", "/wishes?taken="),
        ("//evil.example/", "/wishes?taken="),
    ] {
        let page = one.post("/wishes", &[&out(to)[..], &[("listing", &listing)]].concat()).await;
        assert!(page.is(200).path.starts_with(path), "{}", page.path);
    }
});

story!(what_has_ended_stays_as_no_longer_sold_and_cannot_be_kept, |market| {
    let town = Town::build(market).await;
    let (one, _) = market.person("One").await;
    for thing in [town.bowl, town.basket] {
        set(&one, thing, "yes").await.is(200);
    }
    archive(market, town.bowl).await;
    let page = one.get("/wishes").await;
    page.is(200).shows("No longer sold").shows("Bowl").hides("href=\"/shops/ana/bowl\"");
    assert_eq!(titles(&one).await, ["Basket", "Bowl"]);
    // What is kept already can be kept twice, and nothing new of what has ended.
    set(&one, town.bowl, "yes").await.is(200);
    set(&town.staff, town.bowl, "yes").await.is(404);
    let page = set(&one, town.bowl, "no").await;
    page.is(200).shows("It is no longer sold").hides("Keep it again").hides("Bowl");
    set(&one, town.bowl, "yes").await.is(404);

    // A shop that the operator closed sells nothing, whatever its listings say.
    town.operator.post("/operator/shops/bo/closure", &[("reason", "sells what is not his")]).await.is(200);
    one.get("/wishes").await.shows("No longer sold").shows("Basket");
    set(&town.staff, town.basket, "yes").await.is(404);
    // Neither a draft nor a listing under the number of another shop is there, and no word of them is said.
    let foreign = goods::catalog::ListingId::new(town.basket.listing.shop(), town.bowl.listing.number());
    set(&one, Thing { listing: foreign, ..town.bowl }, "yes").await.is(404);
    one.get(&format!("/wishes?taken={}", town.bowl.listing)).await.is(200).hides("Bowl");
    market.check().await;
});

/// Let somebody keep so many listings of a shop.
async fn keep_many(market: &Market, shop: ShopId, holder: i64, many: i64) {
    let sql = "INSERT INTO wish (holder, shop_id, listing_id, id, kept_at) \
        SELECT $1, shop_id, id, id, 1 FROM listing WHERE shop_id = $2 ORDER BY id LIMIT $3";
    let act = async move |tx: &mut Tx| Ok::<_, DbError>(tx.execute(sql, params![holder, shop, many]).await?);
    assert_eq!(market.inner.db.write(act).await.unwrap(), many.unsigned_abs());
}

story!(a_list_holds_five_hundred_wishes_however_they_come, |market| {
    let (_, shop) = market.maker("Ana").await;
    let mut things = Vec::new();
    for number in 0..503 {
        things.push(market.thing(shop, &format!("Plate {number}"), 100, 1).await);
    }
    let lin = market.visitor();
    enter(&lin, "/register", "lin").await;
    let holder = market.number("SELECT id FROM account WHERE email = 'lin@fair.example'").await;
    keep_many(market, shop, holder, 499).await;
    set(&lin, things[499], "yes").await.is(200).shows("500 things");
    set(&lin, things[500], "yes").await.is(409).shows("as many as one list holds");
    // What is kept already is no wish more.
    set(&lin, things[0], "yes").await.is(200);
    let put = format!("/api/v1/wishes/{}", things[500].listing);
    lin.send("PUT", &put, &json!({})).await.is(409);

    // A guest with three more has room for the newest alone, and takes nothing else along.
    set(&lin, things[1], "no").await.is(200);
    let guest = market.visitor();
    for thing in [things[0], things[501], things[502]] {
        set(&guest, thing, "yes").await.is(200);
    }
    enter(&guest, "/signin", "lin").await;
    guest.get("/wishes").await.shows("500 things").shows("Plate 502").hides("Plate 501");
    assert_eq!(market.number("SELECT COUNT(*) FROM wish").await, 500);
    market.check().await;

    // The pages of the list have every wish once.
    let (mut next, mut seen) = (Some("/wishes".to_owned()), std::collections::BTreeSet::new());
    while let Some(path) = next {
        let page = guest.get(&path).await;
        let html = page.html();
        let names = html.all("h2").filter(|(_, name)| name.attribute("class") == Some("card-name"));
        for (at, _) in names {
            assert!(seen.insert(html.words(at)), "{path} shows {} again", html.words(at));
        }
        let older = page.body.split_once("rel=\"next\" href=\"").and_then(|(_, rest)| rest.split('"').next());
        next = older.map(str::to_owned);
    }
    assert_eq!(seen.len(), 500);
});

/// What a program sees of a list, by title, and the cursor of the next page.
async fn listed(person: &Person, query: &str) -> (Vec<Value>, Option<String>) {
    let page = person.get(&format!("/api/v1/wishes{query}")).await.is(200).json();
    (page["items"].as_array().unwrap().clone(), page["next"].as_str().map(str::to_owned))
}

story!(a_program_keeps_and_takes_out, |market| {
    let town = Town::build(market).await;
    let lin = market.visitor();
    enter(&lin, "/register", "mei").await;
    let token = json!({"login": "mei@fair.example", "password": PASSWORD, "name": "till",
        "scopes": ["account:read", "account:write"]});
    let token = lin.send("POST", "/api/v1/tokens", &token).await.is(201).json();
    let mut program = market.visitor();
    program.token = Some(token["key"].as_str().unwrap().to_owned());

    let things = [town.bowl, town.basket, market.thing(town.bowl.listing.shop(), "Jug", 900, 1).await];
    for thing in [&things[..], &things[..1]].concat() {
        program.send("PUT", &format!("/api/v1/wishes/{}", thing.listing), &json!({})).await.is(204);
    }
    archive(market, things[2]).await;
    let (first, next) = listed(&program, "?limit=2").await;
    assert_eq!((&first[0]["title"], &first[0]["listing"]), (&json!("Jug"), &Value::Null));
    assert_eq!(first[1]["listing"]["url"], "/shops/bo/basket");
    let (rest, end) = listed(&program, &format!("?limit=2&cursor={}", next.unwrap())).await;
    assert_eq!((rest.len(), &rest[0]["listing"]["price_low"]["amount"], end), (1, &json!("50.00"), None));
    assert_eq!(rest[0]["listing_id"], town.bowl.listing.to_string());
    program.get("/api/v1/wishes?cursor=yesterday").await.is(422);
    program.get("/api/v1/wishes/").await.is(404);
    for id in [things[2].listing.to_string(), town.fill("{id}")] {
        town.buyer.send("PUT", &format!("/api/v1/wishes/{id}"), &json!({})).await.is(404);
    }

    let data = lin.post("/mine/export", &[]).await.is(200).json();
    let kept: Vec<_> = data["wishes"].as_array().unwrap().iter().map(|wish| &wish["title"]).collect();
    assert_eq!(kept, ["Jug", "Basket", "Bowl"]);
    for _ in 0..2 {
        program.send("DELETE", &format!("/api/v1/wishes/{}", things[2].listing), &json!({})).await.is(204);
    }
    assert_eq!(titles(&lin).await, ["Basket", "Bowl"]);

    let (_, id) = market.person("Wei").await;
    let mut till = market.visitor();
    till.token = Some(market.token(id).await);
    let one = format!("/api/v1/wishes/{}", town.bowl.listing);
    till.get("/api/v1/wishes").await.is(403);
    for method in ["PUT", "DELETE"] {
        till.send(method, &one, &json!({})).await.is(403);
        market.visitor().send(method, &one, &json!({})).await.is(401);
    }

    let before = market.number("SELECT COUNT(*) FROM wish").await;
    lin.post("/mine/closure", &[("password", PASSWORD)]).await.is(200);
    assert_eq!(before - market.number("SELECT COUNT(*) FROM wish").await, 2);
    market.check().await;
});

story!(whoever_changes_too_often_waits, |market| {
    let town = Town::build(market).await;
    let number = [("wish_changes_per_hour", "3")];
    town.operator.post("/operator/settings", &number).await.is(200);
    let (guest, other) = (market.visitor(), market.visitor());
    for keep in ["yes", "no", "yes"] {
        set(&guest, town.bowl, keep).await.is(200);
    }
    // Nobody gets a list of their own by leaving the cookie at home.
    for person in [&guest, &other] {
        assert!(set(person, town.bowl, "no").await.is(429).headers.contains_key("retry-after"));
    }
    set(&town.buyer, town.bowl, "yes").await.is(200);
    market.clock.advance(kernel::hours(1));
    set(&guest, town.bowl, "no").await.is(200);
});
