//! A buyer's orders: in tabs, searched, by the number that people say, and bought once more.

use kernel::days;
use serde_json::json;

use crate::{aftersale::buy, harness::Page, story};

/// The number that people say, as the page of an order has it.
fn number(page: &Page) -> String {
    let start = page.body.find("<b class=\"number\">").expect("a number") + 18;
    page.body[start..].split('<').next().unwrap().to_owned()
}

story!(an_order_is_found_by_the_number_that_people_say, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let order = buy(market, &buyer, bowl, 1).await;
    let short = number(&buyer.get(&format!("/orders/{order}")).await);
    // It begins with the day in the shop's place.
    assert!(short.starts_with("1122-") && short.len() == 9, "{short}");
    let long = format!("/orders/{order}");
    assert_eq!(buyer.get(&format!("/orders/{short}")).await.is(200).path, long);
    assert_eq!(buyer.get(&format!("/orders/{}", short.replace('-', ""))).await.is(200).path, long);
    let desk = format!("/desk/ana/orders/{short}");
    assert_eq!(shop.get(&desk).await.is(200).path, format!("/desk/ana{long}"));
    let (stranger, _) = market.person("Wu").await;
    stranger.get(&format!("/orders/{short}")).await.is(404);
    stranger.get(&desk).await.is(404);
    buyer.get(&format!("/orders?q={short}")).await.shows("Bowl");
    buyer.get("/orders?q=1122-0000000").await.hides("Bowl").shows("None here");
    let seen = buyer.get(&format!("/api/v1/orders/{order}")).await.json();
    assert_eq!(seen["number"], json!(short));
    assert!(crate::notifications::told(market, "lin", "Paid: ¥50").await.text.contains(&short));
    shop.post(&format!("/desk/ana{long}/shipment"), &[]).await.is(200);
    buyer.post(&format!("{long}/receipt"), &[]).await.is(200);
    for path in ["money", "money.csv", "statements", "statements.csv"] {
        shop.get(&format!("/desk/ana/{path}")).await.is(200).shows(&short);
    }
    let (chief, account) = market.person("Chief").await;
    market.make(account, "is_operator").await;
    let found = chief.get(&format!("/operator/orders?order={short}")).await;
    assert_eq!(found.is(200).path, format!("/operator{long}"));
});

story!(no_two_orders_of_a_shop_and_a_day_have_one_number, |market| {
    let (_, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 50).await;
    let (buyer, _) = market.person("Lin").await;
    for _ in 0..12 {
        buyer.check_out(&[(bowl, 1)], None).await.is(200);
    }
    market.pass(days(1)).await;
    buyer.check_out(&[(bowl, 1)], None).await.is(200);
    assert_eq!(market.number("SELECT COUNT(DISTINCT short) FROM orders").await, 13);
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE short LIKE '1122-%'").await, 12);
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE short LIKE '1123-%'").await, 1);
});

story!(orders_stand_in_tabs_and_are_searched_by_thing_and_shop, |market| {
    let (shop, id) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let cup = market.thing(other, "Tea cup", 3_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let order = buy(market, &buyer, bowl, 1).await;
    buy(market, &buyer, cup, 1).await;
    shop.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    buyer.get("/orders?state=on-the-way").await.shows("Bowl").hides("Tea cup");
    buyer.get("/orders?state=in-preparation").await.shows("Tea cup").hides("Bowl");
    buyer.get("/orders?state=to-pay").await.hides("Bowl").hides("Tea cup").shows("None here");
    buyer.get("/orders?q=tea").await.shows("Tea cup").hides("Bowl");
    buyer.get("/orders?q=ANA").await.shows("Bowl").hides("Tea cup");
    buyer.get("/orders?q=50%25_").await.hides("Bowl").hides("Tea cup");
    let found = buyer.get("/api/v1/orders?state=on-the-way").await.json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let found = buyer.get("/api/v1/orders?q=tea").await.json();
    assert_eq!(found["items"][0]["lines"][0]["title"], json!("Tea cup"));
    buyer.get("/api/v1/orders?state=lost").await.is(422);
});

story!(what_was_bought_is_bought_again_as_far_as_it_can_be, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_000, 9).await;
    let jar = market.thing(id, "Jar", 2_000, 2).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 3), (jar, 2)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/");
    buyer.get(&order).await.hides("Buy again");
    shop.post(&format!("/desk/ana{order}/shipment"), &[]).await.is(200);
    let cart = buyer.get(&order).await.shows("Buy again").path.clone();
    let cart = buyer.post(&format!("{cart}/repeat"), &[]).await;
    cart.is(200).shows("This of your order cannot be bought now").shows("<li dir=\"auto\">Jar</li>");
    assert_eq!(market.number("SELECT quantity FROM cart_line").await, 3);
    let (stranger, _) = market.person("Wu").await;
    stranger.post(&format!("{order}/repeat"), &[]).await.is(404);
    // Once more: as many as there are left.
    let answer = buyer.send("POST", &format!("/api/v1{order}/repeat"), &json!({})).await.is(200).json();
    assert_eq!(answer["missing"][0]["title"], json!("Jar"));
    assert_eq!(market.number("SELECT quantity FROM cart_line").await, 6);
    buyer.post(&format!("{order}/repeat"), &[]).await.is(200);
    assert_eq!(market.number("SELECT quantity FROM cart_line").await, 6);
});
