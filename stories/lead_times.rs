//! An order's clocks begin on the day on which its listing promised it.

use kernel::{days, hours};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person},
    story,
};

/// One piece of a listing, bought and paid: the order's id.
async fn buy(market: &Market, shop: &Person, buyer: &Person, more: Value) -> String {
    let mut listing =
        json!({"title": "Apples", "state": "active", "variants": [{"price": "40.00", "available": 9}]});
    listing.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = shop.send("POST", "/api/v1/shops/ana/listings", &listing).await;
    let id = made.is(201).json()["id"].as_str().unwrap().to_owned();
    buyer.post("/cart", &[("listing", &id), ("add", "1")]).await.is(200);
    let form = buyer.get("/checkout/CNY").await;
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = crate::harness::address();
    fields.extend([("key", key.as_str()), ("seen_total", &total), ("address", "new")]);
    let gateway = buyer.post("/checkout/CNY", &fields).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    market.orders().await.pop().unwrap()
}

async fn order(person: &Person, id: &str) -> Value {
    person.get(&format!("/api/v1/orders/{id}")).await.is(200).json()
}

story!(a_harvest_is_not_refunded_before_it_is_ripe, |market| {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let ripe = market.now() + days(150);
    let day = ripe.in_zone("Asia/Shanghai").unwrap().date().to_string();
    let id = buy(market, &shop, &buyer, json!({"kind": "harvest", "ready_at": day})).await;
    let midnight = kernel::Timestamp::parse_local(&format!("{day}T00:00"), "Asia/Shanghai").unwrap();
    let shown = order(&buyer, &id).await;
    assert_eq!(shown["ready_at"], midnight.rfc3339());
    assert_eq!(shown["due_at"], (midnight + days(14)).rfc3339());
    let letter = market.mail("lin@fair.example").await.into_iter().find(|mail| mail.subject.contains("40"));
    let letter = letter.unwrap().text;
    let told = |at: kernel::Timestamp| {
        let local = at.in_zone("Asia/Shanghai").unwrap();
        format!("{} {} {}", local.day(), local.strftime("%b"), local.year())
    };
    assert!(letter.contains(&told(midnight)) && letter.contains(&told(midnight + days(14))), "{letter}");
    buyer.get(&format!("/orders/{id}")).await.shows("promised it for").shows("days of grace");
    // The shop is called to work, and reminded only when the days of grace have begun.
    let reminders = async || {
        let mails = market.mail("ana@fair.example").await;
        mails.iter().filter(|mail| mail.text.contains("still waits")).count()
    };
    let paid = async || market.number("SELECT COUNT(*) FROM orders WHERE state = 'paid'").await;
    market.pass(days(148)).await;
    assert_eq!((paid().await, reminders().await), (1, 0));
    market.pass(days(6)).await;
    assert_eq!((paid().await, reminders().await), (1, 1));
    market.pass(days(12)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE state = 'refunded'").await, 1);
});

story!(what_is_made_for_sixty_days_has_sixty_days, |market| {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let made = json!({"kind": "made_to_order", "lead_days": 60});
    let id = buy(market, &shop, &buyer, made).await;
    let paid = market.now();
    assert_eq!(order(&buyer, &id).await["due_at"], (paid + days(74)).rfc3339());
    let paid = async || market.number("SELECT COUNT(*) FROM orders WHERE state = 'paid'").await;
    market.pass(days(73)).await;
    assert_eq!(paid().await, 1);
    market.pass(days(2)).await;
    assert_eq!(paid().await, 0);
});

story!(what_is_in_stock_leaves_at_once, |market| {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let id =
        buy(market, &shop, &buyer, json!({"kind": "stock", "lead_days": 60, "counting": "counted"})).await;
    let shown = order(&buyer, &id).await;
    assert_eq!(
        (&shown["ready_at"], &shown["due_at"]),
        (&Value::Null, &json!((market.now() + days(14)).rfc3339()))
    );
    // Cancelled before it left: all of it has gone back, and the order says so.
    buyer.post(&format!("/orders/{id}/cancellation"), &[]).await.is(200);
    assert_eq!(order(&buyer, &id).await["refunded"]["amount"], "40.00");
    market.pass(hours(1)).await;
});

story!(a_shops_day_is_its_own_whoever_reads, |market| {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let far = json!({"name": "Lin", "language": "en", "zone": "America/Los_Angeles"});
    buyer.send("PATCH", "/api/v1/account", &far).await.is(200);
    let harvest = json!({"kind": "harvest", "ready_at": "2027-05-01"});
    let id = buy(market, &shop, &buyer, harvest).await;
    let listing = order(&buyer, &id).await["lines"][0]["listing"].as_str().unwrap().to_owned();
    for reader in [&buyer, &shop] {
        reader.get(&format!("/listings/{listing}")).await.is(200).shows("1 May 2027").hides("30 Apr 2027");
    }
    buyer.get(&format!("/orders/{id}")).await.shows("1 May 2027");
    // One paper has one date: the shop's, on both copies.
    let mine = buyer.get(&format!("/orders/{id}/print")).await.is(200).text();
    let theirs = shop.get(&format!("/desk/ana/orders/{id}/print")).await.is(200).text();
    let day = market.now().in_zone("Asia/Shanghai").unwrap();
    let day = format!("{} {} {}", day.day(), day.strftime("%b"), day.year());
    assert!(mine.contains(&day) && theirs.contains(&day), "{day}: {mine}");
});
