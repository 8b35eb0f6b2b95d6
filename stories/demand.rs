//! What people look for: five of a word or none, and nobody's name.

use kernel::{days, hours};
use platform::{db::Tx, params};
use server::wiring;

use crate::{harness::Person, story};

const ASKED: &str = "SELECT COALESCE(CAST(SUM(times) AS BIGINT), 0) FROM search_asked";
const LED: &str = "SELECT COUNT(*) FROM search_led";

story!(a_word_is_shown_when_five_people_typed_it_and_to_nobody_before, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    market.thing(shop, "Bowl", 5_000, 90).await;
    market.find_anew().await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    wiring::begin(&market.inner).await.unwrap();
    let mut people = Vec::new();
    for name in ["One", "Two", "Three", "Four", "Five", "Six"] {
        people.push(market.person(name).await.0);
    }
    // The week begins on Monday.
    market.pass(days(1)).await;
    // Four people, however often; and one who is a program, or fetches ahead, or asks the API.
    let mut typed = 0;
    for person in &people[..4] {
        for words in ["bowl", "BOWL", "unobtainium"] {
            person.look(&format!("/search?q={words}"), &[]).await.is(200);
            typed += 1;
            market.until(ASKED, typed).await;
        }
    }
    people[4].get("/search?q=bowl").await.is(200);
    people[4].get("/api/v1/listings?q=bowl").await.is(200);
    let robot = [("user-agent", "Mozilla/5.0 (compatible; bingbot/2.0)"), ("accept", "text/html")];
    people[4].ask("GET", "/search?q=bowl", None, &robot, Vec::new()).await.is(200);
    people[4].look("/search?q=bowl", &[("sec-purpose", "prefetch")]).await.is(200);
    // What looks like a number or an address is not kept at all.
    people[4].look("/search?q=13800138000", &[]).await.is(200);
    people[4].look("/search?q=ana%40fair.example", &[]).await.is(200);
    market.pass(days(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM search_demand").await, 0);
    assert_eq!(market.number(ASKED).await, typed);
    let nowhere = async |words: &str| {
        for path in ["/operator/searches", "/operator/searches.csv", "/api/v1/operator/searches"] {
            operator.get(path).await.is(200).hides(words);
        }
        for path in ["/desk/ana/searches", "/desk/ana/searches.csv", "/api/v1/shops/ana/searches"] {
            ana.get(path).await.is(200).hides(words);
        }
    };
    nowhere("bowl").await;
    nowhere("unobtainium").await;

    // A fifth, on another day of the week.
    people[4].look("/search?q=bowl", &[]).await.is(200);
    market.until(ASKED, typed + 1).await;
    market.pass(days(1)).await;
    let page = operator.get("/operator/searches").await;
    page.is(200).shows(">bowl<").hides("unobtainium").shows("Everything that is looked for is found");
    let list = operator.get("/api/v1/operator/searches").await.is(200).json();
    assert_eq!((&list["items"][0]["words"], &list["items"][0]["searches"]), (&"bowl".into(), &9.into()));
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    operator.get("/operator/searches.csv").await.shows("bowl,en,9,1,0,0,0").hides("unobtainium");
    // What five look for and nobody has.
    people[4].look("/search?q=unobtainium", &[]).await.is(200);
    market.until(ASKED, typed + 2).await;
    market.pass(days(1)).await;
    operator.get("/operator/searches").await.shows(">unobtainium<");
    let list = operator.get("/api/v1/operator/searches?found=false").await.is(200).json();
    assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["found"]), (1, &0.into()));
    // Shops see nothing of it, and of other shops neither.
    nowhere_of(&ana, "unobtainium").await;
    bo.get("/desk/ana/searches").await.is(404);
    market.check().await;
});

async fn nowhere_of(seller: &Person, words: &str) {
    for path in ["/desk/ana/searches", "/desk/ana/searches.csv", "/api/v1/shops/ana/searches"] {
        seller.get(path).await.is(200).hides(words);
    }
}

story!(clicks_carts_and_orders_count_for_the_words_that_led_there, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    market.find_anew().await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    wiring::begin(&market.inner).await.unwrap();
    let home = market.inner.config.public_url.clone();
    let referer = format!("{home}/search?q=bowl&sort=newest");
    let evil = "https://evil.example/search?q=bowl";
    let mut people = Vec::new();
    for (at, name) in ["One", "Two", "Three", "Four", "Five"].into_iter().enumerate() {
        let person = market.person(name).await.0;
        person.look("/search?q=bowl", &[]).await.is(200);
        // No address of a result has the words in it.
        let count = i64::try_from(at).unwrap();
        market.until(ASKED, count + 1).await;
        for from in [referer.as_str(), referer.as_str(), evil, home.as_str()] {
            person.look("/shops/ana/bowl", &[("referer", from)]).await.is(200);
        }
        market.until(LED, count + 1).await;
        people.push(person);
    }
    people[0].look("/search?q=bowl", &[]).await.hides("/shops/ana/bowl?");
    market.until(ASKED, 6).await;
    let own = ana.look("/shops/ana/bowl", &[("referer", &referer)]).await;
    own.is(200);
    let variant = bowl.variant.to_string();
    people[0].post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    let pay = people[1].check_out(&[(bowl, 1)], None).await.is(200).path.clone();
    people[1].post(&pay, &[("outcome", "paid")]).await.is(200);
    market.pass(days(1)).await;
    ana.get("/desk/ana/searches").await.is(200).shows(">bowl<");
    ana.get("/desk/ana/searches.csv").await.shows("bowl,en,5,2,1");
    let list = ana.get("/api/v1/shops/ana/searches").await.is(200).json();
    assert_eq!((&list["items"][0]["clicks"], &list["items"][0]["orders"]), (&5.into(), &1.into()));
    operator.get("/operator/searches.csv").await.shows("bowl,en,6,1,5,2,1");

    // After two weeks nobody can tell who it was; the counts stay.
    assert_eq!(market.number("SELECT COUNT(*) FROM search_week").await, 1);
    market.pass(days(22)).await;
    for sql in [ASKED, LED, "SELECT COUNT(*) FROM search_week"] {
        assert_eq!(market.number(sql).await, 0, "{sql}");
    }
    operator.get("/operator/searches.csv").await.shows("bowl,en,6,1,5,2,1");
    market.check().await;
});

story!(what_a_guest_clicked_counts_when_they_buy_with_an_account, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    market.find_anew().await;
    let guest = market.visitor();
    let referer = format!("{}/search?q=bowl", market.inner.config.public_url);
    guest.look("/search?q=bowl", &[]).await.is(200);
    market.until(ASKED, 1).await;
    let page = guest.look("/shops/ana/bowl", &[("referer", &referer)]).await;
    assert!(!page.is(200).headers.contains_key("set-cookie"));
    market.until(LED, 1).await;
    let pay = guest.check_out(&[(bowl, 1)], Some("lin@fair.example")).await.is(200).path.clone();
    assert_eq!(market.number("SELECT COUNT(*) FROM search_led WHERE in_cart = 1").await, 1);
    guest.post(&pay, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM search_led WHERE bought = 1").await, 1);
    // Nothing of it leads to anybody.
    let names = async |tx: &mut Tx| {
        tx.number(
            "SELECT COUNT(*) FROM search_led l JOIN account a ON l.who LIKE '%' || a.id || '%'",
            params![],
        )
        .await
    };
    assert_eq!(market.inner.db.read(names).await.unwrap(), 0);
    market.clock.advance(hours(1));
});

story!(the_home_page_has_what_followed_shops_put_out_and_ones_searches, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    market.find_anew().await;
    let (lin, _) = market.person("Lin").await;
    lin.post("/following/ana", &[("follow", "yes")]).await.is(200);
    lin.get("/").await.is(200).hides("New in shops you follow");
    let (owner, id, now) = (bowl.listing.shop(), bowl.listing.number(), market.now());
    let sql = "INSERT INTO listing_fresh (shop_id, listing_id, at) VALUES ($1, $2, $3)";
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![owner, id, now]).await;
    market.inner.db.write(act).await.unwrap();
    lin.post("/searches", &[("query", "q=tea")]).await.is(200);
    lin.get("/").await.shows("New in shops you follow").shows("“tea”");
    let (wei, _) = market.person("Wei").await;
    for person in [&wei, &market.visitor()] {
        person.get("/").await.is(200).hides("New in shops you follow").hides("“tea”");
    }
    market.clock.advance(days(31));
    lin.get("/").await.hides("New in shops you follow");
});
