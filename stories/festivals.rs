//! Festivals: made, announced and seen; booths called for, chosen and paid; the ground; the programme and its seats.

use gatherings::festivals::{
    Days, NewFestival, Plan, Theme, Venue,
    booths::CallPlan,
    programme::{ItemKind, ItemPlan},
};
use kernel::{Country, Day, Timestamp, days};
use people::shops::Handle;
use platform::i18n::Lang;
use serde_json::json;

use crate::{
    aftersale::buy,
    harness::{Market, Person, Thing},
    story,
};

const ZONE: &str = "Asia/Shanghai";

pub fn new(handle: &str, first: Timestamp, long: i64) -> NewFestival {
    let day = Day::there(first, ZONE);
    let said = Plan {
        language: Lang::Chinese,
        name: "造物集".into(),
        name_en: "Maker Fair".into(),
        words: "三天。".into(),
        words_en: "Three days.".into(),
        days: Days {
            first: day,
            last: Day::from_number(day.number() + long - 1),
            opens_minute: 600,
            closes_minute: 1080,
            time_zone: ZONE.into(),
        },
        venue: Venue::Ground {
            country: Country::CN,
            region: "宁夏".into(),
            city: "银川".into(),
            address: "老粮仓".into(),
        },
    };
    let handle = Handle::parse(handle, |_| false).unwrap();
    NewFestival { handle, is_proposed: false, said, themes: Theme::ALL.to_vec() }
}

pub fn call(now: Timestamp) -> CallPlan {
    let (opens_at, closes_at) = (now, now + days(20));
    CallPlan { opens_at, closes_at, pay_days: 7, words: "来吧。".into(), words_en: "Come.".into() }
}

pub fn item(title: &str, begins_at: Timestamp, seats: i64) -> ItemPlan {
    ItemPlan {
        kind: ItemKind::Concert,
        title: title.into(),
        title_en: String::new(),
        stage: "A".into(),
        begins_at,
        minutes: 60,
        seats,
    }
}

fn said(market: &Market, ahead: u64) -> Vec<(&'static str, String)> {
    let day = |more| Day::there(market.now() + days(ahead + more), ZONE).to_string();
    vec![
        ("handle", "maker-fair".into()),
        ("language", "zh-CN".into()),
        ("name", "造物集 <b>".into()),
        ("name_en", "Maker Fair".into()),
        ("words_en", "Six zones.".into()),
        ("first_day", day(0)),
        ("last_day", day(2)),
        ("opens", "10:00".into()),
        ("closes", "18:00".into()),
        ("time_zone", ZONE.into()),
        ("country", "CN".into()),
        ("city", "银川".into()),
        ("address", "老粮仓".into()),
        ("without_pets", "true".into()),
    ]
}

fn fields<'a>(said: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    said.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// The id of a zone, by its theme.
async fn zone(person: &Person, festival: &str, theme: &str) -> String {
    let answer = person.get(&format!("/api/v1/festivals/{festival}")).await;
    let zones = answer.is(200).json()["zones"].as_array().unwrap().clone();
    let found = zones.iter().find(|zone| zone["theme"] == theme).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

async fn state(person: &Person, shop: &str) -> String {
    let all = person.get(&format!("/api/v1/shops/{shop}/applications")).await.is(200).json();
    all["items"][0]["state"].as_str().unwrap().to_owned()
}

story!(a_festival_is_made_announced_seen_and_called_off, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    ana.get("/desk/ana/festivals").await.is(200).shows("You organise none yet");
    let said = said(market, 30);
    let mut wrong = said.clone();
    wrong.retain(|(name, _)| *name != "last_day");
    wrong.push(("last_day", "2020-01-01".into()));
    ana.post("/desk/ana/festivals", &fields(&wrong))
        .await
        .is(422)
        .shows("The last day comes after the first");
    let made = ana.post("/desk/ana/festivals", &fields(&said)).await;
    made.is(200).shows("The festival is saved").shows("Draft");
    ana.post("/desk/ana/festivals", &fields(&said)).await.is(422).shows("Another festival has this word");
    lin.get("/festivals/maker-fair").await.is(404);
    lin.get("/festivals").await.is(200).shows("No festivals yet");
    let desk = "/desk/ana/festivals/maker-fair";
    ana.get("/festivals/maker-fair").await.is(200).shows("This is a draft");
    ana.post(&format!("{desk}/announcement"), &[]).await.is(200).shows("The festival is announced");
    let page = lin.get("/festivals/maker-fair").await;
    page.is(200)
        .shows("Maker Fair")
        .shows("Anime")
        .hides("Pets")
        .shows("\"@type\":\"Festival\"")
        .shows("og:title");
    let list = lin.get("/festivals").await;
    list.is(200).shows("To come").shows("/festivals/maker-fair").hides("On now");
    let days_of = lin.get("/festivals/maker-fair/festival.ics").await;
    days_of.is(200).shows("SUMMARY:Maker Fair");
    assert_eq!(days_of.body.matches("BEGIN:VEVENT").count(), 3);
    // Zones are added, changed and left out.
    let anime = zone(&ana, "maker-fair", "anime").await;
    let zones = format!("{desk}/zones");
    ana.post(&zones, &[("theme", "own"), ("name", "纸"), ("name_en", "Paper"), ("booths", "4")])
        .await
        .is(200);
    ana.post(&zones, &[("theme", "food"), ("booths", "4")])
        .await
        .is(422)
        .shows("There is such a zone already");
    ana.post(&format!("{zones}/{anime}"), &[("booths", "400")]).await.is(200);
    ana.post(&zones, &[("theme", "own"), ("name", "X"), ("booths", "400")])
        .await
        .is(409)
        .shows("at most 500");
    ana.post(&format!("{zones}/{anime}"), &[("booths", "2")]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM festival_booth").await, 4 * 12 + 2 + 4);
    ana.post(&format!("{zones}/{anime}/removal"), &[]).await.is(200);
    lin.get("/festivals/maker-fair").await.is(200).shows("Paper").hides("Anime");

    // The ground: a booth is moved, never onto another or over the border; of a drawing shapes alone stay.
    let plan = format!("{desk}/plan");
    ana.post(&plan, &[("number", "1"), ("x", "500"), ("y", "600")]).await.is(200).shows("The booth is moved");
    ana.post(&plan, &[("number", "2"), ("x", "510"), ("y", "610")])
        .await
        .is(422)
        .shows("Another booth stands there");
    ana.post(&plan, &[("number", "2"), ("x", "990"), ("y", "610")]).await.is(422).shows("Within the border");
    let drawing = b"<svg viewBox=\"0 0 10 10\"><script>alert(1)</script><rect width=\"3\" height=\"2\" onclick=\"x\"/></svg>";
    let sent = ana.upload(&format!("{desk}/outline"), &[], &[("outline", "hall.svg", drawing)]).await;
    sent.is(200).shows("This was left out").shows("onclick, script").hides("alert(1)");
    lin.get("/festivals/maker-fair/plan").await.is(200).shows("<rect width=\"3\" height=\"2\"/>");
    let bad = ana.upload(&format!("{desk}/outline"), &[], &[("outline", "x.svg", b"<html/>")]).await;
    bad.is(422).shows("This is no SVG");
    lin.get("/festivals/maker-fair/booths/1").await.is(200).shows("Nobody shows here yet");
    lin.get("/festivals/maker-fair/booths/999").await.is(404);

    // By the clock it runs and is over.
    market.pass(days(31)).await;
    lin.get("/festivals").await.is(200).shows("On now");
    market.pass(days(3)).await;
    lin.get("/festivals").await.is(200).shows("Past").hides("On now");
    ana.post(&format!("{desk}/calling-off"), &[]).await.is(200);
    lin.get("/festivals/maker-fair").await.is(200).shows("This festival was called off");
    market.check().await;
    market.end().await;
});

/// Ana's festival with a zone of one booth that costs a bowl, and an open call.
async fn calling(market: &Market, ana: &Person, bowl: Thing) -> String {
    ana.post("/desk/ana/festivals", &fields(&said(market, 60))).await.is(200);
    let zone = zone_of(ana).await;
    let fee = bowl.listing.to_string();
    let desk = "/desk/ana/festivals/maker-fair";
    ana.post(&format!("{desk}/zones/{zone}"), &[("booths", "1"), ("fee", &fee)]).await.is(200);
    ana.post(&format!("{desk}/announcement"), &[]).await.is(200);
    let (opens, closes) = (market.now().rfc3339(), (market.now() + days(40)).rfc3339());
    let call = [("opens_at", opens.as_str()), ("closes_at", closes.as_str()), ("pay_days", "7")];
    ana.post(&format!("{desk}/call"), &call).await.is(200).shows("The call is saved");
    zone
}

async fn zone_of(person: &Person) -> String {
    zone(person, "maker-fair", "food").await
}

/// The id of what a shop has asked.
async fn asked(person: &Person, shop: &str) -> String {
    let all = person.get(&format!("/api/v1/shops/{shop}/applications")).await.is(200).json();
    all["items"][0]["id"].as_str().unwrap().to_owned()
}

story!(a_booth_is_applied_for_chosen_paid_and_given_back_and_the_next_in_line_has_it, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 90).await;
    let (cai, _) = market.maker("Cai").await;
    let (dai, _) = market.maker("Dai").await;
    let (eve, _) = market.maker("Eve").await;
    ana.get("/festivals/maker-fair").await.is(404);
    let zone = calling(market, &ana, bowl).await;
    let wants = [("zone", zone.as_str()), ("shows", "Clay <i>"), ("tables", "1"), ("power_watts", "200")];
    let path = |shop: &str| format!("/desk/{shop}/festivals/maker-fair/application");
    cai.get("/desk/cai/festivals").await.is(200).shows("Maker Fair").shows("Shops may apply until");
    cai.post(&path("cai"), &[("zone", &zone)]).await.is(422);
    for (person, shop) in [(&cai, "cai"), (&dai, "dai"), (&eve, "eve")] {
        person.post(&path(shop), &wants).await.is(200).shows("You have applied");
        person.post(&path(shop), &wants).await.is(409);
    }
    market.work().await;
    assert_eq!(
        market.mail("ana@fair.example").await.iter().filter(|mail| mail.subject.contains("applies")).count(),
        3
    );
    let choose = "/desk/ana/festivals/maker-fair/applications";
    ana.get(choose).await.is(200).shows("Clay &#60;i&#62;").shows("0 of 1 given");
    let (of_cai, of_dai, of_eve) =
        (asked(&cai, "cai").await, asked(&dai, "dai").await, asked(&eve, "eve").await);
    dai.post(&format!("/desk/dai/festivals/maker-fair/applications/{of_cai}/acceptance"), &[]).await.is(404);
    ana.post(&format!("{choose}/{of_cai}/acceptance"), &[]).await.is(200).shows("1 of 1 given");
    ana.post(&format!("{choose}/{of_dai}/acceptance"), &[])
        .await
        .is(409)
        .shows("Put the shop on the waiting list");
    ana.post(&format!("{choose}/{of_dai}/waiting"), &[]).await.is(200);
    ana.post(&format!("{choose}/{of_eve}/waiting"), &[]).await.is(200);
    eve.get(&path("eve")).await.is(200).shows("One shop comes before you");
    market.check().await;

    // Cai does not pay in time: Dai has the booth, pays it, and is handed it over with its number.
    cai.get(&path("cai")).await.is(200).shows("You have booth").shows("Pay the fee · ¥50");
    market.pass(days(8)).await;
    assert_eq!(state(&cai, "cai").await, "lapsed");
    assert_eq!(state(&dai, "dai").await, "accepted");
    buy(market, &dai, bowl, 1).await;
    assert_eq!(state(&dai, "dai").await, "confirmed");
    dai.get(&path("dai")).await.is(200).shows("Booth confirmed");
    let booths = ana.get("/api/v1/festivals/maker-fair/booths").await.is(200).json();
    let booth = booths["items"].as_array().unwrap().iter().find(|it| it["shop"] == "dai").unwrap().clone();
    let page = format!("/festivals/maker-fair/booths/{}", booth["number"]);
    market.visitor().get(&page).await.is(200).shows("dai").shows("Clay").shows("share-code");
    market.visitor().get("/shops/dai").await.is(200).shows("At the fair");
    market.check().await;

    // Who pays without having a booth gets the money back.
    buy(market, &cai, bowl, 1).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM festival_fee WHERE state = 'returned'").await, 1);
    market.check().await;

    // Dai gives the booth back long before the days: the fee goes back, and Eve has it.
    dai.post(&format!("{}/withdrawal", path("dai")), &[])
        .await
        .is(200)
        .shows("Your application is withdrawn");
    assert_eq!(market.number("SELECT COUNT(*) FROM festival_fee WHERE state = 'returned'").await, 2);
    assert_eq!((state(&dai, "dai").await, state(&eve, "eve").await), ("withdrawn".into(), "accepted".into()));
    buy(market, &eve, bowl, 1).await;
    dai.post(&path("dai"), &wants).await.is(200);
    ana.post(&format!("{choose}/{of_dai}/refusal"), &[]).await.is(422);
    ana.post(&format!("{choose}/{of_dai}/refusal"), &[("reason", "Full this year")]).await.is(200);
    dai.get(&path("dai")).await.is(200).shows("Full this year");
    dai.post(&path("dai"), &wants).await.is(409);
    market.check().await;

    // Called off: Eve's fee goes back as well.
    ana.post("/desk/ana/festivals/maker-fair/calling-off", &[]).await.is(200);
    market.work().await;
    assert_eq!(state(&eve, "eve").await, "called-off");
    assert_eq!(market.number("SELECT COUNT(*) FROM festival_fee WHERE state <> 'returned'").await, 0);
    let told = market.mail("eve@fair.example").await;
    assert!(told.iter().any(|mail| mail.subject.contains("called off")), "{told:?}");
    market.check().await;
    market.end().await;
});

story!(seats_are_reserved_given_back_never_oversold_and_clashes_are_said, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    ana.post("/desk/ana/festivals", &fields(&said(market, 30))).await.is(200);
    ana.post("/desk/ana/festivals/maker-fair/announcement", &[]).await.is(200);
    let programme = "/desk/ana/festivals/maker-fair/programme";
    let at = |clock: &str, market: &Market| format!("{}T{clock}", Day::there(market.now() + days(30), ZONE));
    let (ten, half, far) = (at("10:00", market), at("10:30", market), "2030-01-01T10:00".to_owned());
    let thing = |title: &'static str, begins: &str, seats: &'static str| {
        vec![
            ("kind", "workshop".to_owned()),
            ("title", title.to_owned()),
            ("stage", "A".to_owned()),
            ("begins_at", begins.to_owned()),
            ("minutes", "60".to_owned()),
            ("seats", seats.to_owned()),
        ]
    };
    ana.post(programme, &fields(&thing("Carving", &ten, "1")))
        .await
        .is(200)
        .hides("Something else is on this stage");
    ana.post(programme, &fields(&thing("Kites", &half, "5")))
        .await
        .is(200)
        .shows("Something else is on this stage");
    ana.post(programme, &fields(&thing("Never", &far, "5"))).await.is(422).shows("Within the days");
    let items = lin.get("/api/v1/festivals/maker-fair/programme").await.is(200).json();
    let id = |at: usize| items["items"][at]["id"].as_str().unwrap().to_owned();
    let (carving, kites) = (id(0), id(1));
    let seat = |item: &str| format!("/festivals/maker-fair/programme/{item}/seat");
    let path = format!("/api/v1/festivals/maker-fair/programme/{carving}/seat");
    // Two come at once for the only seat.
    let nothing = json!({});
    let (one, two) = tokio::join!(lin.send("PUT", &path, &nothing), max.send("PUT", &path, &nothing));
    let mut both = [one.status, two.status];
    both.sort_unstable();
    assert_eq!(both, [200, 409]);
    let (has, has_not) = if one.status == 200 { (&lin, &max) } else { (&max, &lin) };
    has_not.post(&seat(&carving), &[]).await.is(409).shows("Every seat is reserved");
    has.post(&seat(&kites), &[]).await.is(200).shows("You have another seat at this time");
    has.get("/mine/festivals").await.is(200).shows("Carving").shows("You have another seat at this time");
    let own = has.get("/mine/festivals/programme.ics").await;
    assert_eq!(own.is(200).body.matches("BEGIN:VEVENT").count(), 2);
    market.check().await;
    // Moved and taken out: whoever has a seat is told; given back, it is there for the next.
    ana.post(&format!("{programme}/{kites}"), &fields(&thing("Kites", &at("14:00", market), "5")))
        .await
        .is(200);
    ana.post(&format!("{programme}/{carving}"), &fields(&thing("Carving", &ten, "0"))).await.is(422);
    has.post(&format!("/festivals/maker-fair/programme/{carving}/giving-back"), &[]).await.is(200);
    has.post(&format!("/festivals/maker-fair/programme/{carving}/giving-back"), &[]).await.is(409);
    has_not.post(&seat(&carving), &[]).await.is(200);
    ana.post(&format!("{programme}/{carving}/removal"), &[]).await.is(200);
    market.work().await;
    let whole = lin.get("/festivals/maker-fair/programme.ics").await;
    whole.is(200).shows("STATUS:CANCELLED").shows("SUMMARY:Kites");
    let moved = if one.status == 200 { "lin@fair.example" } else { "max@fair.example" };
    assert!(market.mail(moved).await.iter().any(|mail| mail.subject.contains("has moved")));
    market.check().await;
    market.end().await;
});
