//! How people look around: by what they choose, inside one shop, from shop to shop; and who hears of what is new.

use goods::catalog::{self, ListingState};
use kernel::{days, hours};
use platform::db::Tx;
use serde_json::json;
use server::wiring;

use crate::{
    aftersale::shipped,
    harness::{Market, Thing},
    story,
};

/// Say what a listing is, or what it looks like.
async fn set(market: &Market, thing: Thing, column: &'static str, value: &'static str) {
    let sql = match column {
        "craft" => "UPDATE listing SET craft = $3 WHERE shop_id = $1 AND id = $2",
        _ => "UPDATE listing SET cover = $3 WHERE shop_id = $1 AND id = $2",
    };
    let act = async move |tx: &mut Tx| {
        let key = platform::params![thing.listing.shop(), thing.listing.number(), value];
        tx.execute_one(sql, key).await
    };
    market.inner.db.write(act).await.unwrap();
}

story!(several_values_and_a_range_of_prices_are_chosen_at_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    for (title, price, craft) in
        [("Tea bowl", 5_000, "tea"), ("Tea tray", 30_000, "wood"), ("Tea rug", 9_900, "weaving")]
    {
        let thing = market.thing(shop, title, price, 3).await;
        set(market, thing, "craft", craft).await;
    }
    market.find_anew().await;
    let guest = market.visitor();
    let sees = async |query: &str, shown: &[&str], count: i64| {
        let page = guest.get(query).await;
        page.is(200);
        for title in ["Tea bowl", "Tea tray", "Tea rug"] {
            let is_shown = page.body.contains(&format!(">{title}</a>"));
            assert_eq!(is_shown, shown.contains(&title), "{query}: {title}");
        }
        if count > 0 {
            page.shows(&format!("Show {count} thing"));
        }
        let (_, asked) = query.split_once('?').unwrap();
        let answer = guest.get(&format!("/api/v1/listings?{asked}")).await;
        assert_eq!(answer.json()["total"], shown.len(), "{query}");
    };
    sees("/browse?craft=tea&craft=wood", &["Tea bowl", "Tea tray"], 2).await;
    sees("/browse?craft=tea&craft=wood&price_to=100", &["Tea bowl"], 1).await;
    sees("/browse?price_from=50&price_to=99", &["Tea bowl", "Tea rug"], 2).await;
    // Mixed up ends are put right; what is no amount is no limit.
    sees("/browse?price_from=99&price_to=50.01", &["Tea rug"], 1).await;
    sees("/browse?price_from=cheap&sort=cheapest", &["Tea bowl", "Tea tray", "Tea rug"], 3).await;
    sees("/browse?price_from=1000", &[], 0).await;
    sees("/search?q=tea&price_from=50&price_to=99", &["Tea bowl", "Tea rug"], 2).await;
    sees("/search?q=tea&craft=weaving&craft=wood", &["Tea tray", "Tea rug"], 2).await;
    // An own range takes the place of a band, and each choice can be taken back by itself.
    let page = guest.get("/browse?craft=tea&craft=wood&price=4&price_from=60").await;
    page.shows("href=\"/browse?craft=wood&#38;price_from=60\"")
        .shows("href=\"/browse?craft=tea&#38;craft=wood\"");
    page.shows(">Tea tray</a>").hides(">Tea bowl</a>");
    assert_eq!(page.body.matches("type=\"checkbox\" name=\"craft\"").count(), 3);
    // The way to the next page keeps all of it.
    let all = guest.get("/api/v1/listings?craft=tea&craft=wood&limit=1").await.json();
    let next =
        format!("/api/v1/listings?craft=tea&craft=wood&limit=1&cursor={}", all["next"].as_str().unwrap());
    assert_eq!(guest.get(&next).await.json()["items"].as_array().unwrap().len(), 1);
});

story!(a_shop_is_searched_and_has_parts, |market| {
    let (ana, shop) = market.maker("Ana").await;
    for number in 0..8 {
        let thing = market.thing(shop, &format!("Cup {number}"), 5_000, 3).await;
        set(market, thing, "craft", "ceramics").await;
    }
    let rug = market.thing(shop, "Rug of 50% wool", 5_000, 3).await;
    let said = json!({"product_type": "Floor & wall", "materials": "Undyed FELT"});
    ana.send("PUT", &format!("/api/v1/listings/{}", rug.listing), &said).await.is(204);
    let editor = ana.get(&format!("/desk/ana/listings/{}", rug.listing)).await;
    editor.is(200).shows("Section of your shop").shows("value=\"Floor &#38; wall\"");
    let guest = market.visitor();
    let page = guest.get("/shops/ana").await;
    page.is(200).shows("Look in this shop").shows("href=\"/shops/ana?section=Floor+%26+wall#things\"");
    page.shows("href=\"/shops/ana?section=ceramics#things\"");
    for query in ["q=rug", "q=felt+50%25", "section=Floor+%26+wall", "q=felt&section=Floor+%26+wall"] {
        let page = guest.get(&format!("/shops/ana?{query}")).await;
        page.shows("Rug of 50% wool").hides("Cup 1");
        let listed = guest.get(&format!("/api/v1/shops/ana/listings?{query}")).await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{query}");
    }
    for query in ["q=%25", "q=_", "q=rug&section=ceramics", "q=cup+felt"] {
        guest.get(&format!("/shops/ana?{query}")).await.is(200).shows(if query == "q=%25" {
            "Rug of 50% wool"
        } else {
            "Nothing like that in this shop"
        });
    }
    let (_, small) = market.maker("Bo").await;
    market.thing(small, "Bowl", 5_000, 3).await;
    guest.get("/shops/bo").await.is(200).hides("Look in this shop");
});

story!(shops_are_found_by_name_place_and_craft_and_show_their_works, |market| {
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    let bowl = market.thing(ana, "Bowl", 5_000, 3).await;
    set(market, bowl, "craft", "ceramics").await;
    set(market, bowl, "cover", "0123456789abcdef0123456789abcdef").await;
    let tea = market.thing(bo, "Tea", 5_000, 3).await;
    set(market, tea, "craft", "tea").await;
    let guest = market.visitor();
    guest.get("/shops").await.shows("/media/0123456789abcdef0123456789abcdef-160.webp 160w");
    for (query, sees, sees_not) in [
        ("q=AN", "/shops/ana\"", "/shops/bo\""),
        ("craft=tea", "/shops/bo\"", "/shops/ana\""),
        ("q=bo&craft=tea", "/shops/bo\"", "/shops/ana\""),
        ("q=bo&craft=ceramics", "No shop here yet", "/shops/bo\""),
        ("q=%25", "No shop here yet", "/shops/bo\""),
        ("q=%E9%93%B6%E5%B7%9D", "/shops/bo\"", "No shop here yet"),
    ] {
        guest.get(&format!("/shops?{query}")).await.is(200).shows(sees).hides(sees_not);
        let listed = guest.get(&format!("/api/v1/shops?{query}")).await.json();
        assert_eq!(listed["items"].as_array().unwrap().is_empty(), sees.starts_with("No"), "{query}");
    }
});

story!(cards_say_how_well_it_was_made_how_many_are_sold_and_what_travels_free, |market| {
    let sale = shipped(market, 2).await;
    let shop = kernel::ShopId::new(market.number("SELECT MAX(shop_id) FROM orders").await);
    market.ships_nowhere(shop).await;
    let guest = market.visitor();
    guest.get("/shops/ana").await.is(200).hides("2 sold").hides("of 5 (");
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
    let praise =
        [("verdict", "good"), ("described", "5"), ("service", "4"), ("delivery", "3"), ("words", "Good.")];
    sale.buyer.post(&format!("/orders/{}/review", sale.order), &praise).await.is(200);
    market.pass(days(16)).await;
    let page = guest.get("/shops/ana").await;
    page.shows("2 sold").shows("Rated 5.0 of 5 (1)").hides("Free shipping in");
    guest.get("/shops").await.shows("Rated 5.0 of 5 (1)");
    let zone = [
        ("name", "Home"),
        ("countries", "CN"),
        ("first_grams", "1000"),
        ("first", "10"),
        ("next_grams", "1000"),
        ("next", "5"),
        ("free_from", "1"),
        ("days_low", "2"),
        ("days_high", "5"),
    ];
    sale.shop.post("/desk/ana/shipping", &zone).await.is(200);
    market.find_anew().await;
    for path in ["/shops/ana", "/browse", "/"] {
        let page = guest.get(path).await;
        page.is(200).shows("2 sold").shows("Rated 5.0 of 5 (1)").shows("Free shipping in");
    }
    market.check().await;
});

story!(a_page_is_handed_on_by_its_address_and_its_code, |market| {
    let (_, shop) = market.maker("Ana").await;
    market.thing(shop, "Bowl", 5_000, 3).await;
    let guest = market.visitor();
    let link = guest.get("/shops/ana/bowl").await.link("/share?");
    guest
        .get(&link)
        .await
        .is(200)
        .shows("/shops/ana/bowl</p>")
        .shows("<path d=\"M4 4h1v1h-1z")
        .shows("noindex");
    guest.get("/shops/ana").await.shows("data-behaviour=\"share\"");
    let home = market.inner.config.public_url.clone();
    guest.get("/share?page=https://evil.example/x").await.is(200).shows(&format!(">{home}/</p>"));
    guest.get(&format!("/share?page=/{}", "x".repeat(700))).await.is(404);
});

story!(who_must_sign_in_first_comes_back_to_where_they_were, |market| {
    market.maker("Ana").await;
    market.person("Lin").await;
    let guest = market.visitor();
    let sent_to = async |referer: &str| {
        let kind = Some("application/x-www-form-urlencoded");
        let headers = [("referer", referer)];
        let answer = guest.ask("POST", "/following/ana", kind, &headers, b"follow=yes".to_vec()).await;
        assert_eq!(answer.status.as_u16(), 303);
        answer.headers["location"].to_str().unwrap().to_owned()
    };
    let home = market.inner.config.public_url.clone();
    assert_eq!(
        sent_to(&format!("{home}/shops/ana?section=tea")).await,
        "/signin?return_to=%2Fshops%2Fana%3Fsection%3Dtea"
    );
    for strange in ["", "nothing", "https://evil.example//evil.example/x"] {
        assert_eq!(sent_to(strange).await, "/signin?return_to=%2F", "{strange}");
    }
});

story!(a_page_that_is_not_there_offers_a_way_on, |market| {
    market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    market.visitor().get("/shops/nobody").await.is(404).shows("id=\"missing\"").shows("href=\"/browse\"");
    let page = lin.get("/desk/ana/orders").await;
    page.is(404).shows("Sign in as the shop’s owner").hides("id=\"missing\"");
    let way = "/signin?return_to=%2Fdesk%2Fana%2Forders";
    page.shows(&format!("name=\"return_to\" value=\"{way}\""));
    let door = lin.post("/signout", &[("return_to", way)]).await;
    door.is(200).shows("name=\"return_to\" value=\"/desk/ana/orders\"");
    assert!(door.path.starts_with(way), "{}", door.path);
    // What was typed is spoken of where something was.
    lin.post("/desk/ana/orders/nothing/shipment", &[]).await.hides("id=\"missing\"");
});

story!(who_follows_a_shop_is_listed_it_and_hears_of_new_things_once_a_day, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let (lin, _) = market.person("Lin").await;
    let (wei, _) = market.person("Wei").await;
    wiring::begin(&market.inner).await.unwrap();
    for handle in ["ana", "bo"] {
        lin.post(&format!("/following/{handle}"), &[("follow", "yes")]).await.is(200);
    }
    lin.get("/following").await.is(200).shows("/shops/ana\"").shows("/shops/bo\"");
    wei.get("/following").await.is(200).shows("You follow no shop yet");
    let listed = lin.get("/api/v1/following").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert_eq!(market.visitor().get("/api/v1/following").await.status.as_u16(), 401);

    let put_out = async |seller: &crate::harness::Person, shop: &str, title: &str, state: &str| {
        let fields = [
            ("title", title),
            ("kind", "stock"),
            ("state", state),
            ("variants.0.price", "50.00"),
            ("variants.0.available", "3"),
        ];
        let page = seller.post(&format!("/desk/{shop}/listings/new"), &fields).await;
        // Without a photo it is a draft until its seller shows it all the same.
        let listing = page.is(200).path.split('?').next().unwrap().to_owned();
        seller.post(&format!("{listing}/state"), &[("state", state)]).await.is(200);
    };
    for title in ["Celadon bowl", "Celadon cup"] {
        put_out(&ana, "ana", title, "active").await;
    }
    put_out(&ana, "ana", "A draft", "draft").await;
    let told = async |person: &crate::harness::Person| {
        let list = person.get("/notifications").await;
        ["New in ana", "New things in 2 shops"].map(|words| list.body.matches(words).count())
    };
    assert_eq!(told(&lin).await, [0, 0]);
    market.pass(days(1)).await;
    assert_eq!((told(&lin).await, told(&wei).await), ([1, 0], [0, 0]));
    // What was told is not told again, nor what only changed.
    let id = catalog_id(market, shop).await;
    for state in [ListingState::Archived, ListingState::Active] {
        let now = market.now();
        let act = async move |tx: &mut Tx| catalog::set_state(tx, now, id, state).await;
        market.inner.db.write(act).await.unwrap();
    }
    lin.post("/notifications", &[]).await;
    market.pass(days(2)).await;
    assert_eq!(told(&lin).await, [1, 0]);
    // Two shops on one day are one letter.
    put_out(&ana, "ana", "Third", "active").await;
    put_out(&bo, "bo", "Fourth", "active").await;
    market.pass(days(1) + hours(1)).await;
    assert_eq!(told(&lin).await, [1, 1]);
    lin.post("/following/ana", &[("follow", "no")]).await.is(200);
    lin.get("/following").await.hides("/shops/ana\"");
});

/// The first listing of a shop.
async fn catalog_id(market: &Market, shop: kernel::ShopId) -> goods::catalog::ListingId {
    let look = async move |tx: &mut Tx| catalog::list_of_shop(tx, shop, i64::MAX, 10).await;
    market.inner.db.read(look).await.unwrap().last().unwrap().id
}

story!(what_travels_free_and_what_is_well_rated_is_chosen_by_itself, |market| {
    let sale = shipped(market, 1).await;
    let shop = kernel::ShopId::new(market.number("SELECT MAX(shop_id) FROM orders").await);
    market.thing(shop, "Plain cup", 2_000, 3).await;
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
    let praise =
        [("verdict", "good"), ("described", "5"), ("service", "4"), ("delivery", "3"), ("words", "Good.")];
    sale.buyer.post(&format!("/orders/{}/review", sale.order), &praise).await.is(200);
    market.pass(days(16)).await;
    market.ships_nowhere(shop).await;
    let zone = [
        ("name", "Home"),
        ("countries", "CN"),
        ("first_grams", "1000"),
        ("first", "10.00"),
        ("next_grams", "1000"),
        ("next", "5.00"),
        ("free_from", "30.00"),
        ("days_low", "1"),
        ("days_high", "3"),
    ];
    sale.shop.post("/desk/ana/shipping", &zone).await.is(200);
    market.find_anew().await;
    let guest = market.visitor();
    let page = guest.get("/browse").await;
    page.is(200).shows("Bowl").shows("Plain cup").shows("Free shipping at home").shows("4 stars and up");
    // The bowl costs 50, the cup 20.
    guest.get("/browse?perk=free").await.is(200).shows("Bowl").hides("Plain cup").shows("(remove)");
    guest.get("/browse?perk=rated&perk=free").await.shows("Bowl").hides("Plain cup");
    guest.get("/search?q=cup&perk=rated").await.hides("Plain cup");
    guest.get("/browse?perk=nonsense").await.is(200).shows("Plain cup");
    let found = guest.get("/api/v1/listings?perk=rated").await.json();
    assert_eq!(found["total"].as_i64(), Some(1));
    guest.get("/api/v1/listings?perk=nonsense").await.is(422);
    // The description names what the capabilities bring, and nothing else.
    let brought = market.inner.capabilities.iter().flat_map(|it| it.web.facets).map(|it| it.name);
    for name in brought {
        guest.get(&format!("/api/v1/listings?perk={name}")).await.is(200);
    }
});
