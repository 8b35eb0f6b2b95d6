//! A host who sells for others: asked, agreed, sold, paid, given back, ended.

use kernel::Chance;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing, program},
    on_both,
    room_prices::{ROOMS, claim, give, price, wanted},
    story,
};

/// `ana` is on air; `bo` has a farm with something to sell.
struct Two {
    host: Person,
    farmer: Person,
    room: String,
    pears: Thing,
}

async fn two(market: &Market) -> Two {
    let (host, _) = market.maker("Ana").await;
    let (farmer, farm) = market.maker("Bo").await;
    let pears = market.thing(farm, "Pears", 10_001, 60).await;
    let room = host.send("POST", ROOMS, &json!({ "title": "Three farms" })).await;
    let room = room.is(201).json()["id"].as_str().unwrap().to_owned();
    market.go_on_air(&room).await;
    Two { host, farmer, room, pears }
}

async fn agree(two: &Two, basis_points: i64, listings: &[String]) -> String {
    let asking = json!({"shop": "bo", "basis_points": basis_points});
    let asked = two.host.send("POST", "/api/v1/shops/ana/hosting", &asking).await.is(201).json();
    let id = asked["id"].as_str().unwrap().to_owned();
    let yes = format!("/api/v1/shops/bo/hosts/{id}/agreement");
    let body = json!({"listings": listings, "lowest_basis_points": 1_000});
    two.farmer.send("POST", &yes, &body).await.is(200);
    id
}

async fn buy(buyer: &Person, two: &Two, key: &str) -> Value {
    let path = format!("/api/v1/live/{}/things/{}/purchases", two.room, two.pears.listing);
    buyer.send("POST", &path, &wanted(two.pears, key)).await.is(201).json()
}

async fn pay(market: &Market, buyer: &Person, placed: &Value) {
    let payment = format!("/api/v1/purchases/{}/payment", placed["purchase"].as_str().unwrap());
    let url = buyer.send("POST", &payment, &json!({})).await.is(200).json();
    let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
    buyer.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await;
    market.work().await;
}

/// An amount in minor units.
pub fn minor(amount: &Value) -> i64 {
    amount["amount"].as_str().unwrap().replace('.', "").parse().unwrap()
}

/// What a shop has earned, in minor units.
async fn earned(person: &Person, shop: &str) -> i64 {
    let balances = person.get(&format!("/api/v1/shops/{shop}/balances")).await.json();
    let items = balances["items"].as_array().unwrap();
    let found = items.iter().find(|it| it["account"] == "shop");
    found.map_or(0, |it| minor(&it["balance"]))
}

story!(a_host_is_paid_for_what_they_sell_for_a_farm_and_gives_back_with_a_refund, |market| {
    let two = two(market).await;
    let (buyer, _) = market.person("Lin").await;
    let pin = format!("{ROOMS}/{}/pin", two.room);
    let pears = json!({"listing_id": two.pears.listing.to_string()});
    // Without a yes nothing of the farm is shown or sold.
    two.host.send("PUT", &pin, &pears).await.is(404);
    let told = async |of: &str| {
        let all = market.mail(of).await;
        all.into_iter().map(|mail| mail.subject).collect::<Vec<_>>().join("; ")
    };
    let desk = "/desk/ana/live/hosting";
    two.host.get(desk).await.is(200).shows("You have asked nobody yet");
    let form = [("shop", "https://fair.example/shops/bo/"), ("percent", "10"), ("words", "Saturday nights")];
    two.host.post(desk, &[("shop", "ana"), ("percent", "10")]).await.is(422);
    two.host.post(desk, &[("shop", "nobody"), ("percent", "10")]).await.is(422);
    two.host.post(desk, &[("shop", "bo"), ("percent", "50.01")]).await.is(422);
    two.host.post(desk, &form).await.is(200).shows("The shop is asked").shows("10 %");
    two.host.send("PUT", &pin, &pears).await.is(404);
    let asked = two.farmer.get("/desk/bo/live/hosting").await;
    asked.is(200).shows("Saturday nights").shows("Agree");
    assert!(told("bo@fair.example").await.contains("would like to sell for you"));
    let yes = asked.body.split("action=\"").find(|it| it.starts_with("/desk/bo/live/hosting/0")).unwrap();
    let yes = yes[..yes.find('"').unwrap()].to_owned();
    two.farmer.post(&yes, &[("lowest_basis_points", "999")]).await.is(422);
    two.farmer.post(&yes, &[("lowest_basis_points", "8000")]).await.is(200).shows("It is agreed");
    two.host.send("PUT", &pin, &pears).await.is(200);
    let shown = buyer.get(&format!("/live/{}/pin", two.room)).await;
    shown
        .is(200)
        .shows("Pears")
        .shows(&format!("/live/{}/things/{}/purchase\"", two.room, two.pears.listing));
    // No lower than the farm allows.
    let low = price(two.pears, "80", 5, json!({}));
    two.host.send("POST", &format!("{ROOMS}/{}/prices", two.room), &low).await.is(422).shows("80.01");
    // Bought as it is, and at a room's price: both carry the share of that day.
    let plain = buy(&buyer, &two, "one").await;
    let less = give(&two.host, &two.room, &price(two.pears, "81", 5, json!({}))).await;
    assert_eq!(claim(&buyer, &less, &wanted(two.pears, "two")).await, 201);
    assert_eq!(market.number("SELECT host_minor FROM orders ORDER BY id LIMIT 1").await, 1_000);
    assert_eq!(market.number("SELECT host_minor FROM orders ORDER BY id DESC LIMIT 1").await, 810);
    // What was seen is kept with the farm's order, out of the host's room.
    let receipts = "SELECT COUNT(*) FROM live_receipt WHERE room_shop_id <> shop_id";
    assert_eq!(market.number(receipts).await, 2);
    // A change is a new agreement: what was bought before keeps its share.
    agree(&two, 2_000, &[]).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_agreement WHERE state = 'agreed'").await, 1);
    pay(market, &buyer, &plain).await;
    let order = plain["orders"][0].as_str().unwrap();
    let parcel = json!({"carrier": "sf", "tracking": "SF1"});
    let shipped = two.farmer.send("POST", &format!("/api/v1/orders/{order}/shipment"), &parcel).await;
    assert!(shipped.status.is_success(), "{}", shipped.body);
    assert_eq!((earned(&two.host, "ana").await, earned(&two.farmer, "bo").await), (0, 0));
    buyer.send("POST", &format!("/api/v1/orders/{order}/receipt"), &json!({})).await.is(200);
    market.work().await;
    // 100.01 less 5 % for the market and 10 % for the host.
    assert_eq!((earned(&two.host, "ana").await, earned(&two.farmer, "bo").await), (1_000, 8_501));
    let cause = |statement: Value| statement["items"][0]["cause"].as_str().unwrap().to_owned();
    for shop in [(&two.host, "ana"), (&two.farmer, "bo")] {
        let path = format!("/api/v1/shops/{}/statement", shop.1);
        assert_eq!(cause(shop.0.get(&path).await.json()), "host-share");
        shop.0.get(&format!("/desk/{}/money", shop.1)).await.is(200).shows("Share of a host");
        shop.0.get(&format!("/desk/{}/statements", shop.1)).await.is(200).shows("Shares of hosts");
    }
    assert!(told("ana@fair.example").await.contains("agrees: you may sell for it"));
    market.check().await;
});

story!(an_agreement_ends_when_either_wishes_and_covers_what_it_names, |market| {
    let two = two(market).await;
    let (buyer, _) = market.person("Lin").await;
    let other = market.thing(two.pears.listing.shop(), "Plums", 900, 5).await;
    let id = agree(&two, 500, &[two.pears.listing.to_string()]).await;
    let pin = format!("{ROOMS}/{}/pin", two.room);
    let put = async |thing: Thing| {
        let body = json!({"listing_id": thing.listing.to_string()});
        two.host.send("PUT", &pin, &body).await.status.as_u16()
    };
    assert_eq!((put(other).await, put(two.pears).await), (404, 200));
    let path = format!("/api/v1/live/{}/things/{}/purchases", two.room, other.listing);
    buyer.send("POST", &path, &wanted(other, "x")).await.is(409);
    // The one who asked does not answer, and a stranger neither answers nor ends.
    let (stranger, _) = market.maker("Cy").await;
    for act in ["agreement", "refusal"] {
        two.host.send("POST", &format!("/api/v1/shops/ana/hosts/{id}/{act}"), &json!({})).await.is(403);
        stranger.send("POST", &format!("/api/v1/shops/cy/hosts/{id}/{act}"), &json!({})).await.is(404);
    }
    stranger.send("POST", &format!("/api/v1/shops/cy/hosting/{id}/end"), &json!({})).await.is(404);
    buy(&buyer, &two, "before").await;
    two.farmer.send("POST", &format!("/api/v1/shops/bo/hosting/{id}/end"), &json!({})).await.is(200);
    two.farmer.send("POST", &format!("/api/v1/shops/bo/hosting/{id}/end"), &json!({})).await.is(409);
    let path = format!("/api/v1/live/{}/things/{}/purchases", two.room, two.pears.listing);
    buyer.send("POST", &path, &wanted(two.pears, "after")).await.is(409);
    // The same key is answered as before, whatever has ended since.
    assert_eq!(buy(&buyer, &two, "before").await["total"]["amount"], "100.01");
    assert_eq!(market.number("SELECT COUNT(*) FROM orders").await, 1);
    let asking = json!({"shop": "bo", "basis_points": 100});
    let asked = two.host.send("POST", "/api/v1/shops/ana/hosting", &asking).await.is(201).json();
    let id = asked["id"].as_str().unwrap();
    two.host.send("POST", &format!("/api/v1/shops/ana/hosting/{id}/withdrawal"), &json!({})).await.is(200);
    two.farmer.send("POST", &format!("/api/v1/shops/bo/hosts/{id}/agreement"), &json!({})).await.is(409);
});

story!(an_offer_for_a_farms_pears_is_answered_by_the_host_as_low_as_the_farm_agrees, |market| {
    let two = two(market).await;
    market.bargain(two.pears, None, None).await;
    let [lin, wei] = [market.person("Lin").await.0, market.person("Wei").await.0];
    let variant = two.pears.variant.to_string();
    let bid = |amount: &str| json!({"variant": variant, "amount": amount});
    let offers = format!("/api/v1/live/{}/offers", two.room);
    let id = agree(&two, 1_000, &[]).await;
    let pin = json!({"listing_id": two.pears.listing.to_string()});
    two.host.send("PUT", &format!("{ROOMS}/{}/pin", two.room), &pin).await.is(200);
    lin.get(&format!("/live/{}", two.room)).await.shows("Make an offer");
    lin.get(&format!("/live/{}/offer", two.room)).await.is(200).shows("¥90");
    let made = lin.send("POST", &offers, &bid("90")).await.is(201).json();
    wei.send("POST", &offers, &bid("9")).await.is(201);
    // The farm has it in its own conversations, and the host among the offers of the room.
    let (shop, offer) = ("/api/v1/shops/bo", made["offer"].as_str().unwrap());
    assert_eq!(
        two.farmer.get(&format!("{shop}/conversations")).await.json()["items"].as_array().unwrap().len(),
        2
    );
    let desk = format!("/desk/ana/live/{}/offers", two.room);
    two.host.get(&desk).await.is(200).shows("1 at ¥90").shows("1 at ¥9").shows("<bdi>bo</bdi>");
    let answers = format!("{ROOMS}/{}/offers/answers", two.room);
    let say = |amount: &str, word: &str, counter: &str| json!({"variant": variant, "quantity": 1, "amount": amount, "answer": word, "counter": counter});
    // A tenth of the price is what the farm lets a host go down to.
    two.host.send("POST", &answers, &say("9", "accept", "")).await.is(409);
    two.host.send("POST", &answers, &say("9", "counter", "10")).await.is(409);
    let fields = [("variant", variant.as_str()), ("quantity", "1"), ("amount", "9.00"), ("answer", "accept")];
    two.host.post(&format!("{desk}/answers"), &fields).await.is(422).shows("allows 10.01 at the lowest");
    assert_eq!(two.host.send("POST", &answers, &say("9", "decline", "")).await.is(200).json()["done"], 1);
    assert_eq!(two.host.send("POST", &answers, &say("90", "accept", "")).await.is(200).json()["done"], 1);
    // What was agreed then holds when it is bought, also when the two have parted since.
    two.farmer.send("POST", &format!("{shop}/hosting/{id}/end"), &json!({})).await.is(200);
    wei.send("POST", &offers, &bid("80")).await.is(409);
    let buy = crate::harness::addressed(json!({"key": "one"}));
    let placed = lin.send("POST", &format!("/api/v1/offers/{offer}/checkout"), &buy).await.is(201).json();
    pay(market, &lin, &placed).await;
    let order = placed["orders"][0].as_str().unwrap();
    let parcel = json!({"carrier": "sf", "tracking": "SF1"});
    two.farmer.send("POST", &format!("/api/v1/orders/{order}/shipment"), &parcel).await.is(200);
    lin.send("POST", &format!("/api/v1/orders/{order}/receipt"), &json!({})).await.is(200);
    market.work().await;
    // 90 less 5 % for the market and 10 % for the host.
    assert_eq!((earned(&two.host, "ana").await, earned(&two.farmer, "bo").await), (900, 7_650));
    market.check().await;
});

story!(two_hosts_sell_the_last_piece_of_a_farm_once, |market| {
    let (farmer, farm) = market.maker("Bo").await;
    let last = market.thing(farm, "The last pear", 10_000, 1).await;
    let mut rooms = Vec::new();
    for (name, shop, basis_points) in [("Ana", "ana", 500), ("Cy", "cy", 2_000)] {
        let (host, _) = market.maker(name).await;
        let room = host.send("POST", &format!("/api/v1/shops/{shop}/live"), &json!({"title": "Pears"})).await;
        let room = room.is(201).json()["id"].as_str().unwrap().to_owned();
        market.go_on_air(&room).await;
        let asking = json!({"shop": "bo", "basis_points": basis_points});
        let asked = host.send("POST", &format!("/api/v1/shops/{shop}/hosting"), &asking).await.is(201).json();
        let yes = format!("/api/v1/shops/bo/hosts/{}/agreement", asked["id"].as_str().unwrap());
        farmer.send("POST", &yes, &json!({"listings": []})).await.is(200);
        rooms.push(room);
    }
    let (one, _) = market.person("Lin").await;
    let (other, _) = market.person("Wei").await;
    let path = |room: &str| format!("/api/v1/live/{room}/things/{}/purchases", last.listing);
    let (first, second) = (path(&rooms[0]), path(&rooms[1]));
    let body = wanted(last, "a");
    let (first, second) = tokio::join!(one.send("POST", &first, &body), other.send("POST", &second, &body));
    let mut both = [first.status.as_u16(), second.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [201, 409], "{} {}", first.body, second.body);
    assert_eq!(market.stock(last).await, 0);
    // The share is of the host in whose room it was bought, by what the farm agreed with that one.
    let share = if first.status == 201 { 500 } else { 2_000 };
    assert_eq!(market.number("SELECT host_minor FROM orders").await, share);
    assert_eq!(market.number("SELECT COUNT(*) FROM live_bought").await, 1);
    market.check().await;
});

const ACTS: usize = 110;

fn one_of<'a, T>(dice: &Chance, all: &'a [T]) -> Option<&'a T> {
    all.get(dice.below(all.len().max(1) as u64) as usize)
}

on_both!(any_order_of_acts_in_a_room_keeps_every_invariant, async |place: crate::harness::Place| {
    let mut given_back = 0;
    for seed in 0..2 {
        let place = if seed == 0 { place.clone() } else { place.another().await };
        given_back += play(&place, seed).await;
    }
    assert!(given_back > 0, "no host gave anything back");
});

/// Prices, claims, purchases of another shop's things, payments, receipts and refunds, in any order. The answer is how often a host
/// gave something back.
async fn play(place: &crate::harness::Place, seed: u64) -> i64 {
    let dice = Chance::seeded(seed);
    let market = Market::open_at(place, crate::harness::START, Chance::seeded(seed)).await;
    let two = two(&market).await;
    let bag =
        market.thing(two.room.parse::<commons::live::RoomId>().unwrap().shop(), "Bag", 20_000, 12).await;
    agree(&two, 1_234, &[]).await;
    let mut buyers = Vec::new();
    for name in ["Lin", "Wei", "Mei"] {
        let (_, id) = market.person(name).await;
        buyers.push(program(market.address, &market.token(id).await));
    }
    let mut prices: Vec<(String, Thing)> = Vec::new();
    let mut placed: Vec<(usize, Value)> = Vec::new();
    let mut paid: Vec<(usize, Value)> = Vec::new();
    for act in 0..ACTS {
        let who = dice.below(3) as usize;
        let thing = if dice.below(2) == 0 { bag } else { two.pears };
        match dice.below(14) {
            0 | 1 => {
                let body = price(
                    thing,
                    &format!("{}.{:02}", 10 + dice.below(60), dice.below(100)),
                    1 + dice.below(4) as i64,
                    json!({}),
                );
                let made = two.host.send("POST", &format!("{ROOMS}/{}/prices", two.room), &body).await;
                if made.status == 201 {
                    prices.push((made.json()["id"].as_str().unwrap().to_owned(), thing));
                }
            }
            2..=4 => {
                let Some((id, thing)) = prices.last() else { continue };
                let body = wanted(*thing, &format!("k{}", dice.below(4)));
                let path = format!("/api/v1/live/prices/{id}/claims");
                let made = buyers[who].send("POST", &path, &body).await;
                assert!(made.status.as_u16() < 500, "{}", made.body);
                if made.status == 201 {
                    placed.push((who, made.json()));
                }
            }
            5 => {
                let path = format!("/api/v1/live/{}/things/{}/purchases", two.room, thing.listing);
                let made = buyers[who].send("POST", &path, &wanted(thing, &format!("b{act}"))).await;
                if made.status == 201 {
                    placed.push((who, made.json()));
                }
            }
            6 | 7 => {
                // The latest, since what is not paid in half an hour is closed.
                let Some((who, purchase)) = placed.pop() else { continue };
                let payment = format!("/api/v1/purchases/{}/payment", purchase["purchase"].as_str().unwrap());
                let url = buyers[who].send("POST", &payment, &json!({})).await;
                let Some(url) = url.json()["url"].as_str().map(str::to_owned) else { continue };
                if let Some((_, gateway)) = url.split_once("/sandbox/") {
                    market.visitor().post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await;
                    paid.push((who, purchase));
                }
            }
            8 | 9 => {
                let Some((who, purchase)) = one_of(&dice, &paid) else { continue };
                let order = purchase["orders"][0].as_str().unwrap();
                let parcel = json!({"carrier": "sf", "tracking": "SF1"});
                for seller in [&two.host, &two.farmer] {
                    seller.send("POST", &format!("/api/v1/orders/{order}/shipment"), &parcel).await;
                }
                if dice.below(3) > 0 {
                    buyers[*who].send("POST", &format!("/api/v1/orders/{order}/receipt"), &json!({})).await;
                }
            }
            10 | 11 => {
                let Some((who, purchase)) = one_of(&dice, &paid) else { continue };
                let order = purchase["orders"][0].as_str().unwrap();
                let ask = json!({"kind": "refund", "reason": "damaged", "words": "It broke.",
                    "lines": [{"position": 1, "pieces": 1}], "amount": format!("{}.07", dice.below(9))});
                let asked =
                    buyers[*who].send("POST", &format!("/api/v1/orders/{order}/refund-requests"), &ask).await;
                assert!(asked.status.as_u16() < 500, "{}", asked.body);
            }
            12 => market.pass(kernel::minutes(1 + dice.below(40))).await,
            _ => market.pass(kernel::hours(dice.below(80))).await,
        }
        market.work().await;
        market.check().await;
    }
    market.pass(kernel::days(70)).await;
    market.check().await;
    let (sold, shares) =
        ("SELECT COUNT(*) FROM live_bought", "SELECT COUNT(*) FROM entry WHERE account = 'hosts'");
    assert!(market.number(sold).await > 3, "nobody bought");
    assert!(market.number(shares).await > 0, "no host was paid");
    let back = market.number("SELECT COUNT(*) FROM transfer WHERE cause = 'host-share-back'").await;
    market.end().await;
    back
}
