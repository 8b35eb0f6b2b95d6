//! Names in the reader's language, from the listing to the review.

use kernel::ShopId;
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing},
    story,
};

/// A shop that writes Chinese, with a bowl in two sizes that it says in English too.
async fn bowl(market: &Market) -> (Person, ShopId, Thing) {
    let (owner, shop) = market.maker("Ana").await;
    let chinese = "UPDATE shop SET language = 'zh-CN' WHERE id = $1";
    let act = async move |tx: &mut Tx| tx.execute_one(chinese, platform::params![shop]).await;
    market.inner.db.write(act).await.unwrap();
    let listing = json!({
        "title": "木碗", "title_en": "Wooden bowl", "kind": "stock", "state": "active", "materials": "榆木",
        "materials_en": "elm", "technique": "手工", "technique_en": "turned by hand",
        "options": [{"name": "尺寸", "values": ["小", "大"], "name_en": "Size", "values_en": ["petite", "grande"]}],
        "variants": [{"choices": ["小"], "price": "60.00", "available": 9},
            {"choices": ["大"], "price": "100.00", "available": 9}],
    });
    let made = owner.send("POST", "/api/v1/shops/ana/listings", &listing).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let shown = owner.get(&format!("/api/v1/listings/{id}")).await.is(200).json();
    assert_eq!(shown["options"][0]["values_en"], json!(["petite", "grande"]));
    assert_eq!((&shown["materials_en"], &shown["technique_en"]), (&json!("elm"), &json!("turned by hand")));
    let variant = |shown: &Value| shown["variants"][1]["id"].as_str().unwrap().parse().unwrap();
    (owner, shop, Thing { listing: id.parse().unwrap(), variant: variant(&shown) })
}

story!(a_reader_finds_names_in_their_language_from_the_listing_to_the_review, |market| {
    let (shop, _, bowl) = bowl(market).await;
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.get(&format!("/listings/{}", bowl.listing)).await;
    page.shows("Wooden bowl").shows("Size").shows("grande").shows("elm").shows("turned by hand");
    page.hides(">小<").hides("榆木");
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200).shows("Wooden bowl").hides("木碗");
    market.work().await;
    let mail = &market.mail("lin@fair.example").await[0];
    assert!(mail.text.contains("Wooden bowl") && !mail.text.contains("木碗"), "{}", mail.text);
    let list = buyer.get("/orders").await;
    let order = list.shows("Wooden bowl").hides("木碗").link("/orders/");
    buyer.get(&order).await.shows("Wooden bowl").shows("grande").hides("木碗");
    buyer.get(&format!("{order}/print")).await.shows("Wooden bowl").shows("grande").hides("木碗");
    let desk = format!("/desk/ana{order}");
    shop.post("/language", &[("lang", "zh-CN"), ("return_to", "/")]).await.is(200);
    shop.get(&desk).await.shows("木碗").shows("大").hides("Wooden bowl");
    shop.post(&format!("{desk}/shipment"), &[]).await.is(200);
    buyer.get(&format!("{order}/refunds/new")).await.shows("Wooden bowl").shows("grande").hides("木碗");
    let line = &buyer.get(&format!("/api/v1{order}")).await.json()["lines"][0];
    assert_eq!((&line["title"], &line["title_en"]), (&json!("木碗"), &json!("Wooden bowl")));
    assert_eq!((&line["choices"], &line["choices_en"]), (&json!("大"), &json!("grande")));
    buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
    buyer.get(&format!("{order}/review/new")).await;
    // The name that was bought stays, whatever the shop calls it tomorrow.
    let other = json!({"title": "老榆木碗", "title_en": "Old elm bowl"});
    shop.send("PUT", &format!("/api/v1/listings/{}", bowl.listing), &other).await.is(204);
    buyer.get(&order).await.shows("Wooden bowl").hides("Old elm");
});

story!(english_words_of_options_stand_beside_their_values_or_are_refused, |market| {
    let (shop, _, bowl) = bowl(market).await;
    let listing = format!("/api/v1/listings/{}", bowl.listing);
    let said = |values: &[&str]| json!({"options": [{"name": "尺寸", "values": ["小", "大"], "name_en": "Size", "values_en": values}]});
    let refused = shop.send("PUT", &listing, &said(&["petite"])).await;
    refused.is(422).shows("option-english");
    shop.send("PUT", &listing, &said(&["", "grande"])).await.is(204);
    let editor = format!("/desk/ana/listings/{}", bowl.listing);
    let form = shop.get(&editor).await;
    assert_eq!(form.is(200).field("options.0.values_en"), ", grande");
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.get(&format!("/listings/{}", bowl.listing)).await;
    page.shows("小").shows("grande");
    shop.send("PUT", &listing, &said(&[])).await.is(204);
    let page = buyer.get(&format!("/listings/{}", bowl.listing)).await;
    page.shows("小").shows("大").hides("grande");
});

story!(a_coupon_is_called_by_the_readers_name_for_it, |market| {
    let (shop, _, bowl) = bowl(market).await;
    let coupon = json!({"name": "春日问候", "name_en": "Spring greetings", "code": "SPRING", "kind": "amount",
        "amount": "5.00", "from": "2026-11-01T00:00:00Z", "until": "2026-12-30T00:00:00Z", "public": true});
    shop.send("POST", "/api/v1/shops/ana/coupons", &coupon).await.is(201).shows("Spring greetings");
    let (buyer, _) = market.person("Lin").await;
    let listing = format!("/listings/{}", bowl.listing);
    buyer.get(&listing).await.shows("Spring greetings").hides("春日问候");
    buyer.post("/language", &[("lang", "zh-CN"), ("return_to", "/")]).await.is(200);
    buyer.get(&listing).await.shows("春日问候").hides("Spring greetings");
});

story!(a_list_of_notifications_follows_its_readers_language, |market| {
    let sale = crate::aftersale::shipped(market, 1).await;
    market.work().await;
    sale.buyer.get("/notifications").await.shows("ana has sent your parcel");
    sale.buyer.post("/language", &[("lang", "zh-CN"), ("return_to", "/")]).await.is(200);
    let list = sale.buyer.get("/notifications").await;
    list.hides("has sent your parcel").shows("ana已发货").shows("已付款 ¥50.01");
    let told = sale.buyer.get("/api/v1/notifications").await.json();
    assert_eq!(told["items"][0]["language"], json!("zh-CN"));
});

story!(what_the_shop_has_taken_away_is_named_in_the_readers_language_too, |market| {
    let (shop, _, bowl) = bowl(market).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.post("/cart", &[("variant", &bowl.variant.to_string()), ("add", "1")]).await.is(200);
    let other = json!({"options": [{"name": "尺寸", "values": ["中"]}],
        "variants": [{"choices": ["中"], "price": "80.00", "available": 9}]});
    shop.send("PUT", &format!("/api/v1/listings/{}", bowl.listing), &other).await.is(204);
    buyer.get("/cart").await.shows("Wooden bowl").shows(">grande<").hides("木碗");
    let left = &buyer.get("/api/v1/cart").await.json()["left_out"][0];
    assert_eq!((&left["title"], &left["choices_en"]), (&json!("木碗"), &json!("grande")));
});
