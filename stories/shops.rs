//! Shops: opening one, working in one, resting, and staying out of other people's.

use serde_json::json;

use crate::{harness::Town, story};

const NEW: [(&str, &str); 6] = [
    ("name", "贺兰皮雕坊"),
    ("kind", "maker"),
    ("language", "zh-CN"),
    ("currency", "CNY"),
    ("country", "CN"),
    ("zone", "Asia/Shanghai"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&NEW[..], more].concat()
}

story!(a_shop_is_opened_told_about_and_found, |market| {
    let (lin, _) = market.person("Lin").await;
    lin.get("/shops/new").await.is(200);
    lin.post("/shops", &with(&[("handle", "helan-leather")])).await.is(200).shows("Your shop is open");
    let guest = market.visitor();
    guest.get("/shops/helan-leather").await.is(200).shows("贺兰皮雕坊");
    guest.get("/shops").await.shows("贺兰皮雕坊");
    let story = [
        ("name", "贺兰皮雕坊"),
        ("name_en", "Helan Leather"),
        ("tagline", "三代人的皮雕"),
        ("story", "1958 年，爷爷开始雕皮。\n\n<script>alert(1)</script>"),
        ("generation", "3"),
        ("dispatch_days", "5"),
    ];
    lin.post("/desk/helan-leather/settings", &story).await.is(200).shows("The shop is saved");
    let page = guest.get("/shops/helan-leather").await;
    page.shows("爷爷开始雕皮").shows("三代人的皮雕").hides("<script>alert(1)").shows("&#60;script");
    assert_eq!(guest.get("/api/v1/shops/helan-leather").await.json()["name_en"], "Helan Leather");

    let wrong = [("name", ""), ("generation", "-3"), ("tagline", "两行\n不行"), ("story", "留着")];
    let page = lin.post("/desk/helan-leather/settings", &wrong).await;
    page.is(422).shows("Please fill this in").shows("Please give a number from 1 to 99").shows("留着");
    lin.get("/desk/helan-leather/settings").await.shows("爷爷开始雕皮");
});

story!(a_handle_belongs_to_one_shop_and_to_no_page_of_ours, |market| {
    let (lin, _) = market.person("Lin").await;
    let (wei, _) = market.person("Wei").await;
    lin.post("/shops", &with(&[("handle", "goji")])).await.is(200);
    let page = wei.post("/shops", &with(&[("handle", "goji")])).await;
    page.is(422).shows("Another shop has this address").shows("value=\"goji\"").shows("贺兰皮雕坊");
    for (handle, words) in [
        ("desk", "kept for the market itself"),
        ("Goji", "3 to 40 small letters"),
        ("go", "3 to 40 small letters"),
        ("枸杞子", "3 to 40 small letters"),
        ("a--b", "3 to 40 small letters"),
    ] {
        wei.post("/shops", &with(&[("handle", handle)])).await.is(422).shows(words);
    }
    let body = json!({"handle": "goji", "name": "x", "currency": "CNY"});
    let refused = wei.send("POST", "/api/v1/shops", &body).await.is(422).json();
    assert_eq!(
        (refused["errors"][0]["field"].as_str(), refused["errors"][0]["code"].as_str()),
        (Some("handle"), Some("handle-taken"))
    );

    // Two at once: one of them gets it.
    let body = json!({"handle": "pottery", "name": "x", "currency": "CNY"});
    let (one, two) =
        tokio::join!(lin.send("POST", "/api/v1/shops", &body), wei.send("POST", "/api/v1/shops", &body));
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [201, 422]);
    assert_eq!(market.number("SELECT COUNT(*) FROM shop").await, 2);
});

story!(staff_sell_and_the_owner_decides, |market| {
    let town = Town::build(market).await;
    let (staff, owner) = (&town.staff, &town.owner);
    let order = town.fill("/desk/{handle}/orders/{order}");
    let listing = town.fill("/desk/{handle}/listings/{listing_id}");
    for path in [
        "/desk/ana",
        "/desk/ana/listings",
        "/desk/ana/orders",
        "/desk/ana/shipping",
        "/desk/ana/money",
        "/desk/ana/import",
        "/desk/ana/settings",
        "/desk/ana/holiday",
        "/desk/ana/staff",
        &order,
        &listing,
    ] {
        staff.get(path).await.is(200);
    }
    staff.post(&format!("{order}/shipment"), &[("carrier", "SF")]).await.is(200);
    staff
        .post(&format!("{listing}/stock"), &[("variant", &town.bowl.variant.to_string()), ("available", "7")])
        .await
        .is(200);
    staff
        .send("PUT", &format!("/api/v1/listings/{}", town.bowl.listing), &json!({"title": "By Wu"}))
        .await
        .is(204);

    staff.get("/desk/ana/closure").await.is(403);
    staff.post("/desk/ana/closure", &[]).await.is(403);
    staff.post("/desk/ana/staff", &[("login", "lin@fair.example")]).await.is(403);
    staff.send("POST", "/api/v1/shops/ana/staff", &json!({"login": "lin@fair.example"})).await.is(403);
    staff.get("/desk/ana/staff").await.hides("name=\"login\"");
    let removal = owner.get("/desk/ana/staff").await.link("/desk/ana/staff/");
    staff.post(&removal, &[]).await.is(403);

    owner
        .post("/desk/ana/staff", &[("login", "wu@fair.example")])
        .await
        .is(422)
        .shows("They work here already");
    owner
        .post("/desk/ana/staff", &[("login", "nobody@fair.example")])
        .await
        .is(422)
        .shows("Nobody has an account");
    town.other.post(&removal.replace("/ana/", "/bo/"), &[]).await.is(404);
    owner.post(&removal, &[]).await.is(200).shows("They no longer work in the shop");
    staff.get("/desk/ana").await.is(404);
    staff
        .send("PUT", &format!("/api/v1/listings/{}", town.bowl.listing), &json!({"title": "Again"}))
        .await
        .is(404);
    owner.get("/desk/ana").await.is(200);
});

story!(to_follow_twice_counts_once, |market| {
    let town = Town::build(market).await;
    let follow = async |choice: &str| town.buyer.post("/following/ana", &[("follow", choice)]).await;
    follow("yes").await.is(200).shows("You follow this shop now").shows("1 follower");
    follow("yes").await.shows("1 follower");
    town.staff.post("/following/ana", &[("follow", "yes")]).await.shows("2 followers");
    follow("no").await.shows("You no longer follow").shows("1 follower");
    follow("no").await.shows("1 follower");
    let person = &town.buyer;
    for _ in 0..2 {
        person
            .ask("PUT", "/api/v1/shops/ana/following", Some("application/json"), &[], b"{}".to_vec())
            .await
            .is(204);
    }
    assert_eq!(market.number("SELECT followers FROM shop WHERE handle = 'ana'").await, 2);
    person.post("/following/nobody", &[("follow", "yes")]).await.is(404);
    assert!(town.guest.post("/following/ana", &[("follow", "yes")]).await.path.starts_with("/signin"));
});

story!(nothing_can_be_bought_while_a_shop_rests, |market| {
    let town = Town::build(market).await;
    let body = json!({"variant": town.bowl.variant.to_string(), "quantity": 1, "key": "rest", "name": "林晓雨",
        "phone": "+8613800138000", "country": "CN", "region": "浙江省", "city": "杭州市", "line1": "12", "postal_code": "311121"});
    for (day, words) in [
        ("", "Please fill this in"),
        ("2026-11-22", "from tomorrow on"),
        ("2029-01-01", "from tomorrow on"),
        ("2026-02-30", "Please choose"),
    ] {
        town.owner.post("/desk/ana/holiday", &[("until", day)]).await.is(422).shows(words);
    }
    town.owner
        .post("/desk/ana/holiday", &[("until", "2026-12-01")])
        .await
        .is(200)
        .shows("Have a good holiday");
    let stock = market.stock(town.bowl).await;
    town.guest.get("/shops/ana").await.shows("On holiday until");
    town.guest.get("/shops/ana/bowl").await.shows("This shop rests until").hides("name=\"add\"");
    town.buyer.get("/cart").await.shows("nothing can be ordered there now");
    let form = town.buyer.get("/checkout/CNY").await;
    let mut fields = crate::harness::address();
    let key = market.inner.chance.token();
    fields.extend([("key", key.as_str()), ("seen_total", "")]);
    assert!(!town.buyer.post("/checkout/CNY", &fields).await.path.starts_with("/sandbox"), "{}", form.status);
    let refused = town.buyer.send("POST", "/api/v1/purchases", &body).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    assert_eq!(market.stock(town.bowl).await, stock);
    // What is paid already goes on, and other shops sell.
    town.owner.post(&town.fill("/desk/{handle}/orders/{order}/shipment"), &[]).await.is(200);

    town.owner.post("/desk/ana/holiday/end", &[]).await.is(200).shows("You sell again");
    town.buyer.send("POST", "/api/v1/purchases", &body).await.is(201);
    town.owner.post("/desk/ana/holiday", &[("until", "2026-12-01")]).await.is(200);
    market.pass(kernel::days(9)).await;
    town.guest.get("/shops/ana/bowl").await.hides("This shop rests until");
    let mut body = body;
    body["key"] = json!("after");
    town.buyer.send("POST", "/api/v1/purchases", &body).await.is(201);
});

story!(a_closed_shop_is_gone_for_buyers_and_there_for_its_owner, |market| {
    let town = Town::build(market).await;
    town.owner.post("/desk/ana/closure", &[]).await.is(200).shows("The shop is closed");
    market.find_anew().await;
    town.guest.get("/shops/ana/bowl").await.is(404);
    town.guest.get("/browse").await.hides("Bowl");
    town.buyer.get(&town.fill("/orders/{order}")).await.is(200).shows("Bowl");
    town.owner.post(&town.fill("/desk/{handle}/orders/{order}/shipment"), &[]).await.is(200);
    town.owner.post("/desk/ana/reopening", &[]).await.is(200).shows("The shop is open again");
    market.find_anew().await;
    town.guest.get("/shops/ana/bowl").await.is(200);
});

story!(what_belongs_to_another_shop_does_not_exist, |market| {
    let town = Town::build(market).await;
    let (other, listing) = (&town.other, town.bowl.listing.to_string());
    let (variant, stock) = (town.bowl.variant.to_string(), market.stock(town.bowl).await);
    for path in [
        "/desk/{handle}/orders/{order}",
        "/desk/{handle}/listings/{listing_id}",
        "/desk/{handle}/shipping/{id}",
        "/desk/{handle}/shipping/{id}/removal",
        "/desk/{handle}/import/{run}",
        "/desk/{handle}/money",
        "/desk/{handle}/export.csv",
    ] {
        let path = town.fill(path);
        other.get(&path).await.is(404);
        let own = path.replace("/ana/", "/bo/");
        if path.matches('/').count() > 3 {
            other.get(&own).await.is(404);
        }
    }
    for (path, fields) in [
        (format!("/desk/bo/listings/{listing}"), vec![("title", "Mine")]),
        (format!("/desk/bo/listings/{listing}/state"), vec![("state", "archived")]),
        (
            format!("/desk/bo/listings/{listing}/stock"),
            vec![("variant", variant.as_str()), ("available", "0")],
        ),
        (town.fill("/desk/bo/orders/{order}/shipment"), vec![]),
        (town.fill("/desk/bo/orders/{order}/cancellation"), vec![]),
        (town.fill("/desk/{handle}/shipping/{id}").replace("/ana/", "/bo/"), vec![("name", "x")]),
    ] {
        let answer = other.post(&path, &fields).await;
        assert!(answer.status == 404 || answer.status == 422, "{path} {}", answer.status);
    }
    // A variant of another shop in the form of one's own listing.
    let own = format!("/desk/bo/listings/{}/stock", town.basket.listing);
    other.post(&own, &[("variant", &variant), ("available", "0")]).await;
    assert_eq!(market.stock(town.bowl).await, stock);
    other.send("PUT", &format!("/api/v1/variants/{variant}/stock"), &json!({"available": 0})).await.is(404);
    town.guest.get("/shops/ana/bowl").await.is(200).shows("Bowl");
    other.post("/desk/ana/settings", &[("name", "Mine")]).await.is(404);
    market.check().await;
});
