//! Coupons, giveaways and private offers of a room, in any order and through `kill -9`: nothing is given twice, nothing that
//! was acknowledged is lost, and every piece is somewhere.

use std::time::Duration;

use kernel::{Chance, days, hours};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{
    harness::{Market, Person, Place, Process, START, Thing, addressed, program},
    on_both,
    room_prices::{ROOMS, on_air, wanted},
};

on_both!(any_order_of_gifts_and_offers_keeps_every_invariant, async |place: Place| {
    let mut had = [0; 3];
    for seed in 0..2 {
        let place = if seed == 0 { place.clone() } else { place.another().await };
        for (sum, more) in had.iter_mut().zip(play(&place, seed).await) {
            *sum += more;
        }
    }
    assert!(had.iter().all(|had| *had > 0), "coupons, prizes, accepted offers: {had:?}");
});
on_both!(a_kill_in_the_middle_of_a_rush_gives_nothing_twice_and_loses_nothing_told, rush);

const ACTS: usize = 90;
const PIECES: i64 = 60;

struct Room {
    market: Market,
    host: Person,
    id: String,
    bag: Thing,
    buyers: Vec<Person>,
    tokens: Vec<String>,
}

impl Room {
    async fn open(place: &Place, seed: u64, people: usize) -> Self {
        let market = Market::open_at(place, START, Chance::seeded(seed)).await;
        let (host, id, bag) = on_air(&market, PIECES).await;
        market.bargain(bag, Some(10_000), Some(37_000)).await;
        let pin = json!({"listing_id": bag.listing.to_string()});
        host.send("PUT", &format!("{ROOMS}/{id}/pin"), &pin).await.is(200);
        let (mut buyers, mut tokens) = (Vec::new(), Vec::new());
        for buyer in 0..people {
            let (_, account) = market.person(&format!("Buyer{buyer}")).await;
            tokens.push(market.token(account).await);
            buyers.push(program(market.address, &tokens[buyer]));
        }
        Self { market, host, id, bag, buyers, tokens }
    }

    /// What the host does in the room; the id of what came of it, if anything did.
    async fn give(&self, what: &str, body: Value) -> Option<String> {
        let made = self.host.send("POST", &format!("{ROOMS}/{}/{what}", self.id), &body).await;
        assert!(made.status.as_u16() < 500, "{what}: {}", made.body);
        (made.status == 201).then(|| made.json()["id"].as_str().unwrap().to_owned())
    }

    async fn give_coupon(&self, pieces: i64) -> Option<String> {
        self.give("coupons", json!({"amount": "30", "least": "300", "pieces": pieces, "seconds": 60})).await
    }

    async fn give_away(&self, winners: i64) -> Option<String> {
        let variant = self.bag.variant.to_string();
        self.give("giveaways", json!({"variant": variant, "winners": winners, "seconds": 60})).await
    }

    /// Every piece is in stock, in an order that stands, or a prize that nobody has taken yet: at the end the last are none.
    async fn end(&self) {
        self.market.pass(days(70)).await;
        self.market.check().await;
        let sold = "SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM order_line l JOIN orders o \
            ON o.shop_id = l.shop_id AND o.id = l.order_id WHERE o.state <> 'closed'";
        let sold = self.market.number(sold).await;
        assert_eq!(self.market.stock(self.bag).await + sold, PIECES, "{sold} sold");
        self.market.end().await;
    }
}

async fn play(place: &Place, seed: u64) -> [i64; 3] {
    let dice = Chance::seeded(seed);
    let room = Room::open(place, seed, 5).await;
    let (market, bag) = (&room.market, room.bag);
    let variant = bag.variant.to_string();
    let (mut coupons, mut giveaways): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut asks: Vec<(i64, String)> = Vec::new();
    for act in 0..ACTS {
        let buyer = &room.buyers[dice.below(5) as usize];
        let post = async |path: String, body: Value| {
            let page = buyer.send("POST", &path, &body).await;
            assert!(page.status.as_u16() < 500, "{path}: {}", page.body);
            page
        };
        match dice.below(16) {
            0 => coupons.extend(room.give_coupon(1 + dice.below(3) as i64).await),
            1..=3 => {
                let Some(coupon) = coupons.last() else { continue };
                post(format!("/api/v1/live/coupons/{coupon}/codes"), Value::Null).await;
            }
            4 => giveaways.extend(room.give_away(1 + dice.below(3) as i64).await),
            5 | 6 => {
                let Some(giveaway) = giveaways.last() else { continue };
                post(format!("/api/v1/live/giveaways/{giveaway}/entries"), json!({"adult": true})).await;
            }
            7 | 8 => {
                for (giveaway, buyer) in
                    giveaways.iter().flat_map(|it| room.buyers.iter().map(move |by| (it, by)))
                {
                    let prize = format!("/api/v1/live/giveaways/{giveaway}/prize");
                    let taken = buyer.send("POST", &prize, &addressed(json!({}))).await;
                    assert!(taken.status.as_u16() < 500, "{}", taken.body);
                }
            }
            9..=11 => {
                let amount = (90 + 10 * dice.below(30) as i64).to_string();
                let bid = json!({"variant": variant, "amount": amount});
                if post(format!("/api/v1/live/{}/offers", room.id), bid).await.status == 201 {
                    asks.push((1, amount));
                }
            }
            12 => {
                let Some((quantity, amount)) = asks.pop() else { continue };
                let word = ["accept", "counter", "decline"][dice.below(3) as usize];
                let counter = "350";
                let answer = json!({"variant": variant, "quantity": quantity, "amount": amount, "answer": word, "counter": counter});
                let path = format!("{ROOMS}/{}/offers/answers", room.id);
                let said = room.host.send("POST", &path, &answer).await;
                assert!(said.status.as_u16() < 500, "{}", said.body);
            }
            13 => {
                let path = format!("/api/v1/live/{}/things/{}/purchases", room.id, bag.listing);
                post(path, wanted(bag, &format!("b{act}"))).await;
            }
            14 => market.pass(Duration::from_secs(5 + dice.below(120))).await,
            _ => market.pass(hours(dice.below(30))).await,
        }
        market.work().await;
        market.check().await;
    }
    let had = [
        market.number("SELECT COUNT(*) FROM live_coupon_code").await,
        market.number("SELECT COUNT(*) FROM live_prize").await,
        market.number("SELECT COUNT(*) FROM live_offer").await,
    ];
    room.end().await;
    had
}

/// What somebody was told when they asked: the number of the buyer, the path, the answer.
type Heard = (usize, String, Option<(u16, Value)>);

/// Everybody takes the coupon, enters the giveaway and offers a price, all at once.
fn all_ask(process: &Process, tokens: &[String], asks: &[(String, Value)]) -> JoinSet<Heard> {
    let mut waiting = JoinSet::new();
    for (who, token) in tokens.iter().enumerate() {
        for (path, body) in asks.iter().cloned() {
            let program = program(process.address, token);
            waiting.spawn(async move {
                let page = program.try_send("POST", &path, &body).await;
                (who, path, page.map(|page| (page.status.as_u16(), page.json())))
            });
        }
    }
    waiting
}

async fn rush(place: Place) {
    const PEOPLE: usize = 40;
    const CODES: i64 = 25;
    let room = Room::open(&place, 3, PEOPLE).await;
    let (coupon, giveaway) = (room.give_coupon(CODES).await.unwrap(), room.give_away(3).await.unwrap());
    let asks = [
        (format!("/api/v1/live/coupons/{coupon}/codes"), Value::Null),
        (format!("/api/v1/live/giveaways/{giveaway}/entries"), json!({"adult": true})),
        (
            format!("/api/v1/live/{}/offers", room.id),
            json!({"variant": room.bag.variant.to_string(), "amount": "300"}),
        ),
    ];
    let (tokens, bag) = (room.tokens.clone(), room.bag);
    room.market.stop();

    let process = Process::start(&place, START).await;
    let mut waiting = all_ask(&process, &tokens, &asks);
    let mut heard: Vec<Heard> = Vec::new();
    while heard.iter().filter(|(.., told)| told.as_ref().is_some_and(|(status, _)| *status == 201)).count()
        < 9
    {
        heard.push(waiting.join_next().await.unwrap().unwrap());
    }
    process.kill();
    while let Some(told) = waiting.join_next().await {
        heard.push(told.unwrap());
    }
    assert!(heard.iter().any(|(.., told)| told.is_none()), "the kill came too late to say anything");

    let market = Market::open_at(&place, START, Chance::seeded(4)).await;
    market.check().await;
    market.stop();
    // Everybody asks once more: who was told of a code has that one, and of an entry that number.
    let process = Process::start(&place, START).await;
    let mut waiting = all_ask(&process, &tokens, &asks[..2]);
    let mut again: Vec<Heard> = Vec::new();
    while let Some(told) = waiting.join_next().await {
        again.push(told.unwrap());
    }
    process.kill();
    let known =
        |who: usize, path: &str| again.iter().find(|(other, of, _)| (*other, of.as_str()) == (who, path));
    for (who, path, told) in heard.iter().filter(|(_, path, _)| !path.ends_with("/offers")) {
        let Some((201, first)) = told else { continue };
        let (.., second) = known(*who, path).unwrap();
        let (status, second) = second.as_ref().unwrap();
        assert_eq!((*status, &second["code"], &second["number"]), (201, &first["code"], &first["number"]));
    }
    let market = Market::open_at(&place, START, Chance::seeded(5)).await;
    market.check().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_coupon_code").await, CODES);
    assert_eq!(market.number("SELECT COUNT(*) FROM live_entry").await, PEOPLE as i64);
    let told =
        heard.iter().filter(|(_, path, told)| path.ends_with("/offers") && matches!(told, Some((201, _))));
    let (told, kept) = (told.count() as i64, market.number("SELECT COUNT(*) FROM live_offer").await);
    assert!((told..=PEOPLE as i64).contains(&kept), "{kept} offers of {told} acknowledged");
    // The draw comes although the process that was to make it is gone, and what nobody takes goes back.
    market.pass(days(70)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_prize").await, 3);
    assert_eq!(market.stock(bag).await, PIECES);
    market.check().await;
    market.end().await;
}
