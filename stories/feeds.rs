//! What the market says of its shops to other people's programs: feeds, and data in pages.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Engine, Market, Page, Person},
    story,
};

const HOSTILE: &str = "Bowl <b>&amp; \"lid\"</b> ]]>\u{1F375} 碗";

/// A bowl in two glazes and two sizes, and a cup that is sold out.
async fn shelf(market: &Market, ana: &Person) -> Value {
    let values = |values: [&str; 2]| json!(values);
    let variant = |glaze: &str, size: &str, price: &str, available: i64| json!({"choices": [glaze, size], "price": price, "available": available, "sku": format!("{glaze}-{size}")});
    let mut large = variant("青", "L", "88.50", 4);
    large["compare_at"] = json!("100.00");
    let body = json!({
        "title": HOSTILE, "title_en": "Celadon bowl", "handle": "bowl", "kind": "stock", "craft": "ceramics",
        "body": "<p>Thrown &amp; <b>fired</b>]]></p>",
        "options": [
            {"name": "釉", "values": values(["青", "白"]), "name_en": "Glaze", "values_en": values(["celadon", "white"])},
            {"name": "Size", "values": values(["S", "L"])},
        ],
        "variants": [
            variant("青", "S", "50.00", 3), large, variant("白", "S", "50.00", 0), variant("白", "L", "90.00", 1),
        ],
    });
    let made = ana.send("POST", "/api/v1/shops/ana/listings", &body).await;
    let bowl = made.is(201).json();
    let body = json!({
        "title": "Cup", "handle": "cup", "kind": "stock", "variants": [{"price": "20.00", "available": 0}],
    });
    let cup = ana.send("POST", "/api/v1/shops/ana/listings", &body).await.is(201).json();
    for listing in [&bowl, &cup] {
        let path = format!("/api/v1/listings/{}/state", listing["id"].as_str().unwrap());
        ana.send("POST", &path, &json!({"state": "active"})).await;
    }
    let number = async |tx: &mut Tx| {
        tx.execute_one("UPDATE variant SET barcode = '4006381333931' WHERE sku = '青-L'", &[]).await
    };
    market.inner.db.write(number).await.unwrap();
    bowl
}

/// The data blocks of a page.
fn told(page: &Page) -> Vec<Value> {
    let blocks = page.body.split("<script type=\"application/ld+json\">").skip(1);
    let blocks = blocks.map(|rest| rest.split("</script>").next().unwrap());
    blocks
        .flat_map(|block| match serde_json::from_str(block).unwrap() {
            Value::Array(several) => several,
            one => vec![one],
        })
        .collect()
}

fn of_type(page: &Page, kind: &str) -> Value {
    told(page)
        .into_iter()
        .find(|told| told["@type"] == kind)
        .unwrap_or_else(|| panic!("no {kind}: {:?}", told(page)))
}

/// What a feed says under a name, item by item.
fn said(feed: &str, name: &str) -> Vec<String> {
    let (begin, end) = (format!("<{name}>"), format!("</{name}>"));
    feed.split(&begin).skip(1).map(|rest| rest.split(&end).next().unwrap().to_owned()).collect()
}

story!(a_feed_for_google_tells_of_every_variant_and_comes_back_in, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, bos) = market.maker("Bo").await;
    shelf(market, &ana).await;
    market.thing(bos, "Oak stool", 34_900, 2).await;
    let guest = market.visitor();
    let feed = guest.get("/shops/ana/merchant.xml").await;
    feed.is(200).shows("xmlns:g=\"http://base.google.com/ns/1.0\"").hides("Oak stool");
    assert_eq!(feed.content_type, "application/xml; charset=utf-8");
    assert_eq!(feed.headers["cache-control"], "public, max-age=3600");
    assert_eq!(
        said(&feed.body, "g:price"),
        ["50.00 CNY", "100.00 CNY", "50.00 CNY", "90.00 CNY", "20.00 CNY"]
    );
    assert_eq!(said(&feed.body, "g:sale_price"), ["88.50 CNY"]);
    assert_eq!(
        said(&feed.body, "g:availability"),
        ["in_stock", "in_stock", "out_of_stock", "in_stock", "out_of_stock"]
    );
    assert_eq!(said(&feed.body, "g:gtin"), ["4006381333931"]);
    // Only the cup has no number at all.
    assert_eq!(said(&feed.body, "g:mpn"), ["青-S", "青-L", "白-S", "白-L"]);
    assert_eq!(said(&feed.body, "g:identifier_exists"), ["no"]);
    assert_eq!(said(&feed.body, "g:size"), ["S", "L", "S", "L"]);
    let groups = said(&feed.body, "g:item_group_id");
    assert!(groups.len() == 4 && groups.iter().all(|group| *group == groups[0]));
    feed.shows("&lt;b&gt;&amp;amp; &quot;lid&quot;&lt;/b&gt; ]]&gt;").shows("Thrown &amp; fired ]]&gt;");
    // Whoever comes for a variant finds it chosen.
    let link = said(&feed.body, "link")[4].clone();
    let path = link.strip_prefix(&market.inner.config.public_url).unwrap();
    guest.get(path).await.is(200).shows("¥90");
    let english = guest.get("/shops/ana/merchant.xml?lang=ja").await;
    english.shows("Celadon bowl · celadon / S").shows("<g:custom_variant1_category>Glaze<");
    // The market's has everybody's, and says whose each thing is.
    let all = guest.get("/merchant.xml").await;
    all.is(200).shows("Oak stool");
    assert_eq!(said(&all.body, "g:external_seller_id"), ["ana", "ana", "ana", "ana", "ana", "bo"]);
    // What came out goes in again, with the shop's own words for its options.
    let preview = bo.upload("/desk/bo/import", &[], &[("file", "feed.xml", feed.body.as_bytes())]).await;
    preview.is(200).shows("This is a Google Merchant feed.");
    bo.post(&preview.path, &[]).await.is(200);
    market.work().await;
    let back = guest.get("/api/v1/shops/bo/listings").await.json();
    let bowl =
        back["items"].as_array().unwrap().iter().find(|it| it["title"]["own"] == HOSTILE).unwrap().clone();
    let bowl = guest.get(&format!("/api/v1/listings/{}", bowl["id"].as_str().unwrap())).await.json();
    let names: Vec<&str> =
        bowl["options"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["釉", "Size"]);
    let variants: Vec<(Value, &str)> = bowl["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["choices"].clone(), it["price"]["amount"].as_str().unwrap()))
        .collect();
    let expected = [("青", "S", "50.00"), ("青", "L", "88.50"), ("白", "S", "50.00"), ("白", "L", "90.00")];
    assert_eq!(variants, expected.map(|(glaze, size, price)| (json!([glaze, size]), price)));
});

story!(feeds_tell_nothing_that_is_not_on_sale, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (_, bos) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 3).await;
    market.thing(bos, "Stool", 5_000, 3).await;
    let body = json!({"title": "Secret draft", "handle": "draft", "kind": "stock", "variants": [{"price": "20.00"}]});
    ana.send("POST", "/api/v1/shops/ana/listings", &body).await.is(201);
    market.find_anew().await;
    let guest = market.visitor();
    let all = ["/merchant.xml", "/shops/ana/merchant.xml", "/shops/ana/feed.atom", "/browse/feed.atom"];
    for feed in all {
        for person in [&guest, &ana] {
            person.get(feed).await.is(200).shows("Bowl").hides("Secret draft");
        }
    }
    let told = async || said(&guest.get("/shops/ana/merchant.xml").await.body, "g:availability");
    assert_eq!(told().await, ["in_stock"]);
    // Who ships nowhere sells nothing, and a shop on holiday neither.
    market.ships_nowhere(shop).await;
    assert_eq!(told().await, ["out_of_stock"]);
    let page = guest.get("/shops/ana/bowl").await;
    assert_eq!(of_type(&page, "Product")["offers"][0]["availability"], "https://schema.org/OutOfStock");
    let archive = json!({"state": "archived"});
    ana.send("POST", &format!("/api/v1/listings/{}/state", bowl.listing), &archive).await;
    market.find_anew().await;
    for feed in all {
        guest.get(feed).await.is(200).hides("Bowl");
    }
    ana.post("/desk/ana/closure", &[]).await.is(200);
    for feed in ["/shops/ana/merchant.xml", "/shops/ana/feed.atom", "/shops/nobody/feed.atom"] {
        guest.get(feed).await.is(404);
    }
    guest.get("/merchant.xml").await.is(200).shows("Stool").hides("ana");
});

story!(a_feed_is_longer_than_what_is_read_at_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    for number in 0..103 {
        market.thing(shop, &format!("Thing {number}"), 5_000 + number, 3).await;
    }
    for feed in ["/merchant.xml", "/shops/ana/merchant.xml"] {
        let page = market.visitor().get(feed).await;
        let ids = said(&page.is(200).body, "g:id");
        let different: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!((ids.len(), different.len()), (103, 103));
        assert!(page.body.ends_with("</channel>\n</rss>\n"));
    }
});

story!(what_is_new_is_told_in_an_atom_feed_and_not_twice, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (_, bos) = market.maker("Bo").await;
    shelf(market, &ana).await;
    market.thing(bos, "Oak stool", 34_900, 2).await;
    market.find_anew().await;
    let guest = market.visitor();
    // Pages say where their feeds are.
    for (page, feed) in [
        ("/", "/browse/feed.atom"),
        ("/shops/ana", "/shops/ana/feed.atom"),
        ("/browse?craft=ceramics", "/browse/feed.atom?craft=ceramics"),
        (
            "/browse?country=CN&region=%E5%AE%81%E5%A4%8F&sort=cheapest",
            "/browse/feed.atom?country=CN&#38;region=%E5%AE%81%E5%A4%8F",
        ),
    ] {
        let page = guest.get(page).await;
        page.is(200)
            .shows("rel=\"alternate\" type=\"application/atom+xml\"")
            .shows(&format!("href=\"{feed}\""));
        let feed = guest.get(&feed.replace("&#38;", "&")).await;
        assert_eq!(feed.is(200).content_type, "application/atom+xml; charset=utf-8");
        feed.shows("]]&gt;").shows("xmlns=\"http://www.w3.org/2005/Atom\"");
    }
    guest.get("/browse/feed.atom?craft=ceramics").await.hides("Oak stool");
    guest.get("/browse/feed.atom?region=%E5%AE%81%E5%A4%8F").await.shows("Oak stool");
    guest.get("/browse/feed.atom?region=nowhere").await.is(200).hides("<entry>");
    // Neither words nor a language of the reader's is part of it.
    let feed = guest.get("/browse/feed.atom?q=stool").await;
    feed.shows("]]&gt;").shows("xml:lang=\"en\"");
    guest.get("/shops/ana/feed.atom?lang=hi").await.shows("xml:lang=\"hi\"").shows("Celadon bowl");
    let ask = async |headers: &[(&str, &str)]| {
        guest.ask("GET", "/shops/ana/feed.atom", None, headers, Vec::new()).await
    };
    let first = ask(&[]).await;
    let tag = first.is(200).headers["etag"].to_str().unwrap().to_owned();
    let changed = first.headers["last-modified"].to_str().unwrap().to_owned();
    assert_eq!(first.headers["cache-control"], "public, max-age=600");
    assert_eq!(
        said(&first.body, "title"),
        ["ana", "Cup", "Bowl &lt;b&gt;&amp;amp; &quot;lid&quot;&lt;/b&gt; ]]&gt;\u{1F375} 碗"]
    );
    let again = ask(&[("if-none-match", &tag)]).await;
    assert_eq!((again.is(304).body.as_str(), again.headers["etag"].to_str().unwrap()), ("", tag.as_str()));
    ask(&[("if-modified-since", &changed)]).await.is(304);
    market.pass(kernel::hours(1)).await;
    let shop = kernel::ShopId::new(market.number("SELECT MIN(id) FROM shop").await);
    market.thing(shop, "Vase", 9_900, 1).await;
    ask(&[("if-none-match", &tag)]).await.is(200).shows("Vase");
    ask(&[("if-modified-since", &changed)]).await.is(200).shows("Vase");
});

story!(search_engines_read_what_a_thing_costs_who_sells_it_and_on_what_terms, |market| {
    let (ana, shop) = market.maker("Ana").await;
    shelf(market, &ana).await;
    let made = market.thing(shop, "Saddle", 90_000, 1).await;
    let act = async move |tx: &mut Tx| {
        let sql = "UPDATE listing SET kind = 'made_to_order' WHERE shop_id = $1 AND id = $2";
        tx.execute_one(sql, platform::params![made.listing.shop(), made.listing.number()]).await
    };
    market.inner.db.write(act).await.unwrap();
    let guest = market.visitor();
    let page = guest.get("/shops/ana/bowl").await;
    page.is(200).hides("]]></p>");
    let product = of_type(&page, "Product");
    assert_eq!((&product["name"], &product["brand"]["name"]), (&json!(HOSTILE), &json!("ana")));
    let offers = product["offers"].as_array().unwrap();
    let told: Vec<[&str; 4]> = offers
        .iter()
        .map(|it| {
            ["price", "priceCurrency", "availability", "itemCondition"].map(|name| it[name].as_str().unwrap())
        })
        .collect();
    let new = "https://schema.org/NewCondition";
    let (here, gone) = ("https://schema.org/InStock", "https://schema.org/SoldOut");
    assert_eq!(
        told,
        [
            ["50.00", "CNY", here, new],
            ["88.50", "CNY", here, new],
            ["50.00", "CNY", gone, new],
            ["90.00", "CNY", here, new]
        ]
    );
    assert_eq!((&offers[1]["gtin"], &offers[1]["sku"]), (&json!("4006381333931"), &json!("青-L")));
    let shipping = &offers[0]["shippingDetails"];
    assert_eq!(shipping["shippingRate"]["value"], "0.00");
    assert_eq!(shipping["shippingDestination"]["addressCountry"], "CN");
    assert_eq!(shipping["deliveryTime"]["transitTime"]["maxValue"], 3);
    let back = |page: &Page| of_type(page, "Product")["offers"][0]["hasMerchantReturnPolicy"].clone();
    assert_eq!(
        (&back(&page)["merchantReturnDays"], &back(&page)["applicableCountry"]),
        (&json!(7), &json!("CN"))
    );
    let saddle = guest.get("/shops/ana/saddle").await;
    assert_eq!(back(&saddle)["returnPolicyCategory"], "https://schema.org/MerchantReturnNotPermitted");
    let way = of_type(&page, "BreadcrumbList");
    let steps: Vec<&str> =
        way["itemListElement"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(steps, ["Home", "Browse", "Ceramics", HOSTILE]);
    let shop = of_type(&guest.get("/shops/ana").await, "OnlineStore");
    assert_eq!((&shop["name"], &shop["address"]["addressLocality"]), (&json!("ana"), &json!("银川")));
    let home = guest.get("/").await;
    assert_eq!(of_type(&home, "Organization")["url"], format!("{}/", market.inner.config.public_url));
    assert!(
        of_type(&home, "WebSite")["potentialAction"]["target"]["urlTemplate"]
            .as_str()
            .unwrap()
            .ends_with("/search?q={search_term_string}")
    );
});

/// By feedparser, where `JISHI_TEST_OUTSIDE` names its environment: see `scripts/with-outside`.
#[tokio::test]
async fn a_parser_of_another_language_reads_the_feeds() {
    let Ok(outside) = std::env::var("JISHI_TEST_OUTSIDE") else { return };
    let market = Market::open(Engine::Sqlite).await;
    let (ana, _) = market.maker("Ana").await;
    let bowl = shelf(&market, &ana).await;
    let guest = market.visitor();
    let merchant = guest.get("/merchant.xml").await.is(200).body.clone();
    let shown = guest.get(&format!("/api/v1/listings/{}", bowl["id"].as_str().unwrap())).await.json();
    let mut things: serde_json::Map<String, Value> = serde_json::Map::new();
    for variant in shown["variants"].as_array().unwrap() {
        let price = if variant["choices"][1] == "L" && variant["choices"][0] == "青" {
            "100.00 CNY".to_owned()
        } else {
            format!("{} CNY", variant["price"]["amount"].as_str().unwrap())
        };
        let thing = json!({
            "price": price, "size": variant["choices"][1], "item_group_id": bowl["id"], "item_group_title": HOSTILE,
        });
        things.insert(variant["id"].as_str().unwrap().to_owned(), thing);
    }
    let cup = said(&merchant, "g:id").pop().unwrap();
    things.insert(cup, json!({"price": "20.00 CNY", "availability": "out_of_stock"}));
    let atom = guest.get("/shops/ana/feed.atom").await.is(200).body.clone();
    let sample =
        json!({"merchant": merchant, "atom": atom, "things": things, "new": ["Cup", HOSTILE]}).to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/outside/feeds.py");
    let mut python = Command::new(format!("{outside}/bin/python"));
    let mut python = python.arg(script).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(sample.as_bytes()).unwrap();
    let ended = python.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    market.end().await;
}

/// A picture of a thing, as its photo is kept.
async fn photograph(market: &Market, person: &Person, listing: &str) {
    let mut pixels = std::io::Cursor::new(Vec::new());
    let red = image::RgbaImage::from_pixel(700, 500, image::Rgba([200, 0, 0, 255]));
    red.write_to(&mut pixels, image::ImageFormat::Png).unwrap();
    let path = format!("/desk/ana/listings/{listing}/photos");
    person.upload(&path, &[], &[("photos", "red.png", &pixels.into_inner())]).await.is(200);
    market.work().await;
}

story!(a_shared_address_brings_a_picture_with_the_price_on_it, |market| {
    let (ana, _) = market.maker("Ana").await;
    let bowl = shelf(market, &ana).await;
    let id = bowl["id"].as_str().unwrap().to_owned();
    photograph(market, &ana, &id).await;
    let guest = market.visitor();
    let page = guest.get("/shops/ana/bowl").await;
    page.shows("property=\"og:image:width\" content=\"1200\"")
        .shows("name=\"twitter:card\" content=\"summary_large_image\"");
    page.shows("¥50 CNY · ana\">");
    let address = |page: &Page| {
        let said =
            page.body.split("property=\"og:image\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        said.strip_prefix(&market.inner.config.public_url).unwrap().replace("&#38;", "&")
    };
    let poster = guest.get(&address(&page)).await;
    assert_eq!((poster.is(200).content_type.as_str(), poster.bytes.len() < 300_000), ("image/jpeg", true));
    assert_eq!(poster.headers["cache-control"], "public, max-age=31536000, immutable");
    let drawn = image::load_from_memory(&poster.bytes).unwrap().into_rgb8();
    assert_eq!(drawn.dimensions(), (1_200, 630));
    let [red, green, _] = drawn.get_pixel(300, 300).0;
    assert!(red > 180 && green < 30, "the photo");
    assert!(drawn.enumerate_pixels().any(|(x, _, pixel)| x > 660 && pixel.0[0] < 0x50), "the words");
    // It is kept: the same once more, and another for other words.
    assert_eq!(guest.get(&address(&page)).await.bytes, poster.bytes);
    let other = guest.get(&format!("/listings/{id}/poster.jpg?lang=ja")).await;
    assert_eq!(other.is(200).headers["cache-control"], "public, max-age=3600");
    assert_ne!(other.bytes, poster.bytes);
    // What is nobody's business has none.
    ana.send("POST", &format!("/api/v1/listings/{id}/state"), &json!({"state": "archived"})).await;
    guest.get(&address(&page)).await.is(404);
    let own = ana.get(&address(&page)).await;
    assert_eq!(own.is(200).headers["cache-control"], "private, no-store");
});

story!(programs_are_told_what_there_is_and_how_to_ask_for_it, |market| {
    let guest = market.visitor();
    let list = guest.get("/llms.txt").await;
    assert_eq!(list.is(200).content_type, "text/markdown; charset=utf-8");
    let origin = market.inner.config.public_url.clone();
    let links: Vec<&str> =
        list.body.split(&format!("]({origin}")).skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(links.len() > 6 && list.body.starts_with("# "), "{links:?}");
    for link in links {
        guest.get(link).await.is(200);
    }
    guest.get("/llms.txt?lang=zh").await.shows("API 手册");
    let book = guest.get("/api.txt").await;
    let described = guest.get("/api/v1/openapi.json").await.json();
    for (path, calls) in described["paths"].as_object().unwrap() {
        for method in calls.as_object().unwrap().keys().filter(|name| *name != "parameters") {
            book.shows(&format!("### {} {path}\n", method.to_uppercase()));
        }
    }
    book.shows("| hold | pieces taken from stock").shows("Idempotency-Key").hides("llms-").hides("api-");
    let tag = book.headers["etag"].to_str().unwrap();
    guest.ask("GET", "/api.txt", None, &[("if-none-match", tag)], Vec::new()).await.is(304);
    guest.get("/api").await.shows("href=\"/api.txt");
    guest.get("/sitemap-pages.xml").await.shows("/llms.txt</loc>");
});
