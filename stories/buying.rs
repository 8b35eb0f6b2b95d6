//! From the cart to the release of the money.

use crate::story;

story!(money_waits_in_escrow_until_receipt, |market| {
    let (ana, leather) = market.maker("Ana").await;
    let (bo, goji) = market.maker("Bo").await;
    let satchel = market.thing(leather, "Carved satchel", 118_000, 3).await;
    let basket = market.thing(goji, "Goji basket", 12_850, 40).await;

    let buyer = market.visitor();
    let gateway = buyer.check_out(&[(satchel, 1), (basket, 2)], Some("lin@fair.example")).await;
    gateway.shows("¥1,437").shows("no real money");
    assert_eq!((market.stock(satchel).await, market.stock(basket).await), (2, 38));
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.shows("We are confirming your payment");
    market.work().await;
    let purchase = buyer.get("/orders").await;
    purchase.shows("To be shipped").shows("Carved satchel").shows("Goji basket");
    assert_eq!(market.balances().await, [("escrow".into(), 143_700), ("provider:sandbox".into(), -143_700)]);

    for (seller, handle) in [(&ana, "ana"), (&bo, "bo")] {
        let order =
            seller.get(&format!("/desk/{handle}/orders")).await.link(&format!("/desk/{handle}/orders/"));
        let shipment = format!("{order}/shipment");
        seller.post(&shipment, &[("carrier", "SF"), ("tracking", "SF1398")]).await.is(200).shows("SF1398");
    }

    let orders = buyer.get("/orders").await;
    orders.shows("On the way");
    let first = market
        .inner
        .db
        .read(async |tx: &mut platform::db::Tx| {
            tx.list("SELECT shop_id, id FROM orders ORDER BY id LIMIT 2", &[], |mut row| {
                Ok(selling::orders::OrderId::new(row.shop()?, row.int()?))
            })
            .await
        })
        .await
        .unwrap();
    let (leather_order, goji_order) = (first[0], first[1]);
    buyer.post(&format!("/orders/{leather_order}/receipt"), &[]).await.is(200).shows("Thank you");
    assert_eq!(
        market.balances().await,
        [
            ("commission".into(), 5_900),
            ("escrow".into(), 25_700),
            ("provider:sandbox".into(), -143_700),
            ("shop".into(), 112_100)
        ]
    );

    market.pass(kernel::days(9)).await;
    buyer.get(&format!("/orders/{goji_order}")).await.shows("On the way");
    market.pass(kernel::days(2)).await;
    buyer.get(&format!("/orders/{goji_order}")).await.shows("Completed");
    assert_eq!(
        market.balances().await,
        [
            ("commission".into(), 7_185),
            ("escrow".into(), 0),
            ("provider:sandbox".into(), -143_700),
            ("shop".into(), 136_515)
        ]
    );
    ana.get("/desk/ana/money").await.shows("¥1,121").shows("Released, less commission");
    bo.get("/desk/bo/money").await.shows("¥244.15");
    bo.get("/desk/bo/money.csv").await.shows(",release,").shows(",244.15,CNY");
});

story!(an_unpaid_purchase_is_closed_and_its_stock_goes_back, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.check_out(&[(bowl, 1)], None).await.is(200);
    assert_eq!(market.stock(bowl).await, 0);
    market.pass(kernel::minutes(31)).await;
    assert_eq!(market.stock(bowl).await, 1);
    let order = buyer.get("/orders").await.shows("Closed").link("/orders/");
    buyer.get(&order).await.shows("Nothing was charged");
});

story!(a_payment_that_comes_too_late_goes_back, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "too_late")]).await.is(200);
    market.pass(kernel::days(2)).await;
    buyer.get("/orders").await.shows("Closed");
    assert_eq!(market.number("SELECT COUNT(*) FROM payment_refund WHERE state = 'done'").await, 1);
    assert_eq!(market.balances().await, []);
    // The buyer is told, and no page goes on saying that nothing was charged.
    let order = buyer.get("/orders").await.link("/orders/");
    let purchase =
        buyer.get(&format!("/api/v1{order}")).await.json()["purchase"].as_str().unwrap().to_owned();
    let pages = [order, format!("/purchases/{purchase}")];
    for path in &pages {
        buyer
            .get(path)
            .await
            .is(200)
            .shows("¥50 came too late")
            .hides("Nothing was charged")
            .hides("Nothing was taken");
    }
    let mails = market.mail("lin@fair.example").await;
    let told = mails.iter().find(|mail| mail.subject == "¥50 goes back to you");
    assert!(told.expect("a mail").text.contains("had been closed already"));
    let shown = buyer.get(&format!("/api/v1/purchases/{purchase}")).await.json();
    assert_eq!(
        (shown["state"].as_str(), shown["sent_back"]["amount"].as_str()),
        (Some("closed"), Some("50.00"))
    );
    assert_eq!(shown["payments"][0]["state"], "succeeded");
    market.person("Bo").await.0.get(&format!("/api/v1/purchases/{purchase}")).await.is(404);
});

story!(a_notice_that_comes_twice_counts_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 2).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid_twice")]).await.is(200);
    market.work().await;
    assert_eq!(market.balances().await, [("escrow".into(), 5_000), ("provider:sandbox".into(), -5_000)]);
    assert_eq!(market.number("SELECT COUNT(*) FROM payment_refund").await, 0);
});

story!(a_declined_payment_may_be_tried_again, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    let waiting = buyer.post(&gateway.path, &[("outcome", "declined")]).await;
    // Whoever has just been at the gateway is not asked to pay once more before its word is there.
    waiting.shows("We are confirming your payment").hides("Pay ¥50").shows("looks=1");
    let later = waiting.path.replace("confirming", "confirming&looks=20");
    buyer.get(&later).await.shows("Waiting for the payment").shows("Pay ¥50");
    market.work().await;
    let declined = buyer.get(&waiting.path).await;
    declined.shows("did not go through").shows("Nothing was charged").shows("Pay ¥50");
    let again = buyer.post(&format!("{}/payment", waiting.path.split('?').next().unwrap()), &[]).await;
    assert_ne!(again.path, gateway.path);
    buyer.post(&again.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    buyer.get("/orders").await.shows("To be shipped");
});

story!(an_order_is_cancelled_before_shipment_and_refunded, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/");
    buyer.post(&format!("{order}/cancellation"), &[]).await.shows("Refunded");
    market.work().await;
    assert_eq!(market.stock(bowl).await, 1);
    assert_eq!(market.balances().await, [("escrow".into(), 0), ("provider:sandbox".into(), 0)]);
    let shipment = format!("/desk/ana{order}/shipment");
    ana.post(&shipment, &[]).await.is(409);
});

story!(an_order_that_is_never_shipped_is_refunded, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    market.pass(kernel::days(13)).await;
    buyer.get("/orders").await.shows("To be shipped");
    market.pass(kernel::days(2)).await;
    buyer.get("/orders").await.shows("Refunded");
    assert_eq!(market.stock(bowl).await, 1);
});

story!(the_buyer_may_wait_longer_once, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/");
    ana.post(&format!("/desk/ana{order}/shipment"), &[]).await.is(200);
    buyer.post(&format!("{order}/extension"), &[]).await.is(200).shows("more time");
    buyer.post(&format!("{order}/extension"), &[]).await.is(409);
    market.pass(kernel::days(16)).await;
    buyer.get(&order).await.shows("On the way");
    market.pass(kernel::days(2)).await;
    buyer.get(&order).await.shows("Completed");
});

story!(what_is_sent_twice_is_bought_once, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let variant = bowl.variant.to_string();
    buyer.post("/cart", &[("variant", &variant), ("add", "2")]).await.is(200);
    let form = buyer.get("/checkout/CNY").await;
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = crate::harness::address();
    fields.extend([("key", key.as_str()), ("seen_total", total.as_str())]);
    let first = buyer.post("/checkout/CNY", &fields).await;
    let second = buyer.post("/checkout/CNY", &fields).await;
    assert_eq!(first.path, second.path);
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 1);
    assert_eq!(market.stock(bowl).await, 7);
});

story!(nobody_reads_or_moves_another_persons_order, |market| {
    let (_, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/");
    let (stranger, _) = market.person("Eve").await;
    stranger.get(&order).await.is(404);
    stranger.post(&format!("{order}/receipt"), &[]).await.is(404);
    stranger.get(&format!("/desk/ana{order}")).await.is(404);
    bo.get(&format!("/desk/bo{order}")).await.is(404);
    bo.post(&format!("/desk/bo{order}/shipment"), &[]).await.is(404);
    bo.post(&format!("/desk/ana{order}/shipment"), &[]).await.is(404);
    market.visitor().get(&order).await.shows("Sign in");
});
