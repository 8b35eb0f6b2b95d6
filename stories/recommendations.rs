//! What somebody looked at lately, what goes with it, and the switch that forgets.

use kernel::days;
use platform::{db::Tx, params};
use serde_json::json;
use server::wiring;

use crate::{
    harness::{Market, Person, Thing},
    story,
};

const PASSWORD: &str = "seven goats on a hill";
/// Look at a thing, and wait until it is noted; each a minute after the other.
async fn see(market: &Market, person: &Person, path: &str) {
    market.clock.advance(kernel::minutes(1));
    let now = market.now();
    person.look(path, &[]).await.is(200);
    for _ in 0..4_000 {
        let read = async move |tx: &mut Tx| {
            tx.number("SELECT COUNT(*) FROM viewed WHERE at = $1", params![now]).await
        };
        if market.inner.db.read(read).await.unwrap() == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("{path} was not noted");
}

async fn craft(market: &Market, thing: Thing) {
    let sql = "UPDATE listing SET craft = 'ceramics' WHERE shop_id = $1 AND id = $2";
    let (shop, id) = (thing.listing.shop(), thing.listing.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![shop, id]).await;
    market.inner.db.write(act).await.unwrap();
}

story!(what_is_looked_at_together_is_shown_together_and_says_why, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let mut things = Vec::new();
    for title in ["Bowl", "Cup", "Jug", "Plate", "Vase"] {
        things.push(market.thing(shop, title, 5_000, 9).await);
    }
    market.find_anew().await;
    let (lin, _) = market.person("Lin").await;
    let (wei, _) = market.person("Wei").await;
    lin.get("/").await.is(200).hides("Seen lately");
    // Neither programs nor browsers that fetch ahead look at anything, nor does the shop itself.
    let robot = [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"), ("accept", "text/html")];
    lin.ask("GET", "/shops/ana/vase", None, &robot, Vec::new()).await.is(200);
    lin.look("/shops/ana/vase", &[("sec-purpose", "prefetch")]).await.is(200);
    ana.look("/shops/ana/vase", &[]).await.is(200);
    for person in [&lin, &wei] {
        see(market, person, "/shops/ana/bowl").await;
    }
    see(market, &lin, "/shops/ana/cup").await;
    see(market, &lin, "/shops/ana/cup").await;
    market.until("SELECT COUNT(*) FROM viewed", 3).await;
    // Each with the other, once, however often it was looked at.
    assert_eq!(market.number("SELECT COUNT(*) FROM companion").await, 2);
    assert_eq!(market.number("SELECT CAST(SUM(weight) AS BIGINT) FROM companion").await, 2);
    let page = lin.get("/").await;
    page.is(200).shows("Seen lately").shows("/shops/ana/bowl\"").hides("You may like");
    let page = wei.get("/").await;
    page.shows("You may like").shows("because you looked at <a").shows("Why am I shown this?");
    let picks = wei.get("/api/v1/recommendations").await.is(200).json();
    assert_eq!(picks["items"][0]["listing"]["title"]["own"], "Cup");
    assert_eq!(picks["items"][0]["because"]["title"]["own"], "Bowl");
    wei.get("/recommendations").await.is(200).shows("We remember the last 60 things").shows("Cup");
    let viewed = lin.get("/api/v1/recommendations/viewed").await.json();
    let titles: Vec<_> =
        viewed["items"].as_array().unwrap().iter().map(|it| it["listing"]["title"]["own"].clone()).collect();
    assert_eq!(titles, ["Cup", "Bowl"]);
    // Of one person's looking nothing is said to others; of two it is.
    lin.get("/shops/ana/bowl").await.hides("Similar things");
    see(market, &wei, "/shops/ana/cup").await;
    lin.get("/shops/ana/bowl").await.shows("Similar things");
    market.check().await;
});

story!(what_is_bought_together_counts_once, |market| {
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    let bowl = market.thing(ana, "Bowl", 5_000, 9).await;
    let cup = market.thing(ana, "Cup", 5_000, 9).await;
    let tray = market.thing(bo, "Tray", 5_000, 9).await;
    let (lin, _) = market.person("Lin").await;
    let page = lin.check_out(&[(bowl, 1), (cup, 2), (tray, 1)], None).await;
    let pay = page.is(200).path.clone();
    lin.post(&pay, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    // Each of three with each other, both ways.
    assert_eq!(market.number("SELECT COUNT(*) FROM companion").await, 6);
    assert_eq!(market.number("SELECT CAST(SUM(weight) AS BIGINT) FROM companion").await, 48);
    let similar = market.visitor().get(&format!("/api/v1/listings/{}/similar", bowl.listing)).await.json();
    assert_eq!(similar["items"].as_array().unwrap().len(), 2);
    market.check().await;
});

story!(one_switch_turns_it_off_and_forgets_for_guests_too, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    market.thing(shop, "Cup", 5_000, 9).await;
    market.find_anew().await;
    // The page of a guest who has no session is the same for everybody and sets no cookie; their browser tells.
    let guest = market.visitor();
    let page = guest.look("/shops/ana/bowl", &[]).await;
    page.is(200).shows("data-behaviour=\"seen\"");
    assert!(!page.headers.contains_key("set-cookie") && page.headers["cache-control"] == "no-cache");
    let listing = bowl.listing.to_string();
    guest.post("/recommendations/viewed", &[("listing", &listing)]).await.is(204);
    guest.post("/recommendations/viewed", &[("listing", "nothing")]).await.is(422);
    guest.get("/").await.shows("Seen lately");
    see(market, &guest, "/shops/ana/cup").await;

    // It comes along to the account, and stands in the export.
    let fields = [("login", "mei@fair.example"), ("name", "mei"), ("password", PASSWORD), ("return_to", "/")];
    guest.post("/register", &fields).await.is(200).shows("Seen lately");
    let data = guest.post("/mine/export", &[]).await.is(200).json();
    assert_eq!(data["recommendations"]["viewed"].as_array().unwrap().len(), 2);
    guest.post("/recommendations", &[("on", "no")]).await.is(200).shows("It is turned off");
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 0);
    guest.look("/shops/ana/bowl", &[]).await.is(200);
    guest.post("/recommendations/viewed", &[("listing", &listing)]).await.is(204);
    guest.get("/").await.hides("Seen lately").hides("You may like");
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 0);
    let state = guest.get("/api/v1/recommendations").await.json();
    assert_eq!((&state["on"], state["items"].as_array().unwrap().len()), (&json!(false), 0));
    guest.send("PUT", "/api/v1/recommendations", &json!({"on": true})).await.is(204);
    see(market, &guest, "/shops/ana/bowl").await;
    assert_eq!(market.number("SELECT COUNT(*) FROM recommendation_off").await, 0);

    // A guest switches it off as well.
    let other = market.visitor();
    other.post("/recommendations/viewed", &[("listing", &listing)]).await.is(204);
    other.post("/recommendations", &[("on", "no")]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 1);
    market.check().await;

    // With the account it ends, and with the days.
    guest.post("/mine/closure", &[("password", PASSWORD)]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 0);
    let last = market.visitor();
    last.post("/recommendations/viewed", &[("listing", &listing)]).await.is(204);
    wiring::begin(&market.inner).await.unwrap();
    market.pass(days(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 1);
    let end = async |tx: &mut Tx| tx.execute("DELETE FROM session", params![]).await;
    market.inner.db.write(end).await.unwrap();
    market.pass(days(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM recommendation_off").await, 0);
    market.check().await;
});

story!(sixty_views_and_forty_companions_are_kept, |market| {
    let (_, shop) = market.maker("Ana").await;
    let (lin, id) = market.person("Lin").await;
    let mut things = Vec::new();
    for number in 0..70 {
        things.push(market.thing(shop, &format!("Plate {number}"), 100 + number, 1).await);
    }
    let holder = id.get();
    for thing in &things {
        market.clock.advance(kernel::minutes(1));
        let (now, listing) = (market.now(), thing.listing);
        let act = async move |tx: &mut Tx| dealing::recommendations::see(tx, now, holder, listing).await;
        market.inner.db.write(act).await.unwrap();
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM viewed").await, 60);
    lin.get("/recommendations").await.is(200).shows("Plate 69");
    for thing in &things[1..60] {
        market.clock.advance(kernel::minutes(1));
        let now = market.now();
        let (a, b) = (things[0].listing, thing.listing);
        let act = async move |tx: &mut Tx| {
            dealing::recommendations::forget(tx, holder).await?;
            dealing::recommendations::see(tx, now, holder, a).await?;
            dealing::recommendations::see(tx, now + kernel::minutes(1), holder, b).await
        };
        market.inner.db.write(act).await.unwrap();
    }
    let of_first = "SELECT COUNT(*) FROM companion WHERE listing_id = (SELECT MIN(id) FROM listing)";
    assert_eq!(market.number(of_first).await, 40);
    market.check().await;
});

story!(what_is_of_the_same_craft_at_about_the_price_is_similar, |market| {
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    let bowl = market.thing(ana, "Bowl", 5_000, 9).await;
    let mut all = vec![bowl];
    for (shop, title, price) in [
        (bo, "Near bowl", 5_200),
        (bo, "Dear bowl", 50_000),
        (ana, "Own bowl", 5_000),
        (bo, "Cheap bowl", 4_000),
    ] {
        all.push(market.thing(shop, title, price, 9).await);
    }
    for thing in all {
        craft(market, thing).await;
    }
    market.thing(bo, "Basket", 5_000, 9).await;
    market.find_anew().await;
    let path = format!("/api/v1/listings/{}/similar", bowl.listing);
    let similar = market.visitor().get(&path).await.is(200).json();
    let titles: Vec<_> =
        similar["items"].as_array().unwrap().iter().map(|it| it["title"]["own"].clone()).collect();
    // Those of other shops first, the nearest price before all.
    assert_eq!(titles, ["Near bowl", "Cheap bowl", "Dear bowl", "Own bowl"]);
    market.visitor().get("/api/v1/listings/0000000100000000000ab/similar").await.is(404);
});
