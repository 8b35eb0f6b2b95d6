//! A shop that has just opened: its word, its first steps, and nothing sold before it says where it ships.

use serde_json::json;

use crate::{
    harness::{Page, addressed, ship_to},
    photos::photo,
    story,
};

story!(a_shop_that_ships_nowhere_sells_nowhere, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    market.ships_nowhere(shop).await;
    let page = market.visitor().get("/shops/ana/bowl").await;
    page.is(200).shows("This shop does not ship yet").shows("Not on sale yet").hides("Set up shipping");
    assert!(!page.body.contains("data-variant-buy"));
    market.visitor().get("/shops/ana").await.shows("This shop does not ship yet");
    ana.get("/shops/ana/bowl").await.shows("Nobody can buy from you yet").shows("Set up shipping");
    ana.get("/desk/ana").await.shows("Where you ship");

    let (lin, _) = market.person("Lin").await;
    let variant = bowl.variant.to_string();
    lin.post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    let cart = lin.get("/cart").await;
    cart.shows("This shop does not ship yet").hides("/checkout/CNY");
    let checkout = lin.check_out(&[], None).await;
    checkout.is(422);
    let body = addressed(json!({"variant": variant, "quantity": 1, "key": "one"}));
    lin.send("POST", "/api/v1/purchases", &body).await.is(409);
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 0);

    // As soon as it says where, it sells there and nowhere else.
    let home = [
        ("name", "Home"),
        ("reach", "countries"),
        ("countries", "CN"),
        ("regions-CN", "浙江"),
        ("first_grams", "1000"),
        ("first", "8"),
        ("next_grams", "1000"),
        ("next", "2"),
        ("days_low", "2"),
        ("days_high", "4"),
    ];
    ana.post("/desk/ana/shipping", &home).await.is(200);
    market.visitor().get("/shops/ana/bowl").await.hides("does not ship yet");
    let elsewhere = kernel::Country::parse("JP").unwrap();
    let mut abroad =
        json!(people::accounts::Address { country: elsewhere, postal_code: "604-8005".into(), ..ship_to() });
    for (name, value) in [("variant", json!(variant)), ("quantity", json!(1)), ("key", json!("two"))] {
        abroad[name] = value;
    }
    lin.send("POST", "/api/v1/purchases", &abroad).await.is(409);
    let body = addressed(json!({"variant": variant, "quantity": 1, "key": "three"}));
    assert_eq!(lin.send("POST", "/api/v1/purchases", &body).await.is(201).json()["total"]["amount"], "58.00");
});

fn is_ticked(page: &Page, value: &str) -> bool {
    page.body.replace("\n  checked", " checked").contains(&format!("value=\"{value}\" checked"))
}

story!(the_places_of_a_zone_are_ticked_by_name, |market| {
    let (ana, shop) = market.maker("Ana").await;
    market.ships_nowhere(shop).await;
    let page = ana.get("/desk/ana/shipping").await;
    page.is(200).shows("You do not ship anywhere yet").shows("Home province").shows("Abroad");
    let form = ana.get("/desk/ana/shipping/new?preset=province").await;
    form.is(200).shows("Germany").shows("Ningxia").shows("Only parts of China");
    assert_eq!(form.field("name"), "Home province");
    assert!(is_ticked(&form, "宁夏") && is_ticked(&form, "CN") && !is_ticked(&form, "JP"));

    let zone = |places: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("name", "Near"),
            ("first_grams", "1000"),
            ("first", "8"),
            ("next_grams", "1000"),
            ("next", "2"),
            ("days_low", "2"),
            ("days_high", "4"),
        ];
        fields.extend(places);
        fields
    };
    let refused = ana.post("/desk/ana/shipping", &zone(&[("reach", "countries")])).await;
    refused.is(422).shows("Tick at least one country");
    let two = zone(&[("countries", "CN"), ("countries", "JP"), ("regions-CN", "宁夏")]);
    ana.post("/desk/ana/shipping", &two).await.is(422).shows("Parts go with one country");
    let near = zone(&[
        ("countries", "CN"),
        ("regions-CN", "宁夏"),
        ("regions-CN", "甘肃"),
        ("regions-JP", "京都府"),
    ]);
    let kept = ana.post("/desk/ana/shipping", &near).await;
    kept.is(200);
    ana.post("/desk/ana/shipping", &zone(&[("countries", "JP"), ("countries", "DE")])).await.is(200);
    ana.post("/desk/ana/shipping", &zone(&[("reach", "everywhere"), ("countries", "CN")])).await.is(200);
    let zones = ana.get("/api/v1/shops/ana/zones").await.json();
    assert_eq!(zones["items"][0]["regions"], json!(["宁夏", "甘肃"]));
    assert_eq!(zones["items"][1]["countries"], json!(["JP", "DE"]));
    assert_eq!(zones["items"][2]["countries"], json!([]));
    let edit =
        kept.html().forms().into_iter().find_map(|form| Some(form.action.strip_suffix("/place")?.to_owned()));
    let page = ana.get(&edit.unwrap()).await;
    assert!(is_ticked(&page, "甘肃") && !is_ticked(&page, "青海"));
});

story!(a_new_shop_gets_a_word_and_a_start_list, |market| {
    let (lin, _) = market.person("Lin").await;
    let new = |name: &'static str| {
        [("name", name), ("kind", "maker"), ("language", "zh-CN"), ("currency", "CNY"), ("country", "CN")]
    };
    assert_eq!(lin.get("/shops/new?name=Helan+Leather&kind=maker").await.field("handle"), "helan-leather");
    let desk = lin.post("/shops", &new("Helan Leather")).await;
    desk.is(200).shows("Your shop is open").shows("Get your shop going").shows("0 of 5 done");
    assert_eq!(desk.path.split('?').next(), Some("/desk/helan-leather"));
    // Another of the name gets a number, a name in other letters a word of its own; who asks for a word gets that or none.
    assert!(lin.post("/shops", &new("Helan Leather")).await.path.starts_with("/desk/helan-leather-2"));
    assert!(lin.post("/shops", &new("贺兰皮雕坊")).await.path.starts_with("/desk/maker-"));
    let api = lin.send("POST", "/api/v1/shops", &json!({"name": "Kiln & Co.", "currency": "CNY"})).await;
    assert_eq!(api.is(201).json()["handle"], "kiln-co");

    let place = [("region", "宁夏"), ("city", "银川")];
    lin.post("/desk/helan-leather/settings", &place).await.is(200);
    lin.get("/desk/helan-leather").await.shows("1 of 5 done");
});

story!(a_listing_and_its_photos_are_one_form, |market| {
    let (ana, _) = market.maker("Ana").await;
    let new = "/desk/ana/listings/new";
    let words = |title: &'static str, price: &'static str| {
        [
            ("title", title),
            ("kind", "stock"),
            ("state", "active"),
            ("counting", "counted"),
            ("variants.0.price", price),
            ("variants.0.available", "5"),
        ]
    };
    let (file, guest) = (photo(), market.visitor());
    let photos = [("photos", "pot.png", file.as_slice())];
    ana.upload(new, &words("Pot", "50"), &photos).await.is(200).shows("listing is");
    assert!(guest.get("/shops/ana/pot").await.is(200).body.contains("-640.webp"));

    // Without a photo it waits as a draft, whichever way the form came.
    ana.upload(new, &words("Cup", "50"), &[]).await.is(200).shows("saved as a draft");
    ana.post(new, &words("Jug", "50")).await.is(200).shows("saved as a draft");
    guest.get("/shops/ana/cup").await.is(404);

    // Words that are refused cost no photo: they wait in a draft that the form goes on with.
    let refused = ana.upload(new, &words("Vase", ""), &photos).await;
    refused.is(422).shows("Nothing is on sale without a price");
    assert!(refused.body.contains("-320.webp") && refused.field("title") == "Vase");
    let forms = refused.html().forms();
    let is_editor =
        |action: &str| action.starts_with("/desk/ana/listings/") && action.matches('/').count() == 4;
    let form = forms.iter().find(|form| is_editor(&form.action));
    let action = form.unwrap().action.clone();
    // Its address is made of its words then.
    ana.post(&action, &words("Vase", "80")).await.is(200);
    guest.get("/shops/ana/vase").await.is(200).shows("80");
    assert_eq!(market.number("SELECT COUNT(*) FROM listing").await, 4);

    // What is no picture is named, and the words that came with it are still there.
    let bad = [("photos", "notes.txt", b"no picture".as_slice())];
    ana.upload(new, &words("Bowl", "5"), &bad).await.is(422).shows("notes.txt");
    // No place leaves no hole on the page.
    ana.post("/desk/ana/settings", &[("region", ""), ("city", "")]).await.is(200);
    guest.get("/shops/ana/pot").await.hides("Ships from .").hides("Ships from");
});

story!(a_listing_says_what_a_parcel_to_its_reader_costs_and_when_it_comes, |market| {
    let (owner, shop) = market.maker("Ana").await;
    market.thing(shop, "Bowl", 5_000, 3).await;
    let guest = market.visitor();
    guest.get("/shops/ana/bowl").await.is(200).shows("Free shipping to China · arrives");
    market.ships_nowhere(shop).await;
    guest.get("/shops/ana/bowl").await.hides("shipping to China").hides("Shipping to China");
    let zone = [
        ("name", "Home"),
        ("countries", "CN"),
        ("first_grams", "1000"),
        ("first", "12.00"),
        ("next_grams", "1000"),
        ("next", "5.00"),
        ("days_low", "2"),
        ("days_high", "4"),
    ];
    owner.post("/desk/ana/shipping", &zone).await.is(200);
    guest.get("/shops/ana/bowl").await.shows("Shipping to China: ¥12 · arrives");
    let (lin, _) = market.person("Lin").await;
    let kyoto = [
        ("name", "Lin"),
        ("phone", "+81 75 123 4567"),
        ("country", "JP"),
        ("region", "京都府"),
        ("city", "京都市"),
        ("line1", "1-2-3"),
        ("postal_code", "604-8005"),
    ];
    lin.post("/mine/addresses", &kyoto).await.is(200);
    lin.get("/shops/ana/bowl").await.shows("Does not ship to Japan");
});
