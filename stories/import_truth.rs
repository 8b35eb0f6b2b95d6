//! Missing, empty, zero and "no" are four things, and nothing is lost without a word.

use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person},
    story,
};

async fn use_currency(market: &Market, sql: &'static str) {
    market.inner.db.write(async move |tx: &mut platform::db::Tx| tx.execute(sql, &[]).await).await.unwrap();
}

async fn in_dollars(market: &Market) {
    use_currency(market, "UPDATE shop SET currency = 'USD'").await;
}

async fn in_euros(market: &Market) {
    use_currency(market, "UPDATE shop SET currency = 'EUR'").await;
}

async fn look(person: &Person, file: &[u8]) -> Page {
    let page = person.upload("/desk/ana/import", &[], &[("file", "file.csv", file)]).await;
    page.is(200);
    page
}

/// Look at a file, take it, and read the report; `tick` are boxes of the form.
async fn bring(market: &Market, person: &Person, file: &str, tick: &[(&str, &str)]) -> Page {
    let preview = look(person, file.as_bytes()).await;
    person.post(&preview.path, tick).await.is(200);
    market.work().await;
    person.get(&preview.path).await
}

/// What programs read of a listing, by its handle.
async fn listing(market: &Market, person: &Person, handle: &str) -> Value {
    let id = id(market, handle).await;
    person.get(&format!("/api/v1/listings/{id}")).await.is(200).json()
}

async fn id(market: &Market, handle: &str) -> String {
    let wanted = handle.to_owned();
    let look = async move |tx: &mut platform::db::Tx| {
        let sql = "SELECT shop_id, id FROM listing WHERE handle = $1";
        tx.find(sql, platform::params![&wanted], |mut row| {
            Ok(goods::catalog::ListingId::new(row.shop()?, row.int()?).to_string())
        })
        .await
    };
    market.inner.db.read(look).await.unwrap().unwrap()
}

/// Pieces of a listing's first variant; None when nobody counts them.
fn left(listing: &Value) -> Option<i64> {
    listing["variants"][0]["left"].as_i64()
}

const NO_PRICE: &str = "Handle,Title,Variant Price,Variant Inventory Qty,Status\n\
    moss-pot,Pot without a price,,5,active\nfern-pot,Pot for nothing,0,5,active\nivy-pot,Pot at twelve,12.00,5,active\n";

story!(without_a_price_nothing_is_on_sale, |market| {
    let (ana, _) = market.maker("Ana").await;
    in_dollars(market).await;
    let preview = look(&ana, NO_PRICE.as_bytes()).await;
    preview.shows("Line 2: the listing has no price and is a draft until it has one.");
    let report = bring(market, &ana, NO_PRICE, &[]).await;
    report.shows("Line 2: the listing has no price").hides("Line 3").hides("Line 4");
    market.visitor().get("/shops/ana/moss-pot").await.is(404);
    market.visitor().get("/shops/ana/fern-pot").await.is(200);
    ana.get("/shops/ana/moss-pot").await.is(200).shows("No price yet");
    ana.get("/desk/ana/listings?state=draft").await.shows("No price yet");

    // An emptied cell is no price either: what the shop has stays, and it is said.
    let emptied = "Handle,Title,Variant Price\nivy-pot,Pot at twelve,\n";
    bring(market, &ana, emptied, &[])
        .await
        .shows("Line 2: the price cell is empty, so the price stays 12.00.");
    let ivy = listing(market, &ana, "ivy-pot").await;
    assert_eq!(
        (ivy["variants"][0]["price"]["amount"].as_str(), ivy["state"].as_str()),
        (Some("12.00"), Some("active")),
        "{ivy}"
    );

    // No door puts it on sale.
    let moss = id(market, "moss-pot").await;
    ana.post(&format!("/desk/ana/listings/{moss}/state"), &[("state", "active")]).await.is(409);
    let refused =
        ana.send("POST", &format!("/api/v1/listings/{moss}/state"), &json!({"state": "active"})).await;
    refused.is(409);
    ana.send("PUT", &format!("/api/v1/listings/{moss}"), &json!({"state": "active"})).await.is(422);
    let priced = json!({"state": "active", "variants": [{"price": "3.00"}]});
    ana.send("PUT", &format!("/api/v1/listings/{moss}"), &priced).await.is(204);
    market.visitor().get("/shops/ana/moss-pot").await.is(200);
    market.check().await;
});

story!(a_variant_without_a_price_is_not_for_sale_beside_others, |market| {
    let (ana, _) = market.maker("Ana").await;
    let file = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n\
        rice,Rice,Bag,1 kg,9.00,5\nrice,,,5 kg,,5\nrice,,,10 kg,ask us,5\n";
    let report = bring(market, &ana, file, &[]).await;
    report
        .shows("Line 3: there is no price, so it is not on sale.")
        .shows("Line 4")
        .shows("This is not a price");
    let rice = listing(market, &ana, "rice").await;
    assert_eq!(rice["variants"].as_array().unwrap().len(), 1, "{rice}");
    market.visitor().get("/shops/ana/rice").await.is(200).hides("\"price\":\"0.00\"").hides("¥0");
    assert_eq!(market.number("SELECT COUNT(*) FROM variant").await, 3, "it is kept for its seller");
    assert_eq!(market.number("SELECT price_low FROM listing").await, 900);
    let variant = async |tx: &mut platform::db::Tx| {
        let sql = "SELECT shop_id, id FROM variant WHERE priced = 0 ORDER BY position LIMIT 1";
        let read = |mut row: platform::db::Row| Ok(goods::catalog::VariantId::new(row.shop()?, row.int()?));
        tx.find(sql, &[], read).await
    };
    let variant = market.inner.db.read(variant).await.unwrap().unwrap().to_string();
    let put = market.visitor().post("/cart", &[("variant", &variant), ("quantity", "1")]).await;
    assert_ne!(put.status, 200, "nobody buys it");
});

story!(what_nobody_counts_is_not_sold_out, |market| {
    let (ana, _) = market.maker("Ana").await;
    in_dollars(market).await;
    let file = "Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy\n\
        stew-pack,Stew pack,14.00,,,deny\nsoup-bones,Soup bones,6.00,,0,deny\nsalami,Salami,9.00,shopify,4,deny\n\
        ham,Ham,19.00,shopify,,deny\n";
    bring(market, &ana, file, &[]).await.shows("In 3 rows, the first in line 2, nobody counts the pieces");
    for (handle, pieces) in [("stew-pack", None), ("soup-bones", None), ("salami", Some(4)), ("ham", None)] {
        assert_eq!(left(&listing(market, &ana, handle).await), pieces, "{handle}");
        market.visitor().get(&format!("/shops/ana/{handle}")).await.is(200).hides("Sold out");
    }
    bring(market, &ana, "Handle,Title,Variant Price\nbacon,Bacon,5.00\n", &[])
        .await
        .shows("always available");
    assert_eq!(left(&listing(market, &ana, "bacon").await), None);
    let unread = "Handle,Title,Variant Price,Variant Inventory Qty\nwurst,Wurst,5.00,some\n";
    bring(market, &ana, unread, &[]).await.shows("the listing begins as a draft");
    assert_eq!(listing(market, &ana, "wurst").await["state"], "draft");
    // Nor is a thing that a program makes without a word about pieces.
    let made = json!({"title": "Broth", "state": "active", "variants": [{"price": "3.00"}]});
    ana.send("POST", "/api/v1/shops/ana/listings", &made).await.is(201);
    assert_eq!(left(&listing(market, &ana, "broth").await), None);
    let counted =
        json!({"title": "Stock", "state": "active", "counting": "counted", "variants": [{"price": "3.00"}]});
    let refused = ana.send("POST", "/api/v1/shops/ana/listings", &counted).await.is(422).json();
    assert_eq!(refused["errors"][0]["field"], "variants.0.available", "{refused}");
});

story!(an_export_put_back_changes_nothing, |market| {
    let (ana, _) = market.maker("Ana").await;
    let thing = |title: &str, counting: &str, pieces: Value| {
        json!({"title": title, "state": "active", "counting": counting,
            "variants": [{"price": "8.00", "available": pieces}]})
    };
    for (title, counting, pieces) in [
        ("Always", "always", Value::Null),
        ("None left", "counted", json!(0)),
        ("Three", "counted", json!(3)),
        ("Later", "backorder", json!(0)),
    ] {
        ana.send("POST", "/api/v1/shops/ana/listings", &thing(title, counting, pieces)).await.is(201);
    }
    let draft = json!({"title": "Unpriced", "variants": [{"price": "", "available": 2}]});
    ana.send("POST", "/api/v1/shops/ana/listings", &draft).await.is(201);
    let photo = crate::photos::photo();
    let always = id(market, "always").await;
    ana.upload(&format!("/desk/ana/listings/{always}/photos"), &[], &[("photos", "a.png", &photo)])
        .await
        .is(200);
    for dialect in ["current", "legacy"] {
        let path = format!("/desk/ana/export.csv?dialect={dialect}");
        let out = ana.get(&path).await.is(200).body.clone();
        let preview = look(&ana, out.as_bytes()).await;
        preview.shows("What is in the shop already stays as it is.").hides("What is not taken");
        ana.post(&preview.path, &[]).await.is(200);
        market.work().await;
        assert_eq!(ana.get(&path).await.body, out, "{dialect}");
        for (handle, pieces) in
            [("always", None), ("none-left", Some(0)), ("three", Some(3)), ("later", None)]
        {
            assert_eq!(left(&listing(market, &ana, handle).await), pieces, "{handle} {dialect}");
        }
        assert_eq!(listing(market, &ana, "unpriced").await["state"], "draft");
        let pictures = listing(market, &ana, "always").await["pictures"].clone();
        assert!(pictures[0]["medium"].is_string(), "{pictures}");
    }
    market.check().await;
});

story!(fewer_than_none_are_none_and_the_preview_says_what_changes, |market| {
    let (ana, shop) = market.maker("Ana").await;
    use_currency(market, "UPDATE shop SET currency = 'JPY'").await;
    let file = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n\
        brown-rice,Brown rice,Bag,1 kg,900,-17\nbrown-rice,,,5 kg,3400,8\n\
        black-rice,Black rice,Title,Default Title,1200,-2\n";
    let report = bring(market, &ana, file, &[]).await;
    report
        .shows("Line 2: -17 pieces were taken for none.")
        .shows("Line 4: -2 pieces")
        .hides("What is not taken");
    assert_eq!(market.number("SELECT COUNT(*) FROM variant").await, 3);
    assert_eq!(market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await, 8);

    let tin = market.thing(shop, "Tea tin", 1_200, 7).await;
    use_currency(market, "UPDATE listing SET currency = 'JPY'").await;
    let yesterday = "Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n\
        tea-tin,A nicer tea tin,10.00,shopify,10\n";
    let preview = look(&ana, yesterday.as_bytes()).await;
    let rows = preview.text();
    for words in ["Tea tin Title Tea tin A nicer tea tin", "Tea tin Price 1200 10", "Tea tin Pieces 7 10"] {
        assert!(rows.contains(words), "{words}: {rows}");
    }
    preview.shows("Keep the number of pieces").shows("another number for one variant");
    bring(market, &ana, yesterday, &[("keep_stock", "true")]).await.shows("The import is done");
    assert_eq!(market.stock(tin).await, 7);
    let csv = Some("text/csv");
    let path = "/api/v1/shops/ana/imports?keep_stock=true";
    let run = ana.ask("POST", path, csv, &[], yesterday.into()).await.is(202).json();
    assert_eq!(
        (run["stock"].as_str(), run["changes"][0]["changes"][0]["what"].as_str()),
        (Some("kept"), Some("stock")),
        "{run}"
    );
    market.work().await;
    assert_eq!(market.stock(tin).await, 7);
    bring(market, &ana, yesterday, &[]).await;
    assert_eq!(market.stock(tin).await, 10);
});

story!(every_row_that_is_lost_is_named, |market| {
    let (ana, _) = market.maker("Ana").await;
    let file = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Variant Price,Variant Inventory Qty,Variant Grams,Variant SKU,SEO Title,My Shelf\n\
        Cup-1,\"Big\" cup one,plain,V,T,,TRUE,5.00,3,100,S1,,A\nCup-2,\"Big\" cup two,plain,V,T,,TRUE,5.00,3,100,S2,,A\n\
        Cup-3,\"Big\" cup three,plain,V,T,,TRUE,5.00,3,100,S3,,A\ncup-4,Cup four,plain,V,T,,TRUE,5.00,3,100,S4,,A\n";
    let report = bring(market, &ana, file, &[]).await;
    report.shows("Line 2").shows("Line 3").shows("Line 4").hides("Line 5").shows("shown to nobody: My Shelf");
    let all = ana.get(&format!("{}/refused.csv", report.path)).await;
    assert_eq!(all.is(200).body.lines().count(), 4, "{}", all.body);

    let two = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n\
        Sea_Green,Mug,Size,S,5.00,1\nsea-green,Bowl,Size,M,9.00,1\n";
    let report = bring(market, &ana, two, &[]).await;
    report.shows("Line 3").shows("the same address as line 2");
    let mug = listing(market, &ana, "sea-green").await;
    assert_eq!(
        (mug["title"]["own"].as_str(), mug["variants"].as_array().unwrap().len()),
        (Some("Mug"), 1),
        "{mug}"
    );

    // A variant whose row is refused is not taken out of the shop.
    let sizes = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n\
        jar,Jar,Size,S,5.00,1\njar,,,M,9.00,1\n";
    bring(market, &ana, sizes, &[]).await;
    let broken = sizes.replace("jar,,,M,", "jar,,,,");
    bring(market, &ana, &broken, &[]).await.shows("The option has no value");
    assert_eq!(listing(market, &ana, "jar").await["variants"].as_array().unwrap().len(), 2);
    let fewer = "Handle,Title,Option1 Name,Option1 Value,Variant Price\njar,Jar,Size,S,5.00\n";
    let text = look(&ana, fewer.as_bytes()).await.text();
    assert!(text.contains("M Variant goes"), "{text}");
});

story!(numbers_are_read_as_their_writers_meant_them, |market| {
    let (ana, _) = market.maker("Ana").await;
    in_euros(market).await;
    let file = b"sep=;\r\nHandle;Title;Variant Price;Variant Inventory Qty\r\nkaesebrett;K\xe4sebrett gro\xdf;19,99;5\r\n\
        loeffel;L\xf6ffel;8.50;5\r\ntisch;Tisch;1.234,00 \x80;1\r\nbank;Bank;$5;1\r\nbett;Bett;1.234;1\r\n";
    let preview = look(&ana, file).await;
    preview.shows("Line 6").shows("The amount is in another currency: $");
    preview.shows("Line 7").shows("can be read in two ways");
    ana.post(&preview.path, &[]).await.is(200);
    market.work().await;
    for (handle, price) in [("kaesebrett", "19.99"), ("loeffel", "8.50"), ("tisch", "1234.00")] {
        let listing = listing(market, &ana, handle).await;
        assert_eq!(listing["variants"][0]["price"]["amount"].as_str(), Some(price), "{listing}");
    }
    assert_eq!(listing(market, &ana, "bett").await["state"], "draft");
});

story!(the_editor_tells_no_price_from_nothing_and_none_from_not_counted, |market| {
    let (ana, _) = market.maker("Ana").await;
    let new = "/desk/ana/listings/new";
    let form = |state: &'static str, price: &'static str, pieces: &'static str| {
        [
            ("title", "Pot"),
            ("kind", "stock"),
            ("state", state),
            ("counting", "counted"),
            ("variants.0.price", price),
            ("variants.0.available", pieces),
        ]
    };
    ana.post(new, &form("active", "", "5")).await.is(422).shows("Nothing is on sale without a price");
    ana.post(new, &form("active", "5.00", "")).await.is(422).shows("How many are there?");
    let page = ana.post(new, &form("draft", "", "5")).await;
    page.is(200);
    let edit = page.path.clone();
    assert_eq!(page.field("variants.0.price"), "");
    ana.post(&edit, &form("active", "", "5")).await.is(422).shows("Nothing is on sale without a price");
    ana.post(&edit, &form("active", "0", "0")).await.is(200);
    let pot = listing(market, &ana, "pot").await;
    assert_eq!(
        (pot["variants"][0]["price"]["amount"].as_str(), left(&pot)),
        (Some("0.00"), Some(0)),
        "{pot}"
    );
    // A price that was there is not taken away by emptying its field.
    ana.post(&edit, &form("active", "", "0")).await.is(422);
    let always = [
        ("counting", "always"),
        ("variants.0.available", ""),
        ("variants.0.price", "4"),
        ("state", "active"),
        ("title", "Pot"),
        ("kind", "stock"),
    ];
    ana.post(&edit, &always).await.is(200);
    let page = ana.get(&edit).await;
    assert_eq!(page.field("variants.0.available"), "");
    ana.post(&edit, &form("active", "4", "")).await.is(422).shows("How many are there?");
});
