//! One price, explained: what is taken off by quantity, in campaigns, together and from an amount on, and that pages, API,
//! orders, papers and the ledger all say the same.

use goods::catalog::bulk::{self, Bulk};
use kernel::{Chance, Currency, Money, ShopId, days};
use platform::db::Tx;
use selling::promotions::{MARKET, Off};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Thing, address, addressed, code_field, fen},
    story,
};

const FROM: (&str, &str) = ("from", "2026-11-01T00:00");

/// Have a shop's owner or the operator take something off, by a page.
async fn reduce(who: &Person, base: &str, fields: &[(&str, &str)]) -> Page {
    who.post(base, &[&[FROM], fields].concat()).await
}

async fn pay(market: &Market, buyer: &Person, gateway: &Page) {
    buyer.post(&gateway.is(200).path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
}

async fn balance(market: &Market, account: &str) -> i64 {
    market.balances().await.into_iter().find(|(name, _)| name == account).map_or(0, |(_, minor)| minor)
}

async fn reprice(market: &Market, thing: Thing, price: i64) {
    let now = market.now();
    let act = async move |tx: &mut Tx| bulk::change(tx, now, thing.listing, Bulk::PriceTo(fen(price))).await;
    market.inner.db.write(act).await.unwrap();
}

story!(a_shop_may_be_called_like_a_part_of_its_desk, |market| {
    let (ana, _) = market.maker("Coupons").await;
    let page = ana.get("/desk/coupons/reductions").await;
    page.is(200).shows("\"/desk/coupons/reductions/new").hides("/desk/reductions");
});

story!(a_shop_sells_for_less_by_quantity_in_campaigns_together_and_from_an_amount_on, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let goji = market.thing(shop, "Goji", 10_000, 500).await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    let pot = market.thing(shop, "Pot", 20_000, 90).await;
    market.pass(days(2)).await;
    let base = "/desk/ana/reductions";
    ana.get(base).await.is(200).shows("Nothing is reduced");
    let (variant, listing) = (goji.variant.to_string(), cup.listing.to_string());
    let tiers = [
        ("sort", "tiers"),
        ("variant", variant.as_str()),
        ("tiers.0.from", "10"),
        ("tiers.0.price", "90"),
        ("tiers.1.from", "100"),
        ("tiers.1.unit", "kilos"),
        ("tiers.1.price", "80"),
    ];
    ana.get(&format!("{base}/new?sort=tiers")).await.is(200).shows("Goji").shows("Counted in");
    let wrong: Vec<_> =
        tiers.iter().map(|(n, v)| (*n, if *n == "tiers.1.price" { "95" } else { *v })).collect();
    reduce(&ana, base, &wrong).await.is(422).shows("each for more than the one before");
    reduce(&ana, base, &tiers).await.is(200).shows("From 10 pieces: ¥90 each").shows("From 100 kg: ¥80 each");
    let campaign = [
        ("sort", "campaign"),
        ("listing", listing.as_str()),
        ("kind", "percent"),
        ("percent", "20"),
        ("floor", "35"),
        ("name", "Autumn sale"),
        ("until", "2026-12-31T00:00"),
    ];
    reduce(&ana, base, &campaign).await.is(200).shows("Autumn sale").shows("20 % off");
    let (cup_variant, pot_variant) = (cup.variant.to_string(), pot.variant.to_string());
    let bundle = [
        ("sort", "bundle"),
        ("parts.0.variant", cup_variant.as_str()),
        ("parts.0.pieces", "2"),
        ("parts.1.variant", pot_variant.as_str()),
        ("kind", "amount"),
        ("amount", "40"),
        ("name", "Tea for two"),
    ];
    reduce(&ana, base, &bundle[..2]).await.is(422);
    reduce(&ana, base, &bundle).await.is(200).shows("Tea for two").shows("¥40 off");
    let threshold = [
        ("sort", "threshold"),
        ("least", "900"),
        ("kind", "amount"),
        ("amount", "50"),
        ("name", "Fifty off"),
    ];
    reduce(&ana, base, &threshold).await.is(200).shows("¥50 off, from ¥900");

    let (buyer, _) = market.person("Lin").await;
    let page = buyer.get(&format!("/listings/{}", cup.listing)).await;
    page.is(200)
        .shows("¥40")
        .shows("¥50")
        .shows("Autumn sale")
        .shows("Lowest price of the 30 days before: ¥50");
    page.shows("Cup × 2 + Pot").shows("¥50 off, from ¥900");
    let told = page.body.clone();
    assert!(told.contains("StrikethroughPrice") && told.contains("\"price\":\"40.00\""), "{told}");
    buyer.get(&format!("/listings/{}", goji.listing)).await.shows("From 10 pieces: ¥90 each");
    buyer.get("/shops/ana").await.shows("¥40");

    // Ten boxes at 90; two cups and a pot together for 300 less 40, since that is better than the campaign's 20; one cup more
    // at 40. From 900 on 50 less.
    let gateway = buyer.check_out(&[(goji, 10), (cup, 3), (pot, 1)], None).await;
    gateway.is(200).shows("¥1,150");
    pay(market, &buyer, &gateway).await;
    let order = buyer.get("/orders").await.link("/orders/");
    let page = buyer.get(&order).await;
    for words in
        ["Price for the quantity", "−¥100", "Campaign · Autumn sale", "−¥10", "Bundle · Tea for two", "−¥40"]
    {
        page.shows(words);
    }
    page.shows("Off from an amount · Fifty off").shows("−¥50").shows("¥1,150");
    buyer.get(&format!("{order}/print")).await.shows("Bundle · Tea for two").shows("−¥40");
    let told = buyer.get(&format!("/api/v1{order}")).await.is(200).json();
    assert_eq!((minor(&told["total"]), minor(&told["shop_discount"])), (115_000, 20_000));
    let of = |line: usize| sum(&told["lines"][line]["deductions"]);
    let discounts: i64 = (0..3).map(|line| minor(&told["lines"][line]["shop_discount"])).sum();
    assert_eq!((of(0) + of(1) + of(2), discounts), (20_000, 20_000));
    market.check().await;
});

/// An amount as programs read it, in fen.
fn minor(amount: &Value) -> i64 {
    Money::parse(amount["amount"].as_str().unwrap(), Currency::CNY).unwrap().minor()
}

fn sum(deductions: &Value) -> i64 {
    deductions.as_array().unwrap().iter().map(|one| minor(&one["amount"])).sum()
}

story!(what_the_market_takes_off_it_pays_to_the_shops, |market| {
    let (_, leather) = market.maker("Ana").await;
    let (_, goji) = market.maker("Bo").await;
    let satchel = market.thing(leather, "Satchel", 30_000, 3).await;
    let basket = market.thing(goji, "Goji", 10_000, 9).await;
    let (operator, id) = market.person("Root").await;
    market.make(id, "is_operator").await;
    let threshold = [
        ("sort", "threshold"),
        ("currency", "CNY"),
        ("least", "300"),
        ("kind", "amount"),
        ("amount", "40"),
        ("name", "Fair day"),
        ("until", "2026-12-31T00:00"),
    ];
    reduce(&operator, "/operator/reductions", &threshold).await.is(200).shows("Fair day");
    // The market takes nothing else off.
    let campaign = [("sort", "campaign"), ("currency", "CNY"), ("kind", "percent"), ("percent", "5")];
    reduce(&operator, "/operator/reductions", &campaign).await.is(422);
    let (buyer, _) = market.person("Lin").await;
    let gateway = buyer.check_out(&[(satchel, 1), (basket, 1)], None).await;
    gateway.is(200).shows("¥360");
    pay(market, &buyer, &gateway).await;
    assert_eq!((balance(market, "escrow").await, balance(market, "coupons").await), (40_000, -4_000));
    market.check().await;
});

story!(what_is_less_than_an_amount_is_said_with_what_is_missing, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    let threshold = [
        ("sort", "threshold"),
        ("least", "200"),
        ("kind", "amount"),
        ("amount", "20"),
        ("name", "Twenty off"),
    ];
    reduce(&ana, "/desk/ana/reductions", &threshold).await.is(200);
    let (buyer, _) = market.person("Lin").await;
    buyer.post("/cart", &[("variant", &cup.variant.to_string()), ("add", "3")]).await.is(200);
    buyer.get("/checkout/CNY").await.is(200).shows("¥50 more of goods").shows("Twenty off");
});

story!(a_reduction_is_paused_and_ended_and_nobody_elses_to_touch, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    let listing = cup.listing.to_string();
    let campaign = [
        ("sort", "campaign"),
        ("listing", listing.as_str()),
        ("kind", "price"),
        ("price", "40"),
        ("name", "Sale"),
    ];
    reduce(&bo, "/desk/bo/reductions", &campaign).await.is(422);
    let page = reduce(&ana, "/desk/ana/reductions", &campaign).await;
    let html = page.is(200).body.clone();
    let id = html.split("/pause").next().unwrap().rsplit('/').next().unwrap().to_owned();
    let (buyer, _) = market.person("Lin").await;
    let path = format!("/listings/{}", cup.listing);
    buyer.get(&path).await.shows("¥40");
    bo.post(&format!("/desk/bo/reductions/{id}/pause"), &[]).await.is(404);
    ana.post(&format!("/desk/ana/reductions/{id}/pause"), &[]).await.is(200).shows("Paused");
    buyer.get(&path).await.hides("¥40");
    ana.post(&format!("/desk/ana/reductions/{id}/resumption"), &[]).await.is(200);
    buyer.get(&path).await.shows("¥40");
    ana.post(&format!("/desk/ana/reductions/{id}/end"), &[]).await.is(200);
    buyer.get(&path).await.hides("¥40");
    ana.post(&format!("/desk/ana/reductions/{id}/resumption"), &[]).await.is(409);
});

story!(beside_a_reduced_price_stands_the_lowest_of_the_thirty_days_before, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    market.pass(days(5)).await;
    reprice(market, cup, 8_000).await;
    market.pass(days(10)).await;
    let (listing, from) = (cup.listing.to_string(), market.now().rfc3339());
    let campaign = [
        ("sort", "campaign"),
        ("listing", listing.as_str()),
        ("kind", "percent"),
        ("percent", "25"),
        ("from", from.as_str()),
    ];
    ana.post("/desk/ana/reductions", &campaign).await.is(200);
    let (buyer, _) = market.person("Lin").await;
    // It was raised ten days ago: 60 is no bargain against 50.
    let path = format!("/listings/{}", cup.listing);
    buyer.get(&path).await.shows("¥60").shows("Lowest price of the 30 days before: ¥50");
    assert_eq!(market.number("SELECT COUNT(*) FROM variant_price").await, 2);
    market.check().await;
});

story!(what_changed_since_it_was_put_into_the_cart_is_shown_and_asked, |market| {
    let (_, shop) = market.maker("Ana").await;
    let cup = market.thing(shop, "Cup", 5_000, 90).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.post("/cart", &[("variant", &cup.variant.to_string()), ("add", "2")]).await.is(200);
    reprice(market, cup, 6_000).await;
    buyer.get("/cart").await.is(200).shows("was ¥50 when you put it in");
    let page = buyer.get("/checkout/CNY").await;
    page.is(200).shows("was ¥50 when you put it in").shows("I have seen what changed");
    let (key, total) = (page.field("key"), page.field("seen_total"));
    let mut fields = address();
    fields.extend([("key", key.as_str()), ("seen_total", total.as_str())]);
    let asked = buyer.post("/checkout/CNY", &fields).await;
    asked.is(422).shows("Please look at what changed");
    let accepted = asked.field("accepted");
    fields.push(("accepted", accepted.as_str()));
    buyer.post("/checkout/CNY", &fields).await.is(200).shows("¥120");
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 1);

    // The same for a program.
    let line = json!({"variant": cup.variant.to_string(), "quantity": 1});
    buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
    reprice(market, cup, 4_000).await;
    let cart = buyer.get("/api/v1/cart").await.is(200).json();
    assert_eq!(minor(&cart["lines"][0]["changes"][0]["before"]), 6_000, "{cart}");
    let mut body = addressed(json!({"currency": "CNY", "key": "program"}));
    let refused = buyer.send("POST", "/api/v1/checkouts", &body).await;
    refused.is(409);
    assert_eq!(refused.json()["type"], "/problems/cart-changes", "{}", refused.json());
    body["accepted"] = cart["changes"][0]["token"].clone();
    let placed = buyer.send("POST", "/api/v1/checkouts", &body).await.is(201).json();
    assert_eq!(minor(&placed["total"]), 4_000);
    market.check().await;
});

/// A reduction at random, by the API.
async fn any_reduction(seller: &Person, things: &[Thing], dice: &Chance) {
    let pick = |count: usize| usize::try_from(dice.below(count as u64)).unwrap();
    let (one, other) = (things[pick(things.len())], things[pick(things.len())]);
    let percent = (1 + dice.below(60)).to_string();
    let mut body = match dice.below(4) {
        0 => json!({"sort": "tiers", "variant": one.variant.to_string(),
            "tiers": [{"from": 2, "price": "9.01"}, {"from": 4, "price": "7.77"}]}),
        1 => {
            json!({"sort": "campaign", "listing": one.listing.to_string(), "kind": "percent", "percent": percent,
            "floor": "3.33"})
        }
        2 => json!({"sort": "bundle", "kind": "percent", "percent": percent,
            "parts": [{"variant": one.variant.to_string()}, {"variant": other.variant.to_string(), "pieces": 2}]}),
        _ => {
            json!({"sort": "threshold", "least": "40.00", "kind": "amount", "amount": format!("{}.37", 1 + dice.below(30))})
        }
    };
    body["from"] = json!("2026-11-01T00:00:00Z");
    let made = seller.send("POST", "/api/v1/shops/ana/reductions", &body).await;
    assert!(matches!(made.status.as_u16(), 201 | 422), "{}", made.text());
}

story!(whatever_is_taken_off_page_api_order_and_ledger_agree_to_the_last_unit, |market| {
    let dice = Chance::seeded(7);
    let (ana, shop) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let mut things = Vec::new();
    for (at, price) in [1_013_i64, 1_999, 2_750, 997].into_iter().enumerate() {
        things.push(market.thing(shop, &format!("Thing {at}"), price, 900).await);
    }
    let far = market.thing(other, "Far", 3_331, 900).await;
    market.make_coupon(MARKET, endless(market, "FAIR", 311)).await;
    market.make_coupon(shop, endless(market, "OWN", 123)).await;
    let (operator, id) = market.person("Root").await;
    market.make(id, "is_operator").await;
    let threshold = [
        ("sort", "threshold"),
        ("currency", "CNY"),
        ("least", "70"),
        ("kind", "percent"),
        ("percent", "3.33"),
    ];
    reduce(&operator, "/operator/reductions", &threshold).await.is(200);
    let (buyer, _) = market.person("Lin").await;
    for round in 0..12 {
        any_reduction(&ana, &things, &dice).await;
        for thing in &things {
            let pieces = i64::try_from(dice.below(6)).unwrap();
            let line = json!({"variant": thing.variant.to_string(), "quantity": pieces});
            buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
        }
        let line = json!({"variant": far.variant.to_string(), "quantity": 1 + dice.below(2)});
        buyer.send("PUT", "/api/v1/cart", &line).await.is(200);
        let (own, fair) = (dice.below(2) == 0, dice.below(2) == 0);
        one_purchase(market, &buyer, shop, round, (own, fair)).await;
        market.check().await;
    }
    give_everything_back(market, &buyer, &dice).await;
});

fn endless(market: &Market, code: &str, off: i64) -> selling::promotions::NewCoupon {
    selling::promotions::NewCoupon {
        uses_per_buyer: 1_000,
        ..market.new_coupon(Some(code), Off::Amount(fen(off)))
    }
}

/// Page and API say the same total, the purchase has it, and its orders are their lines less their deductions.
async fn one_purchase(market: &Market, buyer: &Person, shop: ShopId, round: i64, (own, fair): (bool, bool)) {
    let cart = buyer.get("/api/v1/cart").await.is(200).json();
    let has_own = cart["lines"].as_array().unwrap().iter().any(|line| line["shop"] == "ana");
    let (field, own) = (code_field(shop), own && has_own);
    let mut fields = vec![("draw", "1")];
    fields.extend(own.then_some((field.as_str(), "own")));
    fields.extend(fair.then_some(("market_coupon", "fair")));
    let shown = buyer.post("/checkout/CNY", &fields).await;
    let total = shown.is(200).field("seen_total");
    let mut body =
        addressed(json!({"currency": "CNY", "key": format!("round {round}"), "seen_total": total}));
    if own {
        body["coupons"] = json!([{"shop": "ana", "code": "own"}]);
    }
    if fair {
        body["market_coupon"] = json!("fair");
    }
    let placed = buyer.send("POST", "/api/v1/checkouts", &body).await.is(201).json();
    let placed_total = minor(&placed["total"]);
    assert_eq!(Money::new(placed_total, Currency::CNY).decimal(), total);
    let purchase = placed["purchase"].as_str().unwrap();
    let told = buyer.get(&format!("/api/v1/purchases/{purchase}")).await.is(200).json();
    let mut all = 0;
    for order in told["orders"].as_array().unwrap() {
        let lines = order["lines"].as_array().unwrap();
        let list: i64 =
            lines.iter().map(|line| minor(&line["unit"]) * line["quantity"].as_i64().unwrap()).sum();
        let off: i64 = lines.iter().map(|line| sum(&line["deductions"])).sum();
        let total = minor(&order["total"]);
        assert_eq!(list - off + minor(&order["shipping"]), total);
        assert!(list - off > 0);
        all += total;
    }
    assert_eq!(all, placed_total);
    let url =
        buyer.send("POST", &format!("/api/v1/purchases/{purchase}/payment"), &json!({})).await.is(200).json();
    let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
    buyer.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await.is(200);
    market.work().await;
}

/// Every order is cancelled, and everybody has back what they paid.
async fn give_everything_back(market: &Market, buyer: &Person, dice: &Chance) {
    for order in market.orders().await {
        if dice.below(3) > 0 {
            buyer.post(&format!("/orders/{order}/cancellation"), &[]).await.is(200);
        }
    }
    market.work().await;
    market.check().await;
    assert_eq!(
        market.number("SELECT COUNT(*) FROM orders WHERE state = 'refunded' AND total_minor < 1").await,
        0
    );
}
