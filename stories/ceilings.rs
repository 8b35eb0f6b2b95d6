//! Amounts have a ceiling at every door, and a sum that cannot be counted is said to be one.

use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Thing, Town, purchase},
    story,
};

fn buy(thing: Thing, pieces: i64) -> Value {
    let mut body = purchase(thing, &pieces.to_string());
    body["quantity"] = json!(pieces);
    body
}

story!(a_price_and_a_purchase_have_a_ceiling, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let listing = |price: &str| json!({ "title": "Cup", "variants": [{ "price": price }] });
    for price in ["10000000000.01", "92233720368547000.00", "92233720368547758.07"] {
        let page = ana.send("POST", "/api/v1/shops/ana/listings", &listing(price)).await;
        page.is(422).shows("price-too-large");
    }
    ana.send("POST", "/api/v1/shops/ana/listings", &listing("10000000000.00")).await.is(201);

    // A price from before there was a ceiling: it is shown and cannot be bought, and the check names it.
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let basket = market.thing(shop, "Basket", 400_000_000_000, 9).await;
    let raise = "UPDATE variant SET price_minor = 9223372036854700000 WHERE id = $1";
    let id = bowl.variant.number();
    let act = async move |tx: &mut Tx| tx.execute_one(raise, platform::params![id]).await;
    market.inner.db.write(act).await.unwrap();
    let told = desks::audit::check(&market.inner).await.unwrap();
    assert!(told.iter().any(|fault| fault.invariant == "a price is not above the ceiling"), "{told:?}");
    for (thing, pieces) in [(bowl, 1), (basket, 3)] {
        lin.send("POST", "/api/v1/purchases", &buy(thing, pieces)).await.is(409).shows("too-much");
    }
    lin.send("POST", "/api/v1/purchases", &buy(basket, 2)).await.is(201);
    lin.get("/cart").await.is(200);
});

story!(a_sum_that_cannot_be_counted_is_said_to_be_one, |market| {
    let town = Town::with_empty_carts(market).await;
    let huge = async |tx: &mut Tx| {
        for (transfer, leg, account, minor) in [
            (900, 1, "escrow", 9_000_000_000_000_000_000),
            (900, 2, "shop", -9_000_000_000_000_000_000_i64),
            (901, 1, "escrow", 9_000_000_000_000_000_000),
            (901, 2, "shop", -9_000_000_000_000_000_000),
        ] {
            let entry = "INSERT INTO entry (shop_id, transfer_id, leg, account, order_id, minor, currency) \
                VALUES ((SELECT MIN(id) FROM shop), $1, $2, $3, 0, $4, 'CNY')";
            tx.execute_one(entry, platform::params![i64::from(transfer), i64::from(leg), account, minor])
                .await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(huge).await.unwrap();
    for path in ["/operator", "/operator/ledger", "/api/v1/operator/ledger"] {
        let page = town.operator.get(path).await;
        assert!(matches!(page.status.as_u16(), 200 | 409), "{path}: {}", page.status);
    }
    town.operator.get("/operator/ledger").await.is(409).shows("more than this market can count");
    let told = desks::audit::check(&market.inner).await.unwrap();
    assert!(told.iter().any(|fault| fault.invariant == "the sum of an account can be counted"), "{told:?}");
    let mend = "DELETE FROM entry WHERE transfer_id IN (900, 901)";
    market.inner.db.write(async move |tx: &mut Tx| tx.execute(mend, &[]).await).await.unwrap();
});
