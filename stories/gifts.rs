//! Gifts: bought by one, sent to another, who says where to.

use kernel::{days, hours};

use crate::{
    harness::{Market, Page, Person, Thing, ship_to},
    notifications::told,
    story,
};

const FOR: [(&str, &str); 5] = [
    ("gift", "true"),
    ("name", "外婆"),
    ("country", "CN"),
    ("region", "浙江省"),
    ("gift_words", "For your window."),
];
const WHERE: [(&str, &str); 5] = [
    ("name", "林外婆"),
    ("phone", "+86 138 0013 8000"),
    ("city", "杭州市"),
    ("line1", "仓前街道 12 号"),
    ("postal_code", "311121"),
];

/// Buy a gift and pay it; the answer is the address of its purchase.
async fn give(market: &Market, buyer: &Person, things: &[Thing]) -> String {
    for thing in things {
        let line = [("variant", thing.variant.to_string()), ("add", "1".to_owned())];
        let line: Vec<(&str, &str)> = line.iter().map(|(name, value)| (*name, value.as_str())).collect();
        buyer.post("/cart", &line).await.is(200);
    }
    let page = buyer.get("/checkout/CNY?gift=true&country=CN&region=%E6%B5%99%E6%B1%9F%E7%9C%81").await;
    let (key, total) = (page.field("key"), page.field("seen_total"));
    let mut fields = vec![("key", key.as_str()), ("seen_total", total.as_str())];
    fields.extend(FOR);
    let gateway = buyer.post("/checkout/CNY", &fields).await;
    let page = buyer.post(&gateway.is(200).path, &[("outcome", "paid")]).await;
    market.work().await;
    page.is(200).path.split('?').next().unwrap().to_owned()
}

/// The receiver's page, as the buyer finds it.
async fn link(buyer: &Person, purchase: &str) -> String {
    linked(&buyer.get(purchase).await)
}

/// Another one.
async fn new_link(buyer: &Person, purchase: &str) -> String {
    linked(&buyer.post(&format!("{purchase}/gift-link"), &[]).await)
}

fn linked(page: &Page) -> String {
    let url = page.is(200).html().all("a").find_map(|(_, a)| {
        let to = a.attribute("href")?;
        to.contains("/gifts/").then(|| to.to_owned())
    });
    url.unwrap().split_once("/gifts/").map(|(_, token)| format!("/gifts/{token}")).unwrap()
}

story!(whoever_receives_it_says_where_it_goes_and_sees_no_price, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let purchase = give(market, &buyer, &[bowl]).await;
    assert_eq!(market.stock(bowl).await, 8);
    buyer.get(&purchase).await.shows("For 外婆").shows("Copy the link").shows("Make another link");
    assert!(told(market, "lin", "Your gift is paid: ¥50.01").await.text.contains("/purchases/"));
    let order = buyer.get("/orders").await.link("/orders/");
    let desk = format!("/desk/ana{order}");
    shop.get(&desk).await.shows("A gift that waits for its address");
    shop.post(&format!("{desk}/shipment"), &[]).await.is(409);
    assert_eq!(market.mail("ana@fair.example").await.len(), 0);

    let gift = link(&buyer, &purchase).await;
    let guest = market.visitor();
    let page = guest.get(&gift).await;
    page.shows("Lin has a gift for you").shows("For your window.").shows("Bowl").hides("50.01").hides("¥");
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    guest.post(&format!("{gift}/thanks"), &[("words", "Thank you!")]).await.is(404);
    guest.post(&format!("{gift}/address"), &[("name", "林外婆")]).await.is(422).hides("¥");
    guest.post(&format!("{gift}/address"), &WHERE).await.is(200).shows("Being packed");
    guest.post(&format!("{gift}/address"), &WHERE).await.is(409);
    told(market, "lin", "外婆 has said where your gift goes").await;
    told(market, "ana", "New order: ¥50.01").await;
    shop.get(&desk).await.shows("仓前街道 12 号").shows("浙江省");
    shop.post(&format!("{desk}/shipment"), &[("tracking", "SF1398")]).await.is(200);
    guest.get(&gift).await.shows("On the way").shows("SF1398");
    guest.post(&format!("{gift}/thanks"), &[("words", "Thank you!")]).await.is(200).hides("¥");
    guest.post(&format!("{gift}/thanks"), &[("words", "Again!")]).await.is(409);
    assert!(told(market, "lin", "外婆 thanks you").await.text.contains("Thank you!"));
    buyer.get(&order).await.shows("Thank you!");
    buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
    market.check().await;
});

story!(a_gift_without_an_address_is_refunded_after_a_day, |market| {
    let (_, id) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let cup = market.thing(other, "Cup", 3_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let purchase = give(market, &buyer, &[bowl, cup]).await;
    let gift = link(&buyer, &purchase).await;
    market.pass(hours(23)).await;
    market.visitor().get(&gift).await.shows("Where should it go?");
    market.pass(hours(2)).await;
    let guest = market.visitor();
    guest.get(&gift).await.shows("The time for the address has run out").hides("¥");
    guest.post(&format!("{gift}/address"), &WHERE).await.is(409);
    buyer.post(&format!("{purchase}/gift-link"), &[]).await.is(409);
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (9, 9));
    assert!(market.balances().await.iter().all(|(_, minor)| *minor == 0));
    let refunded = told(market, "lin", "¥50 is coming back to you").await;
    assert!(refunded.text.contains("did not say where it goes"), "{}", refunded.text);
    market.check().await;
});

story!(one_address_serves_the_orders_of_all_shops_and_stays_in_time, |market| {
    let (ana, id) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let cup = market.thing(other, "Cup", 3_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let purchase = give(market, &buyer, &[bowl, cup]).await;
    let gift = link(&buyer, &purchase).await;
    market.visitor().post(&format!("{gift}/address"), &WHERE).await.is(200);
    // The clock of the address is over; that of the shipment runs.
    market.pass(days(2)).await;
    let paid = "SELECT COUNT(*) FROM orders WHERE state = 'paid'";
    assert_eq!(market.number(paid).await, 2);
    ana.get("/desk/ana").await.shows("Bowl");
    market.pass(days(13)).await;
    assert_eq!(market.number(paid).await, 0);
    market.check().await;
});

story!(a_new_link_makes_the_old_one_worthless, |market| {
    let (_, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let purchase = give(market, &buyer, &[bowl]).await;
    let (first, second) = (link(&buyer, &purchase).await, new_link(&buyer, &purchase).await);
    assert_eq!(link(&buyer, &purchase).await, second);
    let guest = market.visitor();
    guest.get(&first).await.is(404);
    guest.get(&second).await.is(200);
    guest.get("/gifts/guessed").await.is(404);
    let (stranger, _) = market.person("Wu").await;
    stranger.post(&format!("{purchase}/gift-link"), &[]).await.is(404);
    let secret = second.trim_start_matches("/gifts/").to_owned();
    let plain = async move |tx: &mut platform::db::Tx| {
        let sql = "SELECT COUNT(*) FROM gift WHERE token_hash = $1";
        tx.number(sql, platform::params![secret.as_str()]).await
    };
    assert_eq!(market.inner.db.read(plain).await.unwrap(), 0);
    // The buyer changes their mind.
    let order = buyer.get("/orders").await.link("/orders/");
    buyer.post(&format!("{order}/cancellation"), &[]).await.is(200);
    market.work().await;
    guest.post(&format!("{second}/address"), &WHERE).await.is(409);
    market.check().await;
});

story!(programs_give_and_receive, |market| {
    let (_, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let line = serde_json::json!({"variant": bowl.variant.to_string(), "quantity": 1});
    buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    let gift = serde_json::json!({"currency": "CNY", "key": "k", "gift": true, "name": "外婆", "country": "CN",
        "region": "浙江省", "gift_words": "For you."});
    let placed = buyer.send("POST", "/api/v1/checkouts", &gift).await.is(201).json();
    let purchase = format!("/api/v1/purchases/{}", placed["purchase"].as_str().unwrap());
    let none = serde_json::json!({});
    buyer.send("POST", &format!("{purchase}/gift-link"), &none).await.is(409);
    let url = buyer.send("POST", &format!("{purchase}/payment"), &none).await.is(200).json();
    let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
    buyer.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let first = buyer.get(&format!("{purchase}/gift-link")).await.is(200).json();
    let url = buyer.send("POST", &format!("{purchase}/gift-link"), &none).await.is(200).json();
    assert_ne!(first["url"], url["url"]);
    assert_eq!(buyer.get(&format!("{purchase}/gift-link")).await.json()["url"], url["url"]);
    let (_, token) = url["url"].as_str().unwrap().split_once("/gifts/").unwrap();
    let gift = format!("/api/v1/gifts/{token}");
    let guest = market.visitor();
    let seen = guest.get(&gift).await;
    seen.is(200).hides("50").shows("浙江省");
    guest.send("PUT", &format!("{gift}/address"), &none).await.is(422);
    let address = serde_json::to_value(ship_to()).unwrap();
    let seen = guest.send("PUT", &format!("{gift}/address"), &address).await.is(200).json();
    assert_eq!(seen["is_addressed"], true);
    guest.send("POST", &format!("{gift}/thanks"), &serde_json::json!({"words": "Thanks!"})).await.is(204);
    market.check().await;
});

story!(a_receiver_corrects_the_region_where_it_costs_no_more, |market| {
    let (owner, id) = market.maker("Ana").await;
    market.ships_nowhere(id).await;
    let zone = |name: &str, regions: &str, fee: &str| {
        let fixed = [("countries", "CN"), ("first_grams", "1000"), ("next_grams", "1000"), ("next", "0")];
        let fixed = fixed.into_iter().chain([("days_low", "1"), ("days_high", "3")]);
        let said = [("name", name), ("regions", regions), ("first", fee)];
        fixed.chain(said).map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>()
    };
    for zone in
        [zone("Near", "浙江省", "10.00"), zone("Same", "江苏省", "10.00"), zone("Far", "西藏", "40.00")]
    {
        let fields: Vec<(&str, &str)> = zone.iter().map(|(name, value)| (*name, value.as_str())).collect();
        owner.post("/desk/ana/shipping", &fields).await.is(200);
    }
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let purchase = give(market, &buyer, &[bowl]).await;
    let gift = link(&buyer, &purchase).await;
    let guest = market.visitor();
    assert_eq!(guest.get(&gift).await.is(200).field("region"), "浙江省");
    let to = |region: &'static str| WHERE.into_iter().chain([("region", region)]).collect::<Vec<_>>();
    let refused = guest.post(&format!("{gift}/address"), &to("西藏")).await;
    refused.is(422).shows("Sending it there costs more than was paid").shows("林外婆").hides("¥");
    guest.post(&format!("{gift}/address"), &to("江苏省")).await.is(200).shows("Being packed");
    let order = buyer.get("/orders").await.link("/orders/");
    owner.get(&format!("/desk/ana{order}")).await.shows("江苏省").hides("浙江省");
    market.check().await;
});
