//! What a shop is told of itself: its sums are its orders, and of others only crowds are told.

use kernel::{Chance, days, hours};
use platform::{db::Tx, params};
use server::wiring;

use crate::{
    harness::{Market, Person, Thing},
    story,
};

const COUNTED: &str = "SELECT COUNT(*) FROM insight_order";
const OPENED: &str = "SELECT COUNT(*) FROM insight_opened";

async fn buy(market: &Market, buyer: &Person, thing: Thing, pieces: i64) -> String {
    let pay = buyer.check_out(&[(thing, pieces)], None).await.is(200).path.clone();
    buyer.post(&pay, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let list = buyer.get("/api/v1/orders").await.is(200).json();
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

story!(a_shop_sees_what_it_sold_when_the_week_is_over, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 6).await;
    wiring::begin(&market.inner).await.unwrap();
    ana.get("/desk/ana/insights").await.is(200).shows("Nothing sold yet").shows("No week yet");
    let (lin, _) = market.person("Lin").await;
    let (mei, _) = market.person("Mei").await;
    let first = buy(market, &lin, bowl, 2).await;
    buy(market, &lin, bowl, 1).await;
    let third = buy(market, &mei, bowl, 3).await;
    assert_eq!(market.number(COUNTED).await, 3);
    // This week is not over.
    let told = ana.get("/api/v1/shops/ana/insights").await.is(200).json();
    assert_eq!(told["lately"]["orders"], 0);
    mei.send("POST", &format!("/api/v1/orders/{third}/cancellation"), &serde_json::json!({})).await.is(200);
    market.pass(days(7)).await;
    let told = ana.get("/api/v1/shops/ana/insights").await.is(200).json();
    let lately = &told["lately"];
    assert_eq!(
        (&lately["orders"], &lately["again"], &lately["given_back"]),
        (&3.into(), &1.into(), &1.into())
    );
    let fen = |amount: &serde_json::Value| -> i64 {
        amount["amount"].as_str().unwrap().replace('.', "").parse().unwrap()
    };
    let total = |order: &serde_json::Value| fen(&order["total"]);
    let mut sold = 0;
    for buyer in [&lin, &mei] {
        let orders = buyer.get("/api/v1/orders").await.is(200).json();
        sold += orders["items"].as_array().unwrap().iter().map(&total).sum::<i64>();
    }
    assert_eq!(fen(&lately["sold"]), sold);
    assert_eq!(told["channels"][0]["channel"], "listing");
    assert_eq!(told["buyers"][0]["orders"], 3);
    // Half of what there was is left, and does not last three weeks at this pace.
    assert_eq!(told["ending"][0]["pieces_left"], 3);
    let page = ana.get("/desk/ana/insights").await;
    page.is(200)
        .shows("Sales by week")
        .shows("<svg")
        .shows("Ends soon")
        .shows("Buyers who came again")
        .shows("33 %");
    let file = ana.get("/desk/ana/insights.csv").await;
    file.is(200).shows("what,of,orders").shows("channel,listing,3,1,1");
    // Nobody else is told anything of it.
    for path in [
        "/desk/ana/insights",
        "/desk/ana/insights.csv",
        "/desk/ana/insights/words",
        "/api/v1/shops/ana/insights",
    ] {
        bo.get(path).await.is(404);
        lin.get(path).await.is(404);
    }
    // What is given back later is followed.
    ana.send(
        "POST",
        &format!("/api/v1/orders/{first}/shipment"),
        &serde_json::json!({"carrier": "SF", "tracking": "1"}),
    )
    .await
    .is(200);
    ana.send("POST", &format!("/api/v1/orders/{first}/goodwill"), &serde_json::json!({})).await;
    market.work().await;
    market.check().await;
});

story!(orders_from_before_anybody_counted_are_counted, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    let (lin, _) = market.person("Lin").await;
    buy(market, &lin, bowl, 1).await;
    buy(market, &lin, bowl, 1).await;
    let forget = async |tx: &mut Tx| {
        for sql in [
            "DELETE FROM insight_order",
            "DELETE FROM insight_day",
            "DELETE FROM insight_buyers",
            "DELETE FROM insight_piece",
        ] {
            tx.execute(sql, params![]).await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(forget).await.unwrap();
    wiring::begin(&market.inner).await.unwrap();
    market.work().await;
    assert_eq!(market.number(COUNTED).await, 2);
    market.pass(days(7)).await;
    let told = ana.get("/api/v1/shops/ana/insights").await.is(200).json();
    assert_eq!((&told["lately"]["orders"], &told["lately"]["again"]), (&2.into(), &1.into()));
    market.check().await;
});

story!(of_people_who_did_not_buy_only_crowds_are_told, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, other) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    market.thing(other, "Jar", 2_000, 90).await;
    wiring::begin(&market.inner).await.unwrap();
    market.pass(days(7)).await;
    let mut people = Vec::new();
    for number in 0..41 {
        people.push(market.person(&format!("P{number}")).await.0);
    }
    let mut seen = 0;
    for person in &people {
        // However often.
        person.look("/shops/ana/bowl", &[]).await.is(200);
        person.look("/shops/ana/bowl", &[]).await.is(200);
        seen += 1;
        market.until(OPENED, seen).await;
    }
    for person in &people[..19] {
        person.look("/shops/bo/jar", &[]).await.is(200);
        seen += 1;
        market.until(OPENED, seen).await;
    }
    // Before the eyes of thirty stood something of both shops, and before those of nobody twice.
    for person in &people[..30] {
        for _ in 0..2 {
            person.tell("/shown", "shops=ana+bo+nobody+%F0%9F%92%A7").await.is(204);
        }
    }
    ana.tell("/shown", "shops=ana").await.is(204);
    people[40].send("POST", "/shown", &serde_json::json!({"shops": "bo"})).await.is(204);
    assert_eq!(market.number("SELECT COUNT(*) FROM insight_seen").await, 41 + 30);
    // Nobody of the shop, and no program.
    ana.look("/shops/ana/bowl", &[]).await.is(200);
    people[0].get("/shops/ana/bowl").await.is(200);
    let variant = bowl.variant.to_string();
    people[0].post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    // While the week is not over nothing is told.
    let crowds = async |seller: &Person, handle: &str| {
        let told = seller.get(&format!("/api/v1/shops/{handle}/insights")).await.is(200).json();
        told["crowds"].clone()
    };
    assert_eq!(crowds(&ana, "ana").await, serde_json::json!([]));
    market.pass(days(8)).await;
    let told = crowds(&ana, "ana").await;
    let least = told[0]["opened_at_least"].as_i64().unwrap();
    assert!(least == 20 || least == 40, "{told}");
    assert!(told[0]["seen_at_least"].as_i64().unwrap() >= least, "{told}");
    assert_eq!(told[0]["cart_or_chat_at_least"], serde_json::Value::Null);
    ana.get("/desk/ana/insights").await.is(200).shows("people or more").shows("fewer than 20");
    // Thirty have seen it, and nineteen who opened it are nobody; nothing that was raw is left.
    let of_bo = crowds(&bo, "bo").await;
    let seen = &of_bo[0]["seen_at_least"];
    assert!(seen.is_null() || *seen == 20, "{of_bo}");
    assert!(of_bo[0]["opened_at_least"].is_null(), "{of_bo}");
    assert_eq!(market.number("SELECT COUNT(*) FROM insight_seen").await, 0);
    assert_eq!(market.number(OPENED).await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM insight_secret").await, 0);
    // What was told stays as it was.
    market.pass(days(7)).await;
    assert_eq!(crowds(&ana, "ana").await[0], told[0]);
    market.check().await;
});

story!(what_twenty_look_for_and_nobody_has_is_told_to_who_could_make_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, other) = market.maker("Bo").await;
    market.thing(shop, "Leather satchel", 5_000, 90).await;
    market.thing(other, "Teapot", 2_000, 90).await;
    market.find_anew().await;
    wiring::begin(&market.inner).await.unwrap();
    let now = market.now();
    let typed = async move |tx: &mut Tx| {
        use goods::search::demand;
        use platform::i18n::Lang;
        for person in 1..=25_i64 {
            let account = Some(kernel::AccountId::new(-person));
            demand::asked(tx, now, account, "", Lang::English, ("leather backpack", 0)).await?;
            demand::asked(tx, now, account, "", Lang::English, ("kayak", 0)).await?;
            if person <= 19 {
                demand::asked(tx, now, account, "", Lang::English, ("leather hat", 0)).await?;
            }
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(typed).await.unwrap();
    market.pass(days(9)).await;
    let page = ana.get("/desk/ana/insights/words").await;
    page.is(200).shows("leather backpack").shows("20 people or more").shows("kayak").hides("leather hat");
    page.shows("/desk/ana/listings/new?title=leather+backpack");
    let told = ana.get("/api/v1/shops/ana/insights/words").await.is(200).json();
    let near = |at: usize| {
        (told["next"][at]["words"].as_str().unwrap().to_owned(), told["next"][at]["near"].as_bool())
    };
    assert_eq!((near(0), near(1)), (("leather backpack".into(), Some(true)), ("kayak".into(), Some(false))));
    ana.get("/desk/ana/insights/words.csv")
        .await
        .is(200)
        .shows("leather backpack,en,20,0,0,yes")
        .hides("hat");
    let told = bo.get("/api/v1/shops/bo/insights/words").await.is(200).json();
    assert_eq!(told["next"][0]["near"], false);
    // One click, and the form of a listing has the words.
    ana.get("/desk/ana/listings/new?title=leather+backpack")
        .await
        .is(200)
        .shows("value=\"leather backpack\"");
    ana.get("/desk/ana/listings/new?title=%3Cscript%3E").await.is(200).hides("<script>\"");
    // Once a week, to whom something is near and to nobody else.
    market.pass(days(7)).await;
    let mails = market.mail("ana@fair.example").await;
    let next: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("leather backpack")).collect();
    assert!((1..=3).contains(&next.len()), "{}", next.len());
    assert!(
        market.mail("bo@fair.example").await.iter().all(|mail| !mail.subject.contains("People look for"))
    );
    market.check().await;
});

// Random acts of trade: after each the sums are those of the orders.
story!(whatever_happens_to_orders_the_sums_are_theirs, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 500).await;
    let chance = Chance::seeded(42);
    let mut people = Vec::new();
    for name in ["One", "Two", "Three"] {
        people.push(market.person(name).await.0);
    }
    let mut orders: Vec<(usize, String)> = Vec::new();
    for _ in 0..28 {
        let who = usize::try_from(chance.below(3)).unwrap();
        match chance.below(6) {
            0..3 => orders.push((
                who,
                buy(market, &people[who], bowl, 1 + i64::try_from(chance.below(3)).unwrap()).await,
            )),
            act => {
                if orders.is_empty() {
                    continue;
                }
                let at = usize::try_from(chance.below(orders.len() as u64)).unwrap();
                let (who, order) = &orders[at];
                let (by, path, body) = match act {
                    3 => (&people[*who], "cancellation", serde_json::json!({})),
                    4 => (&ana, "shipment", serde_json::json!({"carrier": "SF", "tracking": "1"})),
                    _ => (&people[*who], "receipt", serde_json::json!({})),
                };
                // Many of them are refused where the order stands, which is as good.
                by.send("POST", &format!("/api/v1/orders/{order}/{path}"), &body).await;
                market.work().await;
            }
        }
        market.clock.advance(hours(7));
        market.check().await;
    }
    assert!(market.number(COUNTED).await > 5);
    // Told again of all of them, nothing changes.
    let sums = "SELECT CAST(SUM(orders * 1000003 + again * 1009 + undone * 7 + minor + back_minor * 3) AS BIGINT) FROM insight_day";
    let before = market.number(sums).await;
    let (now, ids) = (
        market.now(),
        orders.iter().map(|(_, id)| id.parse().unwrap()).collect::<Vec<selling::orders::OrderId>>(),
    );
    let again = async move |tx: &mut Tx| {
        for id in &ids {
            commons::insights::count(tx, now, *id).await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(again).await.unwrap();
    assert_eq!(market.number(sums).await, before);
    market.check().await;
});
