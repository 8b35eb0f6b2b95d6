//! By which door an order was sold: what it carries, what a page may say of itself, and what it may not.

use serde_json::json;

use crate::story;

const LED: &str = "SELECT COUNT(*) FROM search_led";

story!(an_order_keeps_by_which_door_it_was_sold, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    let jar = market.thing(shop, "Jar", 2_000, 90).await;
    market.find_anew().await;
    let (lin, _) = market.person("Lin").await;
    // Found by words.
    let referer = format!("{}/search?q=bowl", market.inner.config.public_url);
    lin.look("/shops/ana/bowl", &[("referer", &referer)]).await.is(200);
    market.until(LED, 1).await;
    let channel = async || {
        let list = lin.get("/api/v1/orders").await.is(200).json();
        list["items"][0]["channel"].as_str().unwrap_or_default().to_owned()
    };
    let put = async |variant: String, by: &str| {
        lin.post("/cart", &[("variant", &variant), ("add", "1"), ("by", by)]).await.is(200);
    };
    let buy = async || {
        let form = lin.get("/checkout/CNY").await;
        let (key, total) = (form.field("key"), form.field("seen_total"));
        let mut fields = crate::harness::address();
        fields.extend([("key", key.as_str()), ("seen_total", &total)]);
        let pay = lin.post("/checkout/CNY", &fields).await.shows("no real money").path.clone();
        lin.post(&pay, &[("outcome", "paid")]).await.is(200);
    };
    lin.check_out(&[(bowl, 1)], None).await.is(200);
    assert_eq!(channel().await, "search");
    // A page's own word, until the cart hears something else of the same thing.
    for (by, kept) in
        [("live", "live"), ("replay", "replay"), ("", "listing"), ("offer", "listing"), ("<b>", "listing")]
    {
        market.clock.advance(kernel::minutes(1));
        put(jar.variant.to_string(), by).await;
        buy().await;
        assert_eq!(channel().await, kept, "{by}");
    }
    // By a program, and what a program may not say.
    let line = |by: &str| json!({ "variant": jar.variant.to_string(), "quantity": 1, "by": by });
    lin.send("PUT", "/api/v1/cart", &line("video")).await.is(200);
    lin.send("PUT", "/api/v1/cart", &line("search")).await.is(422);
    market.clock.advance(kernel::minutes(1));
    buy().await;
    assert_eq!(channel().await, "video");
    // The dearer thing of a cart says it for the order.
    put(jar.variant.to_string(), "live").await;
    put(bowl.variant.to_string(), "festival").await;
    market.clock.advance(kernel::minutes(1));
    buy().await;
    assert_eq!(channel().await, "festival");
    let list = lin.get("/api/v1/orders").await.json();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    ana.get(&format!("/desk/ana/orders/{id}")).await.is(200).shows("Sold by").shows("Festival");
    ana.get("/desk/ana/orders.csv?state=any")
        .await
        .is(200)
        .shows(",channel")
        .shows(",festival")
        .shows(",search");
    market.check().await;
});
