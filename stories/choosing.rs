//! What is found is chosen from: what it is made of, where it is from, how its craft is listed, what is ready; and what
//! is suggested while somebody types.

use platform::{db::Tx, params};

use crate::{
    harness::{Market, Person},
    story,
};

async fn change(market: &Market, sql: &'static str, values: Vec<platform::db::Value>) {
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(sql, &values).await).await.unwrap();
}

async fn total(person: &Person, query: &str) -> i64 {
    person.get(&format!("/api/v1/listings?{query}")).await.is(200).json()["total"].as_i64().unwrap()
}

/// The counts of one property.
async fn counts(person: &Person, query: &str, property: &str) -> Vec<(String, i64)> {
    let found = person.get(&format!("/api/v1/listings?{query}")).await.json();
    let counts = found["facets"][property].as_array().unwrap().iter();
    counts.map(|one| (one["value"].as_str().unwrap().to_owned(), one["listings"].as_i64().unwrap())).collect()
}

fn pairs(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}

story!(things_are_chosen_by_material_place_and_heritage, |market| {
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    const SHOP: &str =
        "UPDATE shop SET region = $2, city = $3, village = $4, place_en = $5, heritage = $6 WHERE id = $1";
    change(market, SHOP, params![ana, "宁夏", "银川", "金山村", "Yinchuan, Ningxia", "province"].to_vec())
        .await;
    change(market, SHOP, params![bo, "宁夏", "中卫", "", "Zhongwei, Ningxia", "none"].to_vec()).await;
    const MADE: &str = "UPDATE listing SET materials = $3, materials_en = $4, negotiable = $5 WHERE shop_id = $1 AND id = $2";
    for (shop, title, own, english, negotiable, stock) in [
        (ana, "Tea bag", "植鞣牛皮", "", 1, 3),
        (ana, "Tea cloth", "棉布、真丝", "cotton and silk", 0, 0),
        (bo, "Tea towel", "棉布", "", 0, 5),
    ] {
        let thing = market.thing(shop, title, 5_000, stock).await;
        let key = (thing.listing.shop(), thing.listing.number());
        change(market, MADE, params![key.0, key.1, own, english, negotiable].to_vec()).await;
    }
    market.find_anew().await;
    let guest = market.visitor();
    for words in ["", "q=tea&"] {
        let materials = counts(&guest, words, "material").await;
        for (code, count) in [("cotton", 2), ("silk", 1), ("cowhide", 1), ("leather", 1)] {
            assert!(materials.contains(&(code.to_owned(), count)), "{words} {code}: {materials:?}");
        }
        assert_eq!(total(&guest, &format!("{words}material=cotton")).await, 2);
        assert_eq!(total(&guest, &format!("{words}material=leather&material=silk")).await, 2);
        assert_eq!(total(&guest, &format!("{words}material=cotton&city=%E9%93%B6%E5%B7%9D")).await, 1);
        // What is chosen narrows the others and not itself.
        let cities = counts(&guest, &format!("{words}material=cotton&city=%E9%93%B6%E5%B7%9D"), "city").await;
        assert_eq!(cities, pairs(&[("中卫", 1), ("银川", 1)]), "{words}");
        let villages = counts(&guest, &format!("{words}city=%E9%93%B6%E5%B7%9D"), "village").await;
        assert_eq!(villages, pairs(&[("金山村", 2)]));
        assert_eq!(counts(&guest, words, "heritage").await, pairs(&[("province", 2)]));
        assert_eq!(
            total(&guest, &format!("{words}heritage=province&village=%E9%87%91%E5%B1%B1%E6%9D%91")).await,
            2
        );
        assert_eq!(total(&guest, &format!("{words}perk=ready")).await, 2);
        assert_eq!(total(&guest, &format!("{words}perk=ready&perk=negotiable")).await, 1);
        // What was read lately is counted.
        let perks = counts(&guest, &format!("{words}perk=negotiable"), "perk").await;
        assert!(perks.contains(&("ready".to_owned(), 1)), "{perks:?}");
        assert_eq!(total(&guest, &format!("{words}material=moonlight&city=")).await, 3);
    }
    let page = guest.get("/browse?region=%E5%AE%81%E5%A4%8F").await;
    page.is(200).shows("City or county").shows("Yinchuan").shows("cotton").shows("Provincial heritage");
    guest.get("/browse").await.is(200).hides("City or county").shows("Material");
    let page = guest.get("/browse?city=%E9%93%B6%E5%B7%9D&material=silk&heritage=province").await;
    page.is(200).shows(">Tea cloth</a>").hides(">Tea bag</a>").shows("Village");
    page.shows("href=\"/browse?city=%E9%93%B6%E5%B7%9D&#38;heritage=province\"");
});

story!(what_somebody_may_mean_is_suggested_while_they_type, |market| {
    let (_, ana) = market.maker("Ana").await;
    market.thing(ana, "Celadon teapot", 5_000, 3).await;
    market.find_anew().await;
    let guest = market.visitor();
    let suggested = async |typed: &str| {
        let found = guest.get(&format!("/search/suggest?q={typed}")).await.json();
        let rows = found.as_array().unwrap().iter();
        rows.map(|row| (row["text"].as_str().unwrap().to_owned(), row["url"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let has = |rows: &[(String, String)], text: &str, url: &str| {
        rows.iter().any(|(own, to)| own == text && to == url)
    };
    let rows = suggested("teap").await;
    assert!(has(&rows, "teapot", "/search?q=teapot"), "{rows:?}");
    assert!(has(&rows, "Celadon teapot", "/shops/ana/celadon-teapot"), "{rows:?}");
    assert!(has(&suggested("an").await, "ana", "/shops/ana"));
    assert!(has(&suggested("paper").await, "Paper", "/browse?craft=paper"));
    // A word that no listing says is not suggested.
    assert!(suggested("saddl").await.iter().all(|(_, url)| !url.starts_with("/search")));
    assert!(suggested("%20").await.is_empty());
});
