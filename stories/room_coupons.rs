//! Coupons that are taken in a room, and what is to be shown in order.

use std::time::Duration;

use kernel::days;
use serde_json::{Value, json};

use crate::{
    harness::{Person, code_field},
    room_hosts::minor,
    room_prices::{ROOMS, on_air, wanted},
    story,
};

async fn give(host: &Person, room: &str, pieces: i64) -> String {
    let body = json!({"amount": "30", "least": "300", "pieces": pieces, "seconds": 60});
    let given = host.send("POST", &format!("{ROOMS}/{room}/coupons"), &body).await;
    given.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn take(person: &Person, coupon: &str) -> (u16, String) {
    let taken = person.send("POST", &format!("/api/v1/live/coupons/{coupon}/codes"), &Value::Null).await;
    let status = taken.status.as_u16();
    (status, if status == 201 { taken.json()["code"].as_str().unwrap().to_owned() } else { String::new() })
}

story!(a_coupon_is_taken_in_the_room_alone_and_comes_off_what_is_bought_there, |market| {
    let (host, room, bag) = on_air(market, 9).await;
    let shop = room.parse::<commons::live::RoomId>().unwrap().shop();
    let (lin, _) = market.person("Lin").await;
    let (wei, _) = market.person("Wei").await;
    let (mei, mei_id) = market.person("Mei").await;
    // Without JavaScript: the host gives two, the chat says so, and a viewer takes one.
    let desk = format!("/desk/ana/live/{room}/coupons");
    host.get(&desk).await.is(200).shows("No coupon was given yet");
    let form = |amount: &'static str, least: &'static str| {
        [("amount", amount), ("least", least), ("pieces", "2"), ("seconds", "60")]
    };
    host.post(&desk, &form("30", "30")).await.is(422).shows("less than the sum");
    host.post(&desk, &form("💧", "300")).await.is(422);
    host.post(&desk, &form("30", "300"))
        .await
        .is(200)
        .shows("The coupon can be taken now")
        .shows("0 of 2 taken");
    let all = market.visitor().get(&format!("/api/v1/live/{room}/coupons")).await.json();
    let id = all["items"][0]["id"].as_str().unwrap().to_owned();
    let page = format!("/live/{room}/coupons/{id}");
    lin.get(&format!("/live/{room}")).await.shows(&page).shows("30");
    market.visitor().get(&page).await.is(200).shows("Sign in to take it").shows("2 left");
    let taken = lin.post(&format!("{page}/codes"), &[]).await;
    taken.is(200).shows("It is yours");
    // Taken twice it is the same one; the last goes to one of two, and a third finds none.
    let (first, code) = take(&lin, &id).await;
    assert!(first == 201 && taken.body.contains(&code), "{code}");
    let two = tokio::join!(take(&wei, &id), take(&mei, &id));
    let mut both = [two.0.0, two.1.0];
    both.sort_unstable();
    assert_eq!(both, [201, 409]);
    assert_eq!(market.number("SELECT taken FROM live_coupon_taken").await, 2);
    // It comes off by itself at the price of now, once.
    let things = format!("/live/{room}/things/{}/purchase", bag.listing);
    lin.get(&things).await.is(200).shows("−¥30");
    let buy = format!("/api/v1/live/{room}/things/{}/purchases", bag.listing);
    let bought = lin.send("POST", &buy, &wanted(bag, "one")).await.is(201).json();
    assert_eq!(minor(&bought["total"]), 35_000);
    let bought = lin.send("POST", &buy, &wanted(bag, "two")).await.is(201).json();
    assert_eq!(minor(&bought["total"]), 38_000);
    // Who did not take it may not use it where it was not given; who takes too late has none.
    let late = give(&host, &room, 5).await;
    assert_eq!(take(&mei, &late).await.0, 201);
    market.clock.advance(Duration::from_secs(64));
    assert_eq!(take(&wei, &late).await.0, 201);
    market.clock.advance(Duration::from_secs(2));
    assert_eq!(take(&lin, &late).await.0, 409);
    // At the checkout of a cart it is typed, until its day is over.
    let (_, code) = take(&mei, &late).await;
    let fields = [(code_field(shop), code.as_str())];
    assert_eq!(mei.check_out_with(&[(bag, 1)], &fields).await.status, 200);
    assert_eq!(market.number("SELECT COUNT(*) FROM coupon_use").await, 2);
    market.pass(days(2)).await;
    let (_, code) = take(&wei, &late).await;
    let fields = [(code_field(shop), code.as_str())];
    wei.check_out_with(&[(bag, 1)], &fields).await.shows("over");
    // The export has it, and who leaves takes nothing away from the count.
    mei.get("/mine/export.json").await.is(200).shows("live_coupons").shows(&late);
    let leave = async move |tx: &mut platform::db::Tx| commons::live::coupons::forget(tx, mei_id).await;
    market.inner.db.write(leave).await.unwrap();
    market.check().await;
});

story!(who_may_not_gives_no_coupon_and_takes_none, |market| {
    if market.is_on_postgres() {
        return;
    }
    let (host, room, _) = on_air(market, 3).await;
    let (other, _) = market.maker("Bo").await;
    let path = format!("{ROOMS}/{room}/coupons");
    let good = json!({"amount": "30", "least": "300", "pieces": 2, "seconds": 60});
    for (field, bad) in [
        ("amount", "0"),
        ("amount", "-3"),
        ("least", "30"),
        ("least", "1e9"),
        ("pieces", "0"),
        ("pieces", "10001"),
        ("seconds", "9"),
        ("seconds", "301"),
        ("days", "31"),
        ("days", "عشرة"),
    ] {
        let mut body = good.clone();
        body[field] = json!(bad);
        host.send("POST", &path, &body).await.is(422);
    }
    other.send("POST", &format!("/api/v1/shops/bo/live/{room}/coupons"), &good).await.is(404);
    let id = give(&host, &room, 1).await;
    let none = id.replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(take(&other, &none).await.0, 404);
    // Of another room it is not there.
    let elsewhere = host.send("POST", ROOMS, &json!({"title": "Another"})).await.is(201).json();
    let elsewhere = elsewhere["id"].as_str().unwrap();
    other.get(&format!("/live/{elsewhere}/coupons/{id}")).await.is(404);
    host.send("POST", &format!("{ROOMS}/{room}/end"), &json!({})).await.is(200);
    host.send("POST", &path, &good).await.is(409);
    assert_eq!(market.number("SELECT COUNT(*) FROM live_coupon").await, 1);
});

story!(a_run_sheet_says_what_will_be_shown_and_comes_first_in_the_studio, |market| {
    let (host, shop) = market.maker("Ana").await;
    let (other, other_shop) = market.maker("Bo").await;
    let mut things = Vec::new();
    for name in ["Bowl", "Cup", "Jug"] {
        things.push(market.thing(shop, name, 900, 5).await);
    }
    let pears = market.thing(other_shop, "Pears", 500, 5).await;
    let at = (market.now() + days(1)).rfc3339();
    let weekly = json!({"title": "Kiln day", "at": at, "repeats": "weekly"});
    let room = host.send("POST", ROOMS, &weekly).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let [bowl, cup, jug] = [0, 1, 2].map(|at: usize| things[at].listing.to_string());
    let path = format!("{ROOMS}/{room}/run-sheet");
    let put = async |listings: &[&String]| {
        host.send("PUT", &path, &json!({ "listings": listings })).await.status.as_u16()
    };
    market.visitor().get(&format!("/live/{room}")).await.hides("What will be shown");
    assert_eq!(put(&[&jug, &bowl]).await, 204);
    // A thing twice, one of another shop without its yes, and nonsense.
    assert_eq!((put(&[&jug, &jug]).await, put(&[&pears.listing.to_string()]).await), (409, 404));
    assert_eq!(put(&[&"💧".to_owned()]).await, 422);
    market.visitor().get(&format!("/live/{room}")).await.is(200).shows("What will be shown").hides("Cup");
    // With one thumb, without JavaScript.
    let desk = format!("/desk/ana/live/{room}/run-sheet");
    host.get(&desk).await.is(200).shows("Jug").shows("Cup");
    host.post(&desk, &[("listing", &cup), ("change", "add")]).await.is(200);
    host.post(&desk, &[("listing", &cup), ("change", "up")]).await.is(200);
    host.post(&desk, &[("listing", &jug), ("change", "remove")]).await.is(200);
    host.post(&desk, &[("listing", &jug), ("change", "turn")]).await.is(422);
    let sheet = host.get(&path).await.json();
    assert_eq!(sheet["items"], json!([cup, bowl]));
    other.get(&format!("/desk/bo/live/{room}/run-sheet")).await.is(404);
    other.get(&format!("/api/v1/shops/bo/live/{room}/run-sheet")).await.is(404);
    market.go_on_air(&room).await;
    let studio = host.get(&format!("/desk/ana/live/{room}")).await.is(200).body.clone();
    let place = |name: &str| studio.find(&format!(">{name}<")).unwrap();
    assert!(place("Cup") < place("Bowl") && place("Bowl") < place("Jug"));
    // The show of the week after shows the same.
    market.pass(days(2)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_run_sheet").await, 4);
    host.send("POST", &format!("{ROOMS}/{room}/end"), &json!({})).await.is(200);
    assert_eq!(put(&[]).await, 409);
});
