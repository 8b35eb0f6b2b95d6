//! Coupons: made by a shop or the market, used at checkout, paid for by whoever made them.

use kernel::{AccountId, Actor, BasisPoints, Currency, Money, ShopRole, days, hours};
use platform::db::Tx;
use selling::{
    orders,
    promotions::{self, MARKET, NewCoupon, Off},
};
use serde_json::json;

use crate::{
    harness::{Market, Page, Person, addressed, code_field, fen},
    story,
};

const MARKETS: &str = "market_coupon";

async fn pay(market: &Market, buyer: &Person, gateway: &Page) {
    buyer.post(&gateway.is(200).path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
}

async fn balance(market: &Market, account: &str) -> i64 {
    market.balances().await.into_iter().find(|(name, _)| name == account).map_or(0, |(_, minor)| minor)
}

story!(a_shop_makes_a_coupon_and_a_buyer_uses_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    ana.get("/desk/ana/coupons").await.shows("No coupons yet");
    let form = [
        ("name", "Spring greetings"),
        ("code", "Spring-25"),
        ("kind", "percent"),
        ("percent", "25"),
        ("cap", "30"),
        ("least", "150"),
        ("from", "2026-11-22T09:00"),
        ("until", "2026-12-31T23:59"),
        ("uses_per_buyer", "1"),
        ("public", "true"),
    ];
    let wrong: Vec<_> =
        form.iter().map(|(name, value)| (*name, if *name == "percent" { "0" } else { value })).collect();
    ana.post("/desk/ana/coupons", &wrong).await.is(422).shows("more than 0").shows("Spring-25");
    let made = ana.post("/desk/ana/coupons", &form).await;
    made.is(200).shows("The coupon is made").shows("25 % off, ¥30 at most, from ¥150").shows("Asia/Shanghai");
    ana.post("/desk/ana/coupons", &form).await.is(422).shows("You have a coupon with this code");

    let (buyer, _) = market.person("Lin").await;
    buyer.get("/shops/ana").await.shows("Spring-25").shows("25 % off");
    buyer.get(&format!("/listings/{}", bowl.listing)).await.shows("Spring-25");
    let refused = buyer.check_out_with(&[(bowl, 1)], &[(code_field(shop), "spring25")]).await;
    refused.is(422).shows("¥50 are missing").shows("spring25");
    // Typed in full width, on a phone.
    let gateway = buyer.check_out_with(&[(bowl, 1)], &[(code_field(shop), "ＳＰＲＩＮＧ 25")]).await;
    gateway.is(200).shows("¥170");
    pay(market, &buyer, &gateway).await;
    assert_eq!((balance(market, "escrow").await, balance(market, "coupons").await), (17_000, 0));
    let order = buyer.get("/orders").await.link("/orders/");
    buyer.get(&order).await.shows("Coupon of the shop").shows("¥170").shows("−¥30");
    ana.get(&format!("/desk/ana{order}")).await.shows("Coupon of the shop").shows("¥161.50");
    ana.get(&made.path).await.shows("1").shows(order.trim_start_matches("/orders/"));
    buyer.get(&format!("{order}/print")).await.shows("−¥30");
    let again = buyer.check_out_with(&[(bowl, 2)], &[(code_field(shop), "SPRING25")]).await;
    again.is(422).shows("You have used this coupon already");
    market.check().await;
});

story!(the_markets_coupon_pays_the_shops_in_full, |market| {
    let (ana, leather) = market.maker("Ana").await;
    let (_, goji) = market.maker("Bo").await;
    let satchel = market.thing(leather, "Satchel", 30_000, 3).await;
    let basket = market.thing(goji, "Goji", 10_000, 9).await;
    market.make_coupon(MARKET, market.new_coupon(Some("FAIR"), Off::Amount(fen(4_000)))).await;
    market.make_coupon(leather, market.new_coupon(Some("ANA"), Off::Amount(fen(2_000)))).await;
    let (buyer, _) = market.person("Lin").await;
    let codes = [(MARKETS.to_owned(), "fair"), (code_field(leather), "ana")];
    let gateway = buyer.check_out_with(&[(satchel, 1), (basket, 1)], &codes).await;
    gateway.is(200).shows("¥340");
    pay(market, &buyer, &gateway).await;
    // The shops have what they sell for, 280 and 100: the market pays 40 of it.
    assert_eq!((balance(market, "escrow").await, balance(market, "coupons").await), (38_000, -4_000));
    market.check().await;
    let desk = ana.get("/desk/ana/orders").await.link("/desk/ana/orders/");
    // ¥280 less 5 %.
    ana.get(&desk).await.shows("Coupon of the market").shows("¥266");
    ana.post(&format!("{desk}/shipment"), &[]).await.is(200);
    let order = format!("/orders/{}", desk.rsplit('/').next().unwrap());
    buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
    assert_eq!((balance(market, "shop").await, balance(market, "commission").await), (26_600, 1_400));
    market.check().await;
    // The other order is cancelled: the buyer has back what they paid, the market what it paid.
    let other = market.number("SELECT id FROM orders WHERE state = 'paid'").await;
    let goji_order = orders::OrderId::new(goji, other);
    buyer.post(&format!("/orders/{goji_order}/cancellation"), &[]).await.is(200);
    market.work().await;
    assert_eq!(balance(market, "escrow").await, 0);
    let share = market
        .number("SELECT CAST(SUM(market_discount_minor) AS BIGINT) FROM orders WHERE state = 'completed'")
        .await;
    assert_eq!(balance(market, "coupons").await, -share);
    // A refunded order does not give the use back.
    let again = buyer.check_out_with(&[(basket, 1)], &[(MARKETS.to_owned(), "FAIR")]).await;
    again.is(422).shows("You have used this coupon already");
    market.check().await;
});

story!(what_is_given_back_after_completion_comes_from_whoever_had_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 3_333, 9).await;
    market.make_coupon(MARKET, market.new_coupon(Some("FAIR"), Off::Amount(fen(1_000)))).await;
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out_with(&[(bowl, 3)], &[(MARKETS.to_owned(), "fair")]).await;
    pay(market, &buyer, &gateway).await;
    let desk = ana.get("/desk/ana/orders").await.link("/desk/ana/orders/");
    ana.post(&format!("{desk}/shipment"), &[]).await.is(200);
    let order = format!("/orders/{}", desk.rsplit('/').next().unwrap());
    buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
    assert_eq!(balance(market, "coupons").await, -1_000);
    // Piece by piece: 8,999 fen were paid for three.
    let mut back = 0;
    for n in 0..3 {
        let ask = [
            ("kind", "refund"),
            ("reason", "damaged"),
            ("words", "A crack."),
            ("lines.0.position", "1"),
            ("lines.0.pieces", "1"),
        ];
        let page = buyer.upload(&format!("{order}/refunds"), &ask, &[]).await;
        let request = page.is(200).path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        ana.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
        market.work().await;
        back = market.number("SELECT refunded_items_minor FROM orders").await;
        market.check().await;
        assert!(n < 2 || back >= 8_998, "{back}");
    }
    let rest = [
        ("kind", "refund"),
        ("reason", "damaged"),
        ("words", "The last of it."),
        ("lines.0.position", "1"),
        ("lines.0.pieces", "3"),
    ];
    if back < 8_999 {
        let page = buyer.upload(&format!("{order}/refunds"), &rest, &[]).await;
        let request = page.is(200).path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        ana.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
        market.work().await;
    }
    assert_eq!(market.number("SELECT refunded_items_minor FROM orders").await, 8_999);
    for account in ["escrow", "coupons", "commission", "shop", "provider:sandbox"] {
        assert_eq!(balance(market, account).await, 0, "{account}");
    }
    market.check().await;
});

story!(single_use_codes_are_made_downloaded_and_used_once, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    let share = Off::Share { rate: BasisPoints::new(1_000), cap: None };
    let coupon =
        market.make_coupon(shop, NewCoupon { uses_per_buyer: 9, ..market.new_coupon(None, share) }).await;
    let here = format!("/desk/ana/coupons/{}", coupon.id);
    ana.get(&here).await.shows("No codes yet");
    ana.post(&format!("{here}/codes"), &[("count", "0")]).await.is(422);
    ana.post(&format!("{here}/codes"), &[("count", "300")]).await.is(200).shows("The codes are made");
    let csv = ana.get(&format!("{here}/codes.csv")).await;
    let lines: Vec<String> = csv.is(200).body.lines().skip(1).map(str::to_owned).collect();
    assert_eq!(lines.len(), 300);
    let code = lines[7].split(',').next().unwrap().to_owned();
    let (buyer, _) = market.person("Lin").await;
    let typed = format!("{} {}", &code[..6].to_lowercase(), &code[6..]);
    let gateway = buyer.check_out_with(&[(bowl, 1)], &[(code_field(shop), &typed)]).await;
    gateway.is(200).shows("¥90");
    pay(market, &buyer, &gateway).await;
    let again = buyer.check_out_with(&[(bowl, 1)], &[(code_field(shop), &code)]).await;
    again.is(422).shows("This coupon is used up");
    ana.get(&format!("{here}/codes.csv")).await.shows(&format!("{code},yes"));
    // Another shop, and the staff of this one.
    let (bo, _) = market.maker("Bo").await;
    bo.get(&format!("/desk/bo/coupons/{}", coupon.id)).await.is(404);
    bo.get(&format!("/desk/bo/coupons/{}/codes.csv", coupon.id)).await.is(404);
    bo.get(&here).await.is(404);
    market.check().await;
});

story!(a_code_that_does_not_apply_says_why, |market| {
    let (_, shop) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    let amount = || Off::Amount(fen(1_000));
    let dollars = Money::new(100, Currency::USD);
    let later = market.now() + days(3);
    market.make_coupon(shop, NewCoupon { from: later, ..market.new_coupon(Some("LATER"), amount()) }).await;
    market
        .make_coupon(
            shop,
            NewCoupon { until: market.now() + hours(1), ..market.new_coupon(Some("SHORT"), amount()) },
        )
        .await;
    market
        .make_coupon(shop, NewCoupon { least: fen(20_000), ..market.new_coupon(Some("MUCH"), amount()) })
        .await;
    let paused = market.make_coupon(shop, market.new_coupon(Some("PAUSED"), amount())).await;
    let ended = market.make_coupon(shop, market.new_coupon(Some("ENDED"), amount())).await;
    market.make_coupon(other, market.new_coupon(Some("BOS"), amount())).await;
    market.make_coupon(MARKET, market.new_coupon(Some("FAIR"), amount())).await;
    let foreign = NewCoupon {
        off: Off::Amount(dollars),
        least: Money::zero(Currency::USD),
        ..market.new_coupon(Some("BUCK"), amount())
    };
    market.make_coupon(MARKET, foreign).await;
    let owner = Actor::Seller { account: AccountId::new(1), shop, role: ShopRole::Owner };
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        promotions::take_step(tx, &owner, now, paused.id, promotions::CouponAct::Pause).await?;
        promotions::take_step(tx, &owner, now, ended.id, promotions::CouponAct::End).await
    };
    market.inner.db.write(act).await.unwrap();
    market.pass(hours(2)).await;
    let (buyer, _) = market.person("Lin").await;
    let own = code_field(shop);
    for (field, code, why) in [
        (own.as_str(), "NOSUCH", "There is no such code"),
        (&own, "a!", "There is no such code"),
        (&own, "LATER", "This coupon begins"),
        (&own, "SHORT", "This coupon is over"),
        (&own, "MUCH", "are missing"),
        (&own, "PAUSED", "paused at the moment"),
        (&own, "ENDED", "This coupon is over"),
        (&own, "BOS", "belongs to another shop"),
        (&own, "FAIR", "code of the market"),
        (MARKETS, "LATER", "where that shop"),
        (MARKETS, "BUCK", "for purchases in USD"),
    ] {
        let pieces = if buyer.get("/cart").await.text().contains("Bowl") { vec![] } else { vec![(bowl, 1)] };
        let page = buyer.check_out_with(&pieces, &[(field.to_owned(), code)]).await;
        page.is(422).shows(why).shows(code);
    }
    // The field has a button that takes the code out again.
    let removed = [(own.as_str(), "NOSUCH"), ("remove", own.as_str())];
    buyer.post("/checkout/CNY", &removed).await.is(200).hides("NOSUCH");
    market.check().await;
});

story!(who_guesses_codes_is_not_answered_any_more, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    market.make_coupon(shop, market.new_coupon(Some("GOOD"), Off::Amount(fen(1_000)))).await;
    let (buyer, _) = market.person("Lin").await;
    let own = code_field(shop);
    let pieces = [("variant", bowl.variant.to_string()), ("add", "1".to_owned())];
    let pieces: Vec<(&str, &str)> = pieces.iter().map(|(name, value)| (*name, value.as_str())).collect();
    buyer.post("/cart", &pieces).await.is(200);
    for n in 0..30 {
        let code = format!("GUESS{n}");
        buyer
            .post("/checkout/CNY", &[(own.as_str(), code.as_str()), ("draw", "1")])
            .await
            .is(422)
            .shows("no such code");
    }
    let good = [(own.as_str(), "GOOD"), ("draw", "1")];
    buyer.post("/checkout/CNY", &good).await.is(422).shows("Too many wrong codes").hides("−¥10");
    let check = json!({"code": "GOOD", "shop": "ana", "goods": "100.00", "currency": "CNY"});
    buyer.send("POST", "/api/v1/coupon-checks", &check).await.is(429);
    market.pass(hours(1)).await;
    buyer.post("/checkout/CNY", &good).await.is(200).shows("−¥10");
});

story!(programs_make_and_use_coupons, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    let coupon = json!({"name": "Spring", "code": "SPRING", "kind": "amount", "amount": "10.00", "least": "50.00",
        "from": "2026-11-22T00:00:00Z", "until": "2026-12-22T00:00:00Z", "uses_most": 5, "public": true});
    let made = ana.send("POST", "/api/v1/shops/ana/coupons", &coupon).await.is(201).json();
    assert_eq!((made["standing"].as_str(), made["used"].as_i64()), (Some("running"), Some(0)));
    let id = made["id"].as_str().unwrap().to_owned();
    let (buyer, _) = market.person("Lin").await;
    let open = buyer.get("/api/v1/coupons?shop=ana").await.is(200).json();
    assert_eq!(open["items"][0]["code"], "SPRING");
    let check = json!({"code": "spring", "shop": "ana", "goods": "100.00", "currency": "CNY"});
    let checked = buyer.send("POST", "/api/v1/coupon-checks", &check).await.is(200).json();
    assert_eq!(checked["amount"]["amount"], "10.00");
    let little = json!({"code": "spring", "shop": "ana", "goods": "10.00", "currency": "CNY"});
    buyer.send("POST", "/api/v1/coupon-checks", &little).await.is(422).shows("40.00 CNY");

    let order = addressed(
        json!({"variant": bowl.variant.to_string(), "quantity": 1, "key": "k", "coupon": "spring"}),
    );
    let placed = buyer.send("POST", "/api/v1/purchases", &order).await.is(201).json();
    assert_eq!(placed["total"]["amount"], "90.00");
    let number = placed["orders"][0].as_str().unwrap();
    let shown = buyer.get(&format!("/api/v1/orders/{number}")).await.is(200).json();
    assert_eq!(shown["shop_discount"]["amount"], "10.00");
    assert_eq!(shown["lines"][0]["shop_discount"]["amount"], "10.00");

    let line = json!({"variant": bowl.variant.to_string(), "quantity": 1});
    let (other, _) = market.person("Wu").await;
    other.send("PUT", "/api/v1/cart", &line).await.is(200);
    let mut checkout =
        addressed(json!({"currency": "CNY", "key": "c", "coupons": [{"shop": "ana", "code": "SPRUNG"}]}));
    other.send("POST", "/api/v1/checkouts", &checkout).await.is(422).shows("coupons.0.code");
    checkout["coupons"][0]["code"] = json!("SPRING");
    let placed = other.send("POST", "/api/v1/checkouts", &checkout).await.is(201).json();
    assert_eq!(placed["total"]["amount"], "90.00");

    let uses = ana.get(&format!("/api/v1/coupons/{id}/uses")).await.is(200).json();
    assert_eq!(uses["items"].as_array().unwrap().len(), 2);
    let none = json!({});
    ana.send("POST", &format!("/api/v1/coupons/{id}/pause"), &none).await.is(200).shows("paused");
    ana.send("POST", &format!("/api/v1/coupons/{id}/pause"), &none).await.is(409);
    buyer.send("POST", &format!("/api/v1/coupons/{id}/end"), &none).await.is(404);
    ana.send("POST", &format!("/api/v1/coupons/{id}/codes"), &json!({"count": 3})).await.is(409);
    market.check().await;
});

story!(the_operator_makes_the_markets_coupons, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 10_000, 9).await;
    let (operator, id) = market.person("Ops").await;
    market.make(id, "is_operator").await;
    operator.get("/operator/coupons").await.shows("No coupons yet");
    operator.get("/operator/coupons/new").await.shows("CNY");
    let form = [
        ("name", "Fair days"),
        ("code", "FAIR"),
        ("currency", "CNY"),
        ("kind", "amount"),
        ("amount", "5"),
        ("from", "2026-11-22T09:00"),
        ("until", "2026-12-31T23:59"),
        ("public", "true"),
    ];
    let made = operator.post("/operator/coupons", &form).await;
    made.is(200).shows("¥5 off");
    let here = made.path.split('?').next().unwrap().to_owned();
    let (buyer, _) = market.person("Lin").await;
    buyer.get("/shops/ana").await.shows("FAIR");
    buyer.get(&here).await.is(404);
    let gateway = buyer.check_out_with(&[(bowl, 1)], &[(MARKETS.to_owned(), "fair")]).await;
    pay(market, &buyer, &gateway).await;
    operator.get(&here).await.shows("/operator/orders/");
    operator.get("/operator/ledger").await.shows("Coupons paid");
    operator.post(&format!("{here}/end"), &[]).await.is(200).shows("The coupon has ended");
    operator.get("/operator/audit").await.shows("coupon.end");
    buyer.get("/shops/ana").await.hides("FAIR");
    market.check().await;
});

story!(what_coupons_take_off_never_makes_a_purchase_free, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 500, 9).await;
    market.make_coupon(shop, market.new_coupon(Some("ALL"), Off::Amount(fen(99_999)))).await;
    market.make_coupon(MARKET, market.new_coupon(Some("MORE"), Off::Amount(fen(99_999)))).await;
    let (buyer, _) = market.person("Lin").await;
    let codes = [(code_field(shop), "ALL"), (MARKETS.to_owned(), "MORE")];
    // Nothing is left that the market's could take off: it is not used up for that.
    buyer.check_out_with(&[(bowl, 1)], &codes).await.is(422).shows("nothing that this coupon could take off");
    let gateway = buyer.check_out_with(&[], &codes[..1]).await;
    gateway.is(200).shows("¥0.01");
    pay(market, &buyer, &gateway).await;
    assert_eq!(balance(market, "escrow").await, 1);
    market.check().await;
});
