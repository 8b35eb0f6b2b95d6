//! Segments and notes: a crowd or nobody, each person once a week, and nobody who has not said yes.

use std::collections::BTreeMap;

use kernel::{Chance, days};
use serde_json::{Value, json};
use server::wiring;

use crate::{harness::Person, story};

story!(a_note_goes_to_a_crowd_who_allow_it_or_to_nobody, |market| {
    let (ana, _) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    wiring::begin(&market.inner).await.unwrap();
    let mut people = Vec::new();
    for number in 0..44 {
        let person = market.person(&format!("P{number}")).await.0;
        person.post("/following/ana", &[("follow", "yes")]).await.is(200);
        person.post("/following/bo", &[("follow", "yes")]).await.is(200);
        people.push(person);
    }
    // Nobody has said yes.
    let note = |subject: &str| json!({"segment": "followers", "subject": subject, "words": "New bowls\n\nfrom the kiln 🏺"});
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(409);
    for person in &people[..19] {
        person.get("/mine/notes").await.is(200).shows("You get none");
        person.post("/mine/notes", &[("wanted", "true")]).await.is(200).shows("You get such notes");
    }
    // Nineteen are nobody, and the seller among them is none either.
    ana.send("PUT", "/api/v1/notes", &json!({"wanted": true})).await.is(200);
    ana.post("/following/ana", &[("follow", "yes")]).await;
    market.pass(days(1)).await;
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(409).shows("twenty");
    let form = [("segment", "followers"), ("subject", "Bowls"), ("words", "New")];
    ana.post("/desk/ana/insights/people", &form).await.is(422).shows("Fewer than twenty");
    for person in &people[19..43] {
        person.send("PUT", "/api/v1/notes", &json!({"wanted": true})).await.is(200);
    }
    // Who comes one after the other is told of in the night: no answer says that they are twenty now.
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(409);
    market.pass(days(1)).await;
    for (segment, subject, words) in [("everybody", "a", "b"), ("followers", "", "b"), ("followers", "a", "")]
    {
        let form = [("segment", segment), ("subject", subject), ("words", words)];
        ana.post("/desk/ana/insights/people", &form).await.is(422);
    }
    let wrong = [("segment", "followers"), ("subject", "a"), ("words", "b"), ("code", "NONE")];
    ana.post("/desk/ana/insights/people", &wrong).await.is(422).shows("no coupon");
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(200);
    market.work().await;
    let got = async |name: &str| {
        let mails = market.mail(&format!("{name}@fair.example")).await;
        mails.iter().filter(|mail| mail.subject.contains("Bowls") || mail.subject.contains("Jars")).count()
    };
    assert_eq!((got("p0").await, got("p42").await, got("p43").await, got("ana").await), (1, 1, 0, 0));
    // A shop writes once a week, and each person gets one from all shops together.
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(409).shows("seven days");
    bo.send("POST", "/api/v1/shops/bo/notes", &note("Jars")).await.is(200);
    market.work().await;
    assert_eq!((got("p0").await, got("p42").await), (1, 1));
    // What the shop is told: crowds of one snapshot, quarters of them, and no person.
    let told = async || {
        let told = ana.get("/api/v1/shops/ana/segments").await.is(200).json();
        let all = told["items"].as_array().unwrap();
        let of = |segment: &str| all.iter().find(|one| one["segment"] == segment).unwrap().clone();
        (of("followers"), of("buyers"))
    };
    let (followers, buyers) = told().await;
    assert!(followers["people_at_least"] == 20 || followers["people_at_least"] == 40, "{followers}");
    assert!(["many", "most"].contains(&followers["want_notes"].as_str().unwrap()), "{followers}");
    assert!(followers["bought"].is_null() && buyers["people_at_least"].is_null());
    let page = ana.get("/desk/ana/insights/people").await;
    page.is(200).shows("Follow your shop").shows("want notes").hides("P1").hides("p1@").shows("Bowls");
    // Who says no gets no more. That all of them but three do is not told before its time.
    for person in &people[..40] {
        person.post("/mine/notes", &[("wanted", "false")]).await.is(200);
    }
    market.pass(days(8)).await;
    assert_eq!(told().await.0, followers);
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(200);
    market.work().await;
    assert_eq!((got("p0").await, got("p41").await, got("p43").await), (1, 2, 0));
    market.pass(days(22)).await;
    assert!(told().await.0["want_notes"].is_null());
    ana.send("POST", "/api/v1/shops/ana/notes", &note("Bowls")).await.is(409);
    let notes = ana.get("/api/v1/shops/ana/notes").await.is(200).json();
    assert_eq!(notes["items"].as_array().unwrap().len(), 2);
    // A person's export knows it, and their leaving forgets it.
    people[41].get("/mine/export.json").await.is(200).shows("notes_allowed_since");
    market.check().await;
});

/// Everything that a shop is told of people, and what its notes are answered, in some order.
async fn told_of(seller: &Person, handle: &str, dice: &Chance) -> BTreeMap<String, String> {
    let mut calls: Vec<(&str, String)> =
        ["insights", "segments", "insights/words", "notes"].map(|path| ("GET", path.to_owned())).into();
    calls.extend(["insights.csv", "insights/words.csv"].map(|path| ("FILE", path.to_owned())));
    calls.extend(["buyers", "again", "lapsed", "followers", "keepers"].map(|of| ("POST", of.to_owned())));
    let mut told = BTreeMap::new();
    while !calls.is_empty() {
        let (method, path) = calls.swap_remove(dice.below(calls.len() as u64) as usize);
        let answer = match method {
            "GET" => seller.get(&format!("/api/v1/shops/{handle}/{path}")).await,
            "FILE" => seller.get(&format!("/desk/{handle}/{path}")).await,
            _ => {
                let note = json!({"segment": path, "subject": "Hello", "words": "New things"});
                seller.send("POST", &format!("/api/v1/shops/{handle}/notes"), &note).await
            }
        };
        told.insert(format!("{method} {path}"), format!("{} {}", answer.status.as_u16(), answer.text()));
    }
    told
}

// Whatever nineteen people do, day by day, and whatever a shop asks in whatever order: it is told what a shop is told to which
// nobody comes at all.
story!(no_sequence_of_calls_tells_of_nineteen_people, |market| {
    let dice = Chance::seeded(if market.is_on_postgres() { 8 } else { 7 });
    let (ana, busy) = market.maker("Ana").await;
    let (bo, still) = market.maker("Bo").await;
    let bowl = market.thing(busy, "Bowl", 5_000, 900).await;
    market.thing(still, "Bowl", 5_000, 900).await;
    wiring::begin(&market.inner).await.unwrap();
    let mut people = Vec::new();
    for number in 0..19 {
        people.push(market.person(&format!("P{number}")).await.0);
    }
    let (variant, listing) = (bowl.variant.to_string(), bowl.listing.to_string());
    let mut acts = 0;
    for _ in 0..10 {
        for person in &people {
            match dice.below(8) {
                0 | 1 => drop(person.post("/following/ana", &[("follow", "yes")]).await),
                2 => drop(person.post("/following/ana", &[("follow", "no")]).await),
                3 => drop(person.post("/cart", &[("variant", &variant), ("add", "1")]).await),
                4 => drop(person.post("/wishes", &[("listing", &listing), ("keep", "yes")]).await),
                5 => drop(person.look("/shops/ana/bowl", &[]).await),
                6 => drop(person.look("/browse?q=unheard", &[]).await),
                _ => drop(person.post("/mine/notes", &[("wanted", "true")]).await),
            }
            acts += 1;
        }
        market.pass(days(1 + dice.below(9))).await;
        let (one, other) = (told_of(&ana, "ana", &dice).await, told_of(&bo, "bo", &dice).await);
        assert_eq!(one, other);
    }
    assert_eq!(acts, 190);
    assert!(market.number("SELECT COUNT(*) FROM shop_follower").await > 5);
    market.check().await;
});

/// Every number of people that an answer tells.
fn people_in(told: &Value) -> Vec<i64> {
    match told {
        Value::Array(all) => all.iter().flat_map(people_in).collect(),
        Value::Object(all) => {
            let is_people = |name: &str| name.ends_with("_at_least");
            let here = all.iter().filter(|(name, _)| is_people(name)).filter_map(|(_, value)| value.as_i64());
            here.chain(all.values().flat_map(people_in)).collect()
        }
        _ => Vec::new(),
    }
}

// Around the numbers at which something begins to be told: one shop has all of them, another all but one. Whatever they do on
// which days, and whatever both shops ask in whatever order: no two answers differ by one to nineteen people.
story!(no_two_answers_differ_by_fewer_than_twenty_people, |market| {
    let dice = Chance::seeded(if market.is_on_postgres() { 10 } else { 9 });
    let mut shops = Vec::new();
    for name in ["Ana", "Bo"] {
        let (seller, shop) = market.maker(name).await;
        let bowl = market.thing(shop, "Bowl", 5_000, 900).await;
        shops.push((seller, name.to_lowercase(), bowl.listing.to_string()));
    }
    wiring::begin(&market.inner).await.unwrap();
    let mut people = Vec::new();
    for number in 0..41 {
        let person = market.person(&format!("P{number}")).await.0;
        person.post("/mine/notes", &[("wanted", "true")]).await.is(200);
        people.push(person);
    }
    let mut is_in = BTreeMap::new();
    let mut told = Vec::new();
    for (round, size) in [40, 19, 21, 40, 20, 21, 40].into_iter().enumerate() {
        let (first, keeps) = (dice.below(41) as usize, round % 3 == 2);
        for (at, (_, handle, listing)) in shops.iter().enumerate() {
            for (number, person) in people.iter().enumerate() {
                let place = (number + first) % 41;
                // The second shop lacks the one who is first.
                let wants = place < size && (at == 0 || place > 0);
                if is_in.insert((at, keeps, number), wants).unwrap_or(false) == wants {
                    continue;
                }
                let yes = if wants { "yes" } else { "no" };
                match keeps {
                    true => person.post("/wishes", &[("listing", listing), ("keep", yes)]).await.is(200),
                    false => person.post(&format!("/following/{handle}"), &[("follow", yes)]).await.is(200),
                };
            }
        }
        market.pass(days([1, 2, 8, 28][dice.below(4) as usize])).await;
        for (seller, handle, _) in &shops {
            let answers = told_of(seller, handle, &dice).await;
            let standing = answers["GET segments"].clone();
            for (call, answer) in answers {
                let (status, text) = answer.split_once(' ').unwrap();
                let of = call.strip_prefix("POST ").unwrap_or_default();
                if call.starts_with("POST") && status == "200" {
                    // A note goes where it is told already that a crowd wants it.
                    let all: Value = serde_json::from_str(&standing[4..]).unwrap();
                    let one =
                        all["items"].as_array().unwrap().iter().find(|one| one["segment"] == of).unwrap();
                    assert!(!one["want_notes"].is_null(), "{one}");
                }
                told.extend(serde_json::from_str(text).iter().flat_map(people_in));
            }
        }
    }
    assert!(told.contains(&20), "{told:?}");
    for one in &told {
        assert!(
            (20..=40).contains(one) && told.iter().all(|it| it == one || (it - one).abs() >= 20),
            "{told:?}"
        );
    }
    market.check().await;
});
