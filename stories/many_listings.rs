//! Many listings of a shop at once: found, looked at, changed, and copied.

use serde_json::json;

use crate::story;

story!(many_listings_are_changed_at_once_after_a_look, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let cup = market.thing(shop, "Tea Cup", 3_000, 4).await;
    let (bowl_id, cup_id) = (bowl.listing.to_string(), cup.listing.to_string());
    ana.get("/desk/ana/listings?q=tea").await.is(200).shows("Tea Cup").hides("Bowl");
    ana.get("/desk/ana/listings?q=%25").await.shows("Nothing found");

    let path = "/desk/ana/listing-changes";
    let asks = |act: &'static str, value: &'static str, more: &[(&'static str, &'static str)]| {
        let mut form = vec![("act", act), ("value", value)];
        form.extend(more);
        form
    };
    let both = [("listing", bowl_id.as_str()), ("listing", cup_id.as_str())];
    let send = async |act, value, is_sure: bool| {
        let sure: &[(&str, &str)] = if is_sure { &[("confirmed", "true")] } else { &[] };
        let form: Vec<(&str, &str)> =
            asks(act, value, &[]).into_iter().chain(both).chain(sure.to_vec()).collect();
        ana.post(path, &form).await
    };
    // A look changes nothing.
    send("percent", "10", false).await.is(200).shows("¥55").shows("¥33");
    assert_eq!(market.number("SELECT CAST(SUM(price_minor) AS BIGINT) FROM variant").await, 8_000);
    send("percent", "10", true).await.is(200).shows("The listings are changed");
    assert_eq!(market.number("SELECT CAST(SUM(price_minor) AS BIGINT) FROM variant").await, 8_800);
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (9, 4));
    send("pieces", "7", true).await.is(200);
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (7, 7));

    // What cannot be changed is named, the other is changed.
    ana.post(&format!("/desk/ana/listings/{cup_id}/state"), &[("state", "draft")]).await.is(200);
    let page = send("draft", "", true).await;
    page.is(422).shows("One listing is changed").shows("Tea Cup").shows("stays as it is");
    ana.post(path, &asks("price", "abc", &[])).await.is(422).shows("Tick at least one listing");
    send("percent", "-100", true).await.is(422);
    send("price", "0", true).await.is(422).shows("would be nothing");

    let body = json!({"listings": [bowl_id, cup_id], "act": "price", "value": "12.50"});
    let told = ana.send("POST", "/api/v1/shops/ana/listing-changes", &body).await.is(200).json();
    assert_eq!(told["changed"].as_array().unwrap().len(), 2);
    let more = json!({"listings": [bowl_id], "act": "percent", "value": "-20"});
    let told = ana.send("POST", "/api/v1/shops/ana/listing-changes", &more).await.is(200).json();
    assert_eq!(told["changed"], json!([bowl_id]));
    let (bo, _) = market.maker("Bo").await;
    let told = bo.send("POST", "/api/v1/shops/bo/listing-changes", &body).await.is(200).json();
    assert_eq!(
        (told["changed"].as_array().unwrap().len(), told["refused"].as_array().unwrap().len()),
        (0, 2)
    );

    let copy = ana.post(&format!("/desk/ana/listings/{bowl_id}/copy"), &[]).await;
    copy.is(200).shows("The copy is a draft");
    assert_eq!((copy.field("title"), copy.field("variants.0.price")), ("Bowl".into(), "10.00".into()));
    assert_eq!(copy.field("variants.0.available"), "0");
    ana.send("POST", &format!("/api/v1/listings/{cup_id}/copy"), &json!({})).await.is(201);
});
