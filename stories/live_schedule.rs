//! Shows before they begin and after they are over: announced, repeated, reminded of, told of; and what of them belongs to
//! listings and orders.

use std::time::Duration;

use broadcast::{Film as Drawing, Formats};
use commons::live::{self, Kept, RoomId, receipts};
use kernel::{Actor, OrderId, Timestamp, days, hours, minutes};
use platform::{config::LiveConfig, db::Tx};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Place, START},
    on_both, story,
};

const ROOMS: &str = "/api/v1/shops/ana/live";

async fn planned(host: &Person, show: Value) -> String {
    host.send("POST", ROOMS, &show).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

/// What somebody was told, the latest first.
async fn told(person: &Person) -> Vec<String> {
    let told = person.get("/api/v1/notifications").await.is(200).json();
    let words = |one: &Value| one["words"].as_str().unwrap().to_owned();
    told["items"].as_array().unwrap().iter().map(words).collect()
}

story!(who_wants_it_is_reminded_a_quarter_of_an_hour_before_a_show, |market| {
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let begins = market.now() + days(2);
    let room = planned(&host, json!({"title": "Carving <a> satchel 👜", "at": begins.rfc3339()})).await;
    let page = format!("/live/{room}");
    market.visitor().get(&page).await.is(200).shows("Remind me").hides("will be reminded");
    let reminder = format!("{page}/reminder");
    lin.post(&reminder, &[("remind", "yes")]).await.is(200).shows("You will be reminded");
    // To ask twice changes nothing, and who thinks better of it hears nothing.
    lin.post(&reminder, &[("remind", "yes")]).await.is(200).shows("One person will be reminded");
    max.post(&reminder, &[("remind", "yes")]).await.is(200).shows("2 people will be reminded");
    max.post(&reminder, &[("remind", "no")]).await.is(200).shows("One person will be reminded");
    let day = market.visitor().get(&format!("{page}/calendar.ics")).await;
    day.is(200).shows("BEGIN:VEVENT").shows("Carving <a> satchel 👜").shows(&room);
    market.pass(days(2) - minutes(16)).await;
    assert_eq!(told(&lin).await, Vec::<String>::new());
    market.pass(minutes(2)).await;
    assert!(told(&lin).await[0].ends_with("is live soon: Carving <a> satchel 👜"), "{:?}", told(&lin).await);
    assert_eq!(told(&max).await, Vec::<String>::new());
    assert!(market.mail("lin@fair.example").await.iter().any(|mail| mail.subject.contains("is live soon")));
    // It begins, and nobody can be reminded of it any more.
    market.go_on_air(&room).await;
    max.send("PUT", &format!("/api/v1/live/{room}/reminder"), &Value::Null).await.is(409);
    lin.get("/mine/export.json").await.is(200).shows("live_reminders").shows(&room);
});

story!(of_a_show_whose_day_was_changed_nobody_is_reminded_at_its_old_time, |market| {
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let show = |at: Timestamp| json!({"title": "Carving", "at": at.rfc3339()});
    let room = planned(&host, show(market.now() + days(1))).await;
    lin.send("PUT", &format!("/api/v1/live/{room}/reminder"), &Value::Null).await.is(204);
    host.send("PUT", &format!("{ROOMS}/{room}"), &show(market.now() + days(3))).await.is(200);
    market.pass(days(2)).await;
    assert_eq!(told(&lin).await, Vec::<String>::new());
    market.pass(days(1)).await;
    assert_eq!(told(&lin).await.len(), 1);
});

story!(a_show_that_is_given_weekly_is_planned_anew_until_it_is_called_off, |market| {
    let (host, _) = market.maker("Ana").await;
    let at = market.now() + days(1);
    let show = json!({"title": "Market day", "at": at.rfc3339(), "repeats": "weekly"});
    let first = planned(&host, show).await;
    let planned = async || {
        let rooms = host.get(ROOMS).await.is(200).json();
        let all = rooms["items"].as_array().unwrap().clone();
        all.into_iter().filter(|room| room["state"] == "planned").collect::<Vec<_>>()
    };
    assert_eq!(planned().await.len(), 1);
    // Whether or not it was given.
    market.pass(days(1) + minutes(1)).await;
    let next = planned().await;
    assert_eq!(next.len(), 2, "the first was not begun yet");
    assert_eq!((&next[0]["at"], &next[0]["title"]), (&json!((at + days(7)).rfc3339()), &json!("Market day")));
    market.go_on_air(&first).await;
    market.pass(days(7)).await;
    assert_eq!(planned().await.len(), 2);
    let last = planned().await[0]["id"].as_str().unwrap().to_owned();
    host.send("POST", &format!("{ROOMS}/{last}/cancellation"), &Value::Null).await.is(200);
    market.pass(days(8)).await;
    assert_eq!(planned().await.len(), 1, "what is left was never begun");
});

story!(followers_are_told_that_a_show_is_on_air_once_and_not_by_mail, |market| {
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let (eve, _) = market.person("Eve").await;
    for fan in [&lin, &max] {
        fan.send("PUT", "/api/v1/shops/ana/following", &Value::Null).await.is(204);
    }
    let off = json!({"choices": [{"kind": "live.on_air", "mail": false, "list": false}]});
    max.send("PUT", "/api/v1/notification-choices", &off).await.is(200);
    let room = planned(&host, json!({"title": "Digging potatoes"})).await;
    market.go_on_air(&room).await;
    market.work().await;
    let heard = told(&lin).await;
    assert_eq!(heard.len(), 1);
    assert!(heard[0].ends_with("is live now: Digging potatoes"), "{heard:?}");
    assert_eq!((told(&max).await.len(), told(&eve).await.len()), (0, 0));
    assert!(market.mail("lin@fair.example").await.iter().all(|mail| !mail.subject.contains("live now")));
    // Of a show that is over before they are told, nobody is.
    let second = planned(&host, json!({"title": "Over at once"})).await;
    market.go_on_air(&second).await;
    end(market, &second, market.now(), Kept::Nothing).await;
    market.work().await;
    assert_eq!(told(&lin).await.len(), 1);
});

async fn end(market: &Market, room: &str, at: Timestamp, kept: Kept) {
    let room: RoomId = room.parse().unwrap();
    let act = async move |tx: &mut Tx| live::end(tx, &Actor::System, at, room, kept).await;
    market.inner.db.write(act).await.unwrap();
}

/// A recording of a show that began at a moment, as long as a film that is drawn.
async fn record(market: &Market, room: &str, began: Timestamp, seconds: u32) {
    let drawing = Drawing::new(began, Duration::ZERO);
    let formats = Formats { video: Some(drawing.video().unwrap()), audio: None };
    let frames = usize::try_from(seconds * broadcast::Scene::FRAMES_PER_SECOND).unwrap();
    let folder = market.inner.config.data.join("live");
    let name = broadcast::ShowName::new(room).unwrap();
    broadcast::record_units(&folder, &name, began, formats, drawing.take(frames)).await.unwrap();
}

on_both!(what_was_shown_is_cut_into_films_and_what_was_bought_has_its_receipt, async |place: Place| {
    let door = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let live = LiveConfig { rtmp: Some(door), ..Default::default() };
    let market =
        Market::open_with(&place, START, kernel::Chance::seeded(7), |config| config.live = Some(live)).await;
    server::wiring::begin(&market.inner).await.unwrap();
    let studio = tokio::spawn(live::follow(market.inner.clone()));
    let (host, shop) = market.maker("Ana").await;
    let bag = market.thing(shop, "Satchel", 38_000, 3).await;
    let (lin, _) = market.person("Lin").await;
    let (eve, _) = market.person("Eve").await;
    let room = planned(&host, json!({"title": "Carving"})).await;
    market.go_on_air(&room).await;
    let began = market.now();
    let pin = json!({"listing_id": bag.listing.to_string()});
    host.send("PUT", &format!("{ROOMS}/{room}/pin"), &pin).await.is(200);
    let gateway = lin.check_out(&[(bag, 1)], None).await;
    lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    let order: OrderId = market.orders().await[0].parse().unwrap();
    let (id, at) = (room.parse::<RoomId>().unwrap(), began + Duration::from_secs(20));
    let act = async move |tx: &mut Tx| receipts::keep(tx, at, order, (id, at)).await;
    market.inner.db.write(act).await.unwrap();
    record(&market, &room, began, 40).await;
    while market.inner.studio().broadcast().is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    end(&market, &room, began + Duration::from_secs(40), Kept::Recorded).await;
    market.pass(minutes(2)).await;
    // The replay has what was shown at its moment, at the price of today.
    let page = market.visitor().get(&format!("/live/{room}")).await;
    page.is(200).shows("Shown in this show").shows("VideoObject").shows("\"Clip\"").shows("¥380");
    let from = market.visitor().get(&format!("/live/{room}?at={}", began.micros() / 1_000 + 5_000)).await;
    from.is(200).shows(&format!("data-from=\"{}\"", began.micros() / 1_000 + 5_000));
    // A highlight was cut out of it by itself.
    let shorts = market.visitor().get("/api/v1/shorts").await.is(200).json();
    let film = &shorts["items"][0];
    assert_eq!((&film["title"], &film["source"]), (&json!("Satchel"), &json!("highlight")));
    assert_eq!(film["listing_id"], json!(bag.listing.to_string()));
    let file = market.visitor().get(film["film"].as_str().unwrap()).await;
    assert_eq!(&file.is(200).bytes[4..8], b"ftyp");
    market.visitor().get("/shorts").await.is(200).shows("Satchel").shows("¥380").shows("See the show");
    market.visitor().get("/shops/ana/satchel").await.is(200).shows("In motion");
    // The film of the sale is its buyer's and its shop's, and nobody else's.
    let receipt = format!("/receipts/{order}/film");
    for (who, status) in [(&lin, 200), (&host, 200), (&eve, 404)] {
        who.get(&receipt).await.is(status);
    }
    lin.get(&format!("/orders/{order}")).await.is(200).shows("Seen in the live show").shows(&receipt);
    // It outlives the replay, until nothing can be asked of the order any more.
    host.post(&format!("/desk/ana/orders/{order}/shipment"), &[("carrier", "SF"), ("tracking", "1")])
        .await
        .is(200);
    market.pass(days(11)).await;
    lin.get(&receipt).await.is(200);
    market.pass(days(17)).await;
    lin.get(&receipt).await.is(404);
    lin.get(&format!("/orders/{order}")).await.is(200).shows("There is no film");
    // A film is gone for everybody when its shop takes it away.
    let film = film["id"].as_str().unwrap().to_owned();
    host.post(&format!("/desk/ana/live/films/{film}/removal"), &[]).await.is(200).shows("The film is gone");
    market.visitor().get("/shorts").await.is(200).shows("No short film yet");
    market.visitor().get(&format!("/shorts/{film}/film")).await.is(404);
    studio.abort();
    market.end().await;
});

story!(a_shop_points_in_an_order_to_a_moment_of_its_show, |market| {
    let (host, shop) = market.maker("Ana").await;
    market.maker("Bo").await;
    let bag = market.thing(shop, "Satchel", 38_000, 3).await;
    let (lin, _) = market.person("Lin").await;
    lin.check_out(&[(bag, 1)], None).await.is(200);
    let order = market.orders().await[0].clone();
    let room = planned(&host, json!({"title": "Burnishing"})).await;
    market.go_on_air(&room).await;
    let began = market.now();
    end(market, &room, began + hours(1), Kept::Recorded).await;
    let desk = format!("/desk/ana/orders/{order}");
    host.get(&desk).await.is(200).shows("Show the buyer a moment of a show");
    host.get(&format!("{desk}/moments")).await.is(200).shows("Burnishing");
    let moment =
        |at: &str| [("room", room.clone()), ("at", at.to_owned()), ("words", "Your bag <3".to_owned())];
    let post = async |at: &str| {
        let fields = moment(at);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        host.post(&format!("{desk}/moments"), &fields).await
    };
    post("2:00:00").await.is(422).shows("was not on air then").shows("Your bag");
    post("soon").await.is(422).shows("Your bag");
    post("40:30").await.is(200).shows("The buyer is told").shows("Minute 41");
    market.work().await;
    let page = lin.get(&format!("/orders/{order}")).await;
    let at = began.micros() / 1_000 + (40 * 60 + 30) * 1_000;
    page.is(200).shows("Your bag &#60;3").shows("Minute 41").shows(&format!("/live/{room}?at={at}"));
    assert!(told(&lin).await[0].ends_with("shows you your piece"), "{:?}", told(&lin).await);
});
