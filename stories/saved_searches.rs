//! Saved searches: what one looks for again and again, and who hears of what is new.

use kernel::days;
use platform::{db::Tx, params};
use serde_json::json;
use server::wiring;

use crate::{
    harness::{Market, Page, Person, Thing},
    story,
};

const PASSWORD: &str = "seven goats on a hill";

async fn enter(person: &Person, path: &str, name: &str) {
    let login = format!("{name}@fair.example");
    let fields =
        [("login", login.as_str()), ("name", name), ("password", PASSWORD), ("return_to", "/searches")];
    person.post(path, &fields).await.is(200);
}

async fn save(person: &Person, query: &str) -> Page {
    person.post("/searches", &[("query", query)]).await
}

/// The numbers of somebody's searches, the newest first.
async fn ids(person: &Person) -> Vec<String> {
    let page = person.get("/searches").await.is(200).body.clone();
    let parts = page.split("action=\"/searches/").skip(1).filter_map(|rest| rest.split_once("/removal\""));
    parts.map(|(id, _)| id.to_owned()).filter(|id| id.len() < 20).collect()
}

/// Something that is put on sale now, and found.
async fn put_out(market: &Market, shop: kernel::ShopId, title: &str, price: i64) -> Thing {
    let (thing, now) = (market.thing(shop, title, price, 3).await, market.now());
    let sql = "INSERT INTO listing_fresh (shop_id, listing_id, at) VALUES ($1, $2, $3)";
    let values = (thing.listing.shop(), thing.listing.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![values.0, values.1, now]).await;
    market.inner.db.write(act).await.unwrap();
    market.find_anew().await;
    thing
}

story!(who_saved_a_search_hears_once_a_day_of_what_is_new_and_fits, |market| {
    let (_, shop) = market.maker("Ana").await;
    put_out(market, shop, "Old tea bowl", 5_000).await;
    let (lin, _) = market.person("Lin").await;
    let (wei, _) = market.person("Wei").await;
    market.clock.advance(kernel::hours(1));
    wiring::begin(&market.inner).await.unwrap();
    lin.get("/search?q=tea+bowl&price_to=90&sort=newest").await.is(200).shows("Save this search");
    let page = save(&lin, "q=tea+bowl&price_to=90").await;
    page.is(200).shows("Saved. When something new fits").shows("Search saved").hides("Save this search");
    assert!(page.path.starts_with("/search?q=tea+bowl&price_to=90&done="), "{}", page.path);
    // In whatever order it is looked at, it is the same, and it is saved once.
    for query in ["q=tea+bowl&price_to=90&sort=cheapest&after=0000000000001", "price_to=90&q=tea+bowl"] {
        save(&lin, query).await.is(200);
    }
    lin.get("/searches").await.shows("One search that you come back to").shows("“tea bowl” · up to ¥90");
    save(&lin, "craft=weaving").await.is(200);
    save(&wei, "q=tea+bowl").await.is(200);

    let told = async |person: &Person| {
        person.get("/notifications").await.body.matches("New for your search").count()
    };
    market.pass(days(1)).await;
    assert_eq!(told(&lin).await, 0, "what was there before is not new");
    for (title, price) in [("Green tea bowl", 8_000), ("Dear tea bowl", 80_000), ("Teapot", 100)] {
        put_out(market, shop, title, price).await;
    }
    market.pass(days(1)).await;
    assert_eq!((told(&lin).await, told(&wei).await), (1, 1));
    let mail = market.mail("lin@fair.example").await;
    let mail = mail.iter().find(|mail| mail.subject.contains("tea bowl")).unwrap();
    assert!(mail.text.contains("1 new thing · Green tea bowl"), "{}", mail.text);
    assert!(!mail.text.contains("Dear") && !mail.text.contains("Teapot"), "{}", mail.text);
    let to_wei = market.mail("wei@fair.example").await;
    assert!(to_wei.iter().any(|mail| mail.text.contains("2 new things")));
    // What was told is not told again.
    market.pass(days(2)).await;
    assert_eq!((market.mail("lin@fair.example").await.len(), told(&lin).await), (1, 1));

    // The link works for whoever holds the mail, and asks first.
    let (_, link) = mail.text.split_once("/searches/end/").unwrap();
    let link = format!("/searches/end/{}", link.split_whitespace().next().unwrap());
    let anybody = market.visitor();
    anybody.get(&link).await.is(200).shows("Stop all search alerts?");
    lin.get("/searches").await.shows("We tell you of new things");
    anybody.post(&link, &[]).await.is(200).hides("tea bowl");
    lin.get("/searches").await.hides("We tell you of new things").shows("We do not tell you");
    anybody.get("/searches/end/nothing").await.is(404);
    put_out(market, shop, "Blue tea bowl", 100).await;
    market.pass(days(1)).await;
    assert_eq!(market.mail("lin@fair.example").await.len(), 1);
    assert_eq!(market.mail("wei@fair.example").await.len(), 2);
    // One search is told of again.
    let id = ids(&lin).await.pop().unwrap();
    lin.post(&format!("/searches/{id}/alerts"), &[("alerts", "yes")]).await.is(200).shows("Stop alerts");
    put_out(market, shop, "Red tea bowl", 100).await;
    market.pass(days(1)).await;
    assert_eq!(market.mail("lin@fair.example").await.len(), 2);
    market.check().await;
});

story!(what_a_guest_saved_comes_along_and_is_forgotten_with_the_account, |market| {
    let lin = market.visitor();
    enter(&lin, "/register", "lin").await;
    save(&lin, "q=tea").await.is(200);
    lin.post("/signout", &[]).await.is(200);
    let guest = market.visitor();
    guest.get("/searches").await.is(200).shows("No search saved yet");
    save(&guest, "q=tea").await.is(200);
    save(&guest, "craft=leather").await.is(200);
    guest.get("/searches").await.shows("in this browser alone");
    enter(&guest, "/signin", "lin").await;
    guest.get("/searches").await.shows("2 searches that").hides("in this browser alone");
    assert_eq!(market.number("SELECT COUNT(*) FROM saved_search").await, 2);
    let data = guest.post("/mine/export", &[]).await.is(200).json();
    assert_eq!(data["searches"][0]["query"], "craft=leather");

    // Nobody else reaches them.
    let (other, _) = market.person("Wei").await;
    let id = ids(&guest).await.remove(0);
    other.post(&format!("/searches/{id}/removal"), &[]).await.is(200);
    other.post(&format!("/searches/{id}/alerts"), &[("alerts", "no")]).await.is(404);
    guest.post(&format!("/searches/{id}/removal"), &[]).await.is(200).shows("no longer saved");
    assert_eq!(ids(&guest).await.len(), 1);
    guest.post("/mine/closure", &[("password", PASSWORD)]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM saved_search").await, 0);
    // What a guest saved goes with the session.
    save(&market.visitor(), "q=tea").await.is(200);
    wiring::begin(&market.inner).await.unwrap();
    market.pass(days(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM saved_search").await, 1);
    let end = async |tx: &mut Tx| tx.execute("DELETE FROM session", params![]).await;
    market.inner.db.write(end).await.unwrap();
    market.pass(days(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM saved_search").await, 0);
});

story!(fifty_searches_are_saved_and_none_for_everything, |market| {
    let (lin, _) = market.person("Lin").await;
    for query in ["", "sort=newest", "?", "kind=nonsense"] {
        save(&lin, query).await.is(422);
        lin.send("POST", "/api/v1/searches", &json!({"query": query})).await.is(422);
    }
    for number in 0..50 {
        let made = lin.send("POST", "/api/v1/searches", &json!({"query": format!("q=plate+{number}")})).await;
        assert_eq!(made.is(201).json()["alerts"], true);
    }
    save(&lin, "q=one+more").await.is(409).shows("as many searches as there is room for");
    lin.send("POST", "/api/v1/searches", &json!({"query": "?q=plate+7&sort=newest"})).await.is(201);
    let first = lin.get("/api/v1/searches?limit=40").await.is(200).json();
    let rest = format!("/api/v1/searches?limit=40&cursor={}", first["next"].as_str().unwrap());
    let rest = lin.get(&rest).await.is(200).json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (10, &json!(null)));
    let id = rest["items"][0]["id"].as_str().unwrap();
    lin.send("PUT", &format!("/api/v1/searches/{id}"), &json!({"alerts": false})).await.is(204);
    lin.send("PUT", &format!("/api/v1/searches/{id}"), &json!({})).await.is(422);
    lin.send("DELETE", &format!("/api/v1/searches/{id}"), &json!({})).await.is(204);
    lin.send("PUT", &format!("/api/v1/searches/{id}"), &json!({"alerts": true})).await.is(404);
    assert_eq!(market.number("SELECT COUNT(*) FROM saved_search").await, 49);
    market.check().await;
});
