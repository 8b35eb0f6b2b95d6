//! Bargaining in a room, order in it, giveaways, and what its host reads afterwards.

use std::time::Duration;

use commons::live::giveaways::rule;
use kernel::days;
use serde_json::{Value, json};

use crate::{
    harness::{Person, address, addressed},
    room_hosts::minor,
    room_prices::{ROOMS, claim, give, on_air, price, wanted},
    story,
};

async fn say(person: &Person, room: &str, words: &str) -> u16 {
    let said = person.send("POST", &format!("/api/v1/live/{room}/lines"), &json!({ "words": words })).await;
    said.status.as_u16()
}

async fn bid(person: &Person, room: &str, variant: &str, amount: &str) -> u16 {
    let bid = json!({"variant": variant, "amount": amount});
    person.send("POST", &format!("/api/v1/live/{room}/offers"), &bid).await.status.as_u16()
}

/// The offers of a room as their host sees them: how many, and what each would pay in minor units.
async fn groups(host: &Person, room: &str) -> Vec<(i64, i64)> {
    let groups = host.get(&format!("{ROOMS}/{room}/offers")).await.json();
    let read = |it: &Value| (it["count"].as_i64().unwrap(), minor(&it["amount"]));
    groups["items"].as_array().unwrap().iter().map(read).collect()
}

story!(equal_offers_of_a_room_are_answered_together, |market| {
    let (host, room, bag) = on_air(market, 3).await;
    market.bargain(bag, Some(10_000), Some(37_000)).await;
    let variant = bag.variant.to_string();
    let mut buyers = Vec::new();
    for name in ["Lin", "Wei", "Mei", "Gu", "He"] {
        buyers.push(market.person(name).await.0);
    }
    // It is bargained about while it is on show.
    assert_eq!(bid(&buyers[0], &room, &variant, "300").await, 409);
    let pin = json!({"listing_id": bag.listing.to_string()});
    host.send("PUT", &format!("{ROOMS}/{room}/pin"), &pin).await.is(200);
    buyers[0].get(&format!("/live/{room}")).await.shows("Make an offer");
    let form = buyers[0].get(&format!("/live/{room}/offer")).await;
    form.is(200).shows("¥361").shows("¥342").shows("¥323");
    // Two taps, without JavaScript.
    let fields = [("variant", variant.as_str()), ("amount", "323.00")];
    let talk = buyers[0].post(&format!("/live/{room}/offers"), &fields).await;
    talk.is(200).shows("¥323");
    assert!(talk.path.starts_with("/conversations/"), "{}", talk.path);
    for buyer in &buyers[1..4] {
        assert_eq!(bid(buyer, &room, &variant, "323").await, 201);
    }
    assert_eq!(bid(&buyers[0], &room, &variant, "330").await, 409);
    assert_eq!(bid(&buyers[4], &room, &variant, "90").await, 201);
    assert_eq!(bid(&host, &room, &variant, "90").await, 409);
    // What is below the floor looks as all others do, to the host too.
    assert_eq!(groups(&host, &room).await, [(4, 32_300), (1, 9_000)]);
    let desk = format!("/desk/ana/live/{room}/offers");
    host.get(&desk).await.is(200).shows("4 at ¥323").shows("1 at ¥90");
    let answer = |amount: &str, word: &str| json!({"variant": variant, "quantity": 1, "amount": amount, "answer": word, "counter": "350"});
    let answers = format!("{ROOMS}/{room}/offers/answers");
    let said = host.send("POST", &answers, &answer("90", "counter")).await.is(200).json();
    assert_eq!((said["done"].as_i64(), said["ended"].as_i64()), (Some(1), Some(0)));
    // Three pieces for four: the earliest have them, and the last is told why.
    let said = host.send("POST", &answers, &answer("323", "accept")).await.is(200).json();
    assert_eq!((said["done"].as_i64(), said["ended"].as_i64()), (Some(3), Some(1)));
    assert_eq!((groups(&host, &room).await, market.stock(bag).await), (vec![], 0));
    let (page, moments) = (
        buyers[4].get(&format!("/live/{room}")).await,
        host.get(&format!("/api/v1/live/{room}/moments")).await,
    );
    page.shows("The host accepted 3 offers").hides("¥323");
    moments.hides("32300");
    host.send("POST", &answers, &answer("323", "maybe")).await.is(422);
    let (other, _) = market.maker("Bo").await;
    other
        .send("POST", &format!("/api/v1/shops/bo/live/{room}/offers/answers"), &answer("323", "accept"))
        .await
        .is(404);
});

story!(a_host_keeps_order_in_a_room, |market| {
    let (host, room, _) = on_air(market, 3).await;
    let (buyer, id) = market.person("Lin").await;
    let manners = json!({"allowance_seconds": 5, "slow_seconds": 30});
    host.send("PUT", &format!("{ROOMS}/{room}/manners"), &manners).await.is(204);
    assert_eq!((say(&buyer, &room, "one").await, say(&buyer, &room, "two").await), (201, 409));
    assert_eq!((say(&host, &room, "one").await, say(&host, &room, "two").await), (201, 201));
    market.clock.advance(Duration::from_secs(31));
    assert_eq!(say(&buyer, &room, "How large is it? 💧").await, 201);
    market.clock.advance(Duration::from_secs(31));
    host.post("/desk/ana/live/order/words", &[("word", "CHEAP")]).await.is(200).shows("cheap");
    assert_eq!(say(&buyer, &room, "Cheaper elsewhere").await, 409);
    host.post("/desk/ana/live/order/words", &[("word", "")]).await.is(422);
    host.post("/desk/ana/live/order/words/removal", &[("word", "cheap")]).await.is(200);
    assert_eq!(say(&buyer, &room, "Cheaper elsewhere").await, 201);
    // A question stands above the chat for those who come late too.
    host.send("POST", &format!("{ROOMS}/{room}/lines/4/question"), &json!({})).await.is(204);
    market.visitor().get(&format!("/live/{room}")).await.shows("How large is it? 💧</span>");
    host.send("DELETE", &format!("{ROOMS}/{room}/question"), &json!({})).await.is(204);
    host.send("POST", &format!("{ROOMS}/{room}/lines/99/question"), &json!({})).await.is(404);
    // Who is silent is silent for a day, or for good, or no more.
    host.send("POST", &format!("{ROOMS}/{room}/lines/4/muting"), &json!({})).await.is(204);
    host.get("/desk/ana/live/order").await.is(200).shows("Lin").shows("Keep out for good");
    let banned = format!("/api/v1/shops/ana/silenced/{id}");
    host.send("POST", &format!("{banned}/ban"), &json!({})).await.is(204);
    market.pass(days(3)).await;
    assert_eq!(say(&buyer, &room, "hello").await, 409);
    let (other, _) = market.maker("Bo").await;
    other.send("DELETE", &banned, &json!({})).await.is(404);
    host.send("DELETE", &banned, &json!({})).await.is(204);
    assert_eq!(say(&buyer, &room, "hello").await, 201);
    // Hearts are nobody's.
    let liked =
        market.visitor().send("POST", &format!("/api/v1/live/{room}/likes"), &json!({"count": 7})).await;
    assert_eq!(liked.is(201).json()["likes"], 7);
    market.visitor().send("POST", &format!("/api/v1/live/{room}/likes"), &json!({"count": 51})).await.is(422);
});

story!(of_a_fast_chat_each_viewer_is_sent_a_part_and_all_that_the_host_says, |market| {
    let (host, room, _) = on_air(market, 3).await;
    let mut people = Vec::new();
    for n in 0..10 {
        people.push(market.person(&format!("Viewer{n}")).await.0);
    }
    let (stream, origin) = (format!("/live/{room}/stream?after=0"), format!("http://{}", market.address));
    let mut sockets = Vec::new();
    for _ in 0..3 {
        sockets.push(market.visitor().open_socket(&stream, &origin).await.unwrap());
    }
    // Sixty lines within a second, then one of the host's, which nobody misses.
    for round in 0..6 {
        for person in &people {
            assert_eq!(say(person, &room, &format!("line {round}")).await, 201);
        }
    }
    assert_eq!(say(&host, &room, "I am the host").await, 201);
    let mut seen: Vec<Vec<i64>> = Vec::new();
    for socket in &mut sockets {
        let mut lines = Vec::new();
        loop {
            let told = socket.next().await.unwrap();
            let Some(data) = told["data"].as_str().filter(|_| told["event"] == "moment") else { continue };
            let moment: Value = serde_json::from_str(data).unwrap();
            if moment["html"].as_str().is_some_and(|html| html.contains("I am the host")) {
                break;
            }
            lines.push(moment["position"].as_i64().unwrap());
        }
        seen.push(lines);
    }
    // Nobody is sent all, nobody nothing, the same lines are never said twice, and not all see the same.
    for lines in &seen {
        assert!((5..45).contains(&lines.len()) && lines.is_sorted_by(|one, next| one < next), "{lines:?}");
    }
    assert!(seen.iter().any(|lines| *lines != seen[0]), "{seen:?}");
    // The timeline has every line, and its host reads how many there were.
    let figures = host.get(&format!("{ROOMS}/{room}/figures")).await.is(200).json();
    assert_eq!(figures["lines"], 61);
});

story!(a_giveaway_is_drawn_as_anybody_can_repeat_it_and_a_prize_becomes_an_order, |market| {
    let (host, room, _) = on_air(market, 3).await;
    let shop = room.parse::<commons::live::RoomId>().unwrap().shop();
    let cup = market.thing(shop, "Cup", 4_000, 9).await;
    let dear = market.thing(shop, "Screen", 90_000, 2).await;
    let giveaways = format!("{ROOMS}/{room}/giveaways");
    let new = |variant: String, winners: i64| json!({"variant": variant, "winners": winners, "seconds": 60});
    host.send("POST", &giveaways, &new(dear.variant.to_string(), 1)).await.is(422);
    host.send("POST", &giveaways, &new(cup.variant.to_string(), 10)).await.is(422);
    host.send("POST", &giveaways, &new(cup.variant.to_string(), 0)).await.is(422);
    let open = host.send("POST", &giveaways, &new(cup.variant.to_string(), 2)).await.is(201).json();
    let id = open["id"].as_str().unwrap().to_owned();
    assert_eq!((market.stock(cup).await, open["seed"].is_null()), (7, true));
    let page = format!("/live/{room}/giveaways/{id}");
    let mut people = Vec::new();
    for name in ["Lin", "Wei", "Mei", "Gu", "He"] {
        people.push(market.person(name).await.0);
    }
    // Asked once whether they are of age: without the answer nobody enters, and the birthday is asked by nobody.
    people[0].post(&format!("{page}/entries"), &[]).await.is(422).shows("Only who is 18 or older");
    people[0].post(&format!("{page}/entries"), &[("adult", "on")]).await.is(200).shows("number 1");
    people[0].post(&format!("{page}/entries"), &[]).await.is(200).shows("number 1");
    people[0].get("/mine/export.json").await.shows("adult_since").shows("live_giveaways");
    let entries = format!("/api/v1/live/giveaways/{id}/entries");
    for person in &people[1..] {
        person.send("POST", &entries, &json!({"adult": true})).await.is(201);
    }
    host.send("POST", &entries, &json!({"adult": true})).await.is(409);
    market.visitor().get(&page).await.is(200).shows("one in 3").hides("Seed</dt>");
    market.pass(Duration::from_secs(61)).await;
    people[0].send("POST", &entries, &json!({"adult": true})).await.is(201);
    let (late, _) = market.person("Late").await;
    late.send("POST", &entries, &json!({"adult": true})).await.is(409);
    // Whoever has what is public draws the same numbers.
    let drawn = market.visitor().get(&format!("/api/v1/live/{room}/giveaways")).await.json();
    let drawn = &drawn["items"][0];
    let codes = market.visitor().get(&format!("{page}/codes.txt")).await.is(200).body.clone();
    let codes: Vec<String> = codes.lines().map(str::to_owned).collect();
    let (seed, hash) = (drawn["seed"].as_str().unwrap(), rule::hash_of_codes(&codes));
    assert_eq!((drawn["seed_hash"].as_str().unwrap(), codes.len()), (rule::hash(seed).as_str(), 5));
    let again: Vec<i64> = rule::draw(seed, &hash, 5, 2).into_iter().map(|round| round.winner).collect();
    assert_eq!(drawn["won"], json!(again));
    market.visitor().get(&page).await.shows("SHA-256(").shows(seed);
    // One winner takes the prize, the other lets it be; who lost has none.
    let winner = &people[usize::try_from(again[0]).unwrap() - 1];
    let loser = (1..=5).find(|number| !again.contains(number)).unwrap();
    let prize = format!("/api/v1/live/giveaways/{id}/prize");
    people[usize::try_from(loser).unwrap() - 1].send("POST", &prize, &addressed(json!({}))).await.is(404);
    winner.get(&page).await.shows("You have won!");
    let name = ["lin", "wei", "mei", "gu", "he"][usize::try_from(again[0]).unwrap() - 1];
    let mail = market.mail(&format!("{name}@fair.example")).await;
    assert!(mail.iter().any(|mail| mail.subject.contains("You have won in a giveaway of")));
    let taken = winner.post(&format!("{page}/prize"), &address()).await;
    taken.is(200);
    for _ in 0..2 {
        winner.send("POST", &prize, &addressed(json!({}))).await.is(201);
    }
    assert_eq!(
        market.number("SELECT COUNT(*) FROM orders WHERE state = 'paid' AND total_minor = 0").await,
        1
    );
    assert_eq!(market.stock(cup).await, 7);
    market.pass(days(8)).await;
    assert_eq!(market.stock(cup).await, 8);
    let second = &people[usize::try_from(again[1]).unwrap() - 1];
    second.send("POST", &prize, &addressed(json!({}))).await.is(409);
    market.pass(days(60)).await;
});

story!(a_host_reads_how_a_show_went_minute_by_minute, |market| {
    let (host, room, bag) = on_air(market, 9).await;
    let (buyer, _) = market.person("Lin").await;
    market.clock.advance(Duration::from_secs(125));
    let id = give(&host, &room, &price(bag, "180", 2, json!({}))).await;
    assert_eq!(claim(&buyer, &id, &wanted(bag, "a")).await, 201);
    say(&buyer, &room, "lovely").await;
    let figures = host.get(&format!("{ROOMS}/{room}/figures")).await.is(200).json();
    let of = |name: &str| figures[name].as_i64().unwrap();
    assert_eq!((of("purchases"), of("pieces"), of("lines")), (1, 1, 1));
    assert_eq!(figures["money"]["amount"], "180.00");
    assert_eq!(
        (figures["minutes"].as_array().unwrap().len(), figures["minutes"][2]["pieces"].as_i64()),
        (3, Some(1))
    );
    let page = host.get(&format!("/desk/ana/live/{room}/figures")).await;
    page.is(200).shows("<svg class=\"plot").shows("Sold in each minute").shows("¥180").shows("Satchel");
    host.get(&format!("/desk/ana/live/{room}/figures/now")).await.is(200).shows("¥180").hides("<html");
    buyer.get(&format!("/desk/ana/live/{room}/figures")).await.is(404);
    assert!(market.number("SELECT COUNT(*) FROM live_bought").await == 1);
});
