//! In which order things are found, and why: words first, then what is known of how well they serve.

use kernel::days;

use crate::{
    aftersale::buy,
    harness::{Market, Person, Town, program},
    story,
};

async fn ids(person: &Person, query: &str) -> Vec<String> {
    let found = person.get(&format!("/api/v1/listings?{query}")).await.json();
    found["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

async fn explained(market: &Market, operator: &Person, query: &str) -> serde_json::Value {
    market.find_anew().await;
    operator.get(&format!("/api/v1/listings?{query}&explain=true")).await.json()["explained"].clone()
}

story!(what_is_bought_passes_what_says_the_same_and_operators_see_why, |market| {
    let town = Town::build(market).await;
    let first = market.thing(town.bowl.listing.shop(), "Celadon vase", 5_000, 9).await;
    let second = market.thing(town.basket.listing.shop(), "Celadon vase", 5_000, 9).await;
    let better = market.thing(town.basket.listing.shop(), "Blue vase", 5_000, 9).await;
    let query = "q=celadon+vase";
    let before = explained(market, &town.operator, query).await;
    assert_eq!(before.as_array().unwrap().len(), 3, "{before}");
    let id = first.listing.to_string();
    let of = |told: &serde_json::Value, id: &str| {
        told.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
    };
    assert_eq!(of(&before, &id)["signals"]["sales"], 0);
    for name in ["Pia", "Quin", "Ravi", "Sol"] {
        let (buyer, _) = market.person(name).await;
        buy(market, &buyer, first, 1).await;
        // What fits only in part is never passed on, however often it is bought.
        buy(market, &buyer, better, 1).await;
    }
    let after = explained(market, &town.operator, query).await;
    let told = of(&after, &id);
    assert!(
        told["signals"]["sales"].as_i64().unwrap() > 0 && told["signals"]["conversion"].as_i64().unwrap() > 0
    );
    let parts = told["signals"].as_object().unwrap().values().map(|adds| adds.as_i64().unwrap()).sum::<i64>();
    let sum = parts + told["words"].as_i64().unwrap() + told["new_shop"].as_i64().unwrap();
    assert_eq!(told["sum"].as_i64(), Some(sum));
    let expected = [first, second, better].map(|thing| thing.listing.to_string());
    assert_eq!(ids(&town.guest, query).await, expected);
    // The page tells operators and nobody else; programs need the operator's scope.
    let page = town.operator.get(&format!("/search?{query}&explain=1")).await;
    page.is(200).shows("How each came to its place").shows("Carts that were paid");
    for person in [&town.guest, &town.buyer, &town.owner] {
        person.get(&format!("/search?{query}&explain=1")).await.is(200).hides("How each came to its place");
        let found = person.get(&format!("/api/v1/listings?{query}&explain=true")).await.json();
        assert!(found["explained"].is_null(), "{found}");
    }
    let token = market.token(town.buyer_id).await;
    let found = program(market.address, &token).get(&format!("/api/v1/listings?{query}&explain=1")).await;
    assert!(found.json()["explained"].is_null());
    // What was bought long ago says less and less.
    market.pass(days(30)).await;
    let later = of(&explained(market, &town.operator, query).await, &id);
    assert!(later["signals"]["sales"].as_i64() < told["signals"]["sales"].as_i64());
});

story!(new_shops_get_the_share_of_places_that_the_operator_gives_them, |market| {
    let town = Town::build(market).await;
    for number in 0..6 {
        market.thing(town.bowl.listing.shop(), &format!("Celadon jar {number}"), 5_000, 9).await;
    }
    market.pass(days(2)).await;
    let (_, shop) = market.maker("Newcomer").await;
    let new = market.thing(shop, "Celadon lidded jars nine", 5_000, 9).await.listing.to_string();
    let place = async |share: &str| {
        let wish = [("new_shop_places_basis_points", share), ("new_shop_days", "1")];
        town.operator.post("/operator/settings", &wish).await.is(200);
        market.find_anew().await;
        ids(&town.guest, "q=celadon+jar").await.iter().position(|id| *id == new).unwrap()
    };
    let without = place("0").await;
    let with = place("5000").await;
    assert!(with <= 1 && without > 1, "{without} {with}");
});

story!(the_nearest_come_first_and_nobody_is_asked_where_they_live, |market| {
    let (_, ana) = market.maker("Ana").await;
    let (_, bo) = market.maker("Bo").await;
    let (_, cy) = market.maker("Cy").await;
    for (shop, place) in
        [(ana, Some((38_620_000, 106_050_000))), (bo, Some((31_230_000, 121_470_000))), (cy, None)]
    {
        let at = async move |tx: &mut platform::db::Tx| {
            let sql = "UPDATE shop SET latitude_e6 = $2, longitude_e6 = $3, region = '' WHERE id = $1";
            tx.execute_one(sql, platform::params![shop, place.map(|at| at.0), place.map(|at| at.1)]).await
        };
        market.inner.db.write(at).await.unwrap();
    }
    let near = market.thing(ana, "Tea bowl", 5_000, 9).await.listing.to_string();
    let far = market.thing(bo, "Tea bowl", 5_000, 9).await.listing.to_string();
    let unknown = market.thing(cy, "Tea bowl", 5_000, 9).await.listing.to_string();
    market.find_anew().await;
    let guest = market.visitor();
    let order = [near.clone(), far.clone(), unknown.clone()];
    for query in ["near=38.5,106.3&sort=near", "q=tea&near=38.5,106.3&sort=near"] {
        assert_eq!(ids(&guest, query).await, order, "{query}");
    }
    let order = [far, near, unknown];
    assert_eq!(ids(&guest, "near=31,121&sort=near").await, order);
    // A page at a time, and with the distance beside each; where nobody said where they are, it cannot be asked.
    let first = guest.get("/api/v1/listings?near=31,121&sort=near&limit=1").await.json();
    let away = first["away"][0]["km"].as_i64().unwrap();
    assert!((40..70).contains(&away), "{away}");
    let next = format!("near=31,121&sort=near&limit=1&cursor={}", first["next"].as_str().unwrap());
    assert_eq!(ids(&guest, &next).await, order[1..2]);
    guest.get("/browse?near=31,121&sort=near").await.is(200).shows("about 50 km away");
    guest.get("/browse?near=nowhere&sort=near").await.is(200).hides("km away");
});
