use commons::live::{
    self, Kept, RoomId,
    films::{Film, FilmId, FilmSource, FilmState},
    targets::{Address, NewTarget},
    uploads::{NewUpload, UploadPurpose},
};
use kernel::{Actor, ShopRole, minutes};
use platform::{db::Tx, http::Dial};
use serde_json::{Value, json};

use crate::harness::{Call, Market, Person, Town, addressed};

/// A show of `ana` that is on air, with the bowl on show and a line of the buyer's, two that are planned, and one that is over,
/// with clips. A film on its way, and a service that shows are handed on to.
pub async fn build(town: &mut Town, market: &Market) {
    let made = async |person: &Person, path: &str, body: Value| {
        person.send("POST", path, &body).await.is(201).json()["id"].as_str().unwrap().to_owned()
    };
    let rooms = "/api/v1/shops/ana/live";
    let room = made(&town.owner, rooms, json!({"title": "Throwing a bowl"})).await;
    let day = json!({"title": "Glazing day", "at": "2030-01-02T10:00:00Z"});
    let planned = made(&town.owner, rooms, day.clone()).await;
    let soon = made(&town.owner, rooms, day.clone()).await;
    town.set("{camera}", "second");
    let coming = made(&town.owner, rooms, day).await;
    market.go_on_air(&room).await;
    let bowl = json!({"listing_id": town.bowl.listing.to_string()});
    town.owner.send("PUT", &format!("{rooms}/{room}/pin"), &bowl).await.is(200);
    let line = json!({"words": "How large is it?"});
    let said = town.buyer.send("POST", &format!("/api/v1/live/{room}/lines"), &line).await.is(201).json();
    let position = said["position"].as_i64().unwrap();
    for beginning in
        ["/desk/{handle}/live/{room}/lines/{position}", "/api/v1/shops/{handle}/live/{room}/lines/{position}"]
    {
        town.set(beginning, position);
    }
    town.set("/shops/{handle}/live/{id}/lines/{position}", position);
    let replay = made(&town.owner, rooms, json!({"title": "Firing bowls"})).await;
    build_tools(town, market, &replay).await;
    build_prices(town, &room).await;
    build_agreements(town).await;
    build_giveaway(town, &room).await;
    build_coupon(town, &room).await;
    town.set("{room}", &room);
    town.set("{planned}", planned);
    town.set("{soon}", soon);
    for part in ["{guest}", "{other_guest}"] {
        let guest = json!({"name": "Wang", "title": "County chief"});
        town.set(part, made(&town.owner, &format!("{rooms}/{coming}/guests"), guest).await);
    }
    town.set("{coming}", coming);
}

/// The bowl costs less while a countdown runs.
async fn build_prices(town: &mut Town, room: &str) {
    let price =
        json!({"listing_id": town.bowl.listing.to_string(), "price": "1.00", "pieces": 2, "seconds": 300});
    let path = format!("/api/v1/shops/ana/live/{room}/prices");
    let price = town.owner.send("POST", &path, &price).await.is(201).json();
    town.set("{price}", price["id"].as_str().unwrap());
}

/// A bowl is given away, and the buyer takes part.
async fn build_giveaway(town: &mut Town, room: &str) {
    let giveaway = json!({"variant": town.bowl.variant.to_string(), "winners": 1, "seconds": 3_600});
    let path = format!("/api/v1/shops/ana/live/{room}/giveaways");
    let giveaway = town.owner.send("POST", &path, &giveaway).await.is(201).json();
    let id = giveaway["id"].as_str().unwrap();
    let path = format!("/api/v1/live/giveaways/{id}/entries");
    town.buyer.send("POST", &path, &json!({"adult": true})).await.is(201);
    town.set("{giveaway}", id);
}

/// A coupon that can be taken.
async fn build_coupon(town: &mut Town, room: &str) {
    let coupon = json!({"amount": "5", "least": "20", "pieces": 1_000, "seconds": 300, "days": 30});
    let path = format!("/api/v1/shops/ana/live/{room}/coupons");
    let coupon = town.owner.send("POST", &path, &coupon).await.is(201).json();
    town.set("{room_coupon}", coupon["id"].as_str().unwrap());
}

/// Ana sells for Bo and asks for more; Bo asked as well.
async fn build_agreements(town: &mut Town) {
    let ask = async |person: &Person, shop: &str, of: &str, basis_points: i64| {
        let asking = json!({"shop": of, "basis_points": basis_points, "words": "I sell on Saturdays."});
        let path = format!("/api/v1/shops/{shop}/hosting");
        let asked = person.send("POST", &path, &asking).await.is(201).json();
        asked["id"].as_str().unwrap().to_owned()
    };
    let yes = async |person: &Person, shop: &str, id: &str| {
        let path = format!("/api/v1/shops/{shop}/hosts/{id}/agreement");
        person.send("POST", &path, &json!({"listings": []})).await.is(200);
    };
    let agreed = ask(&town.owner, "ana", "bo", 1_000).await;
    yes(&town.other, "bo", &agreed).await;
    let asked = ask(&town.owner, "ana", "bo", 1_500).await;
    let unwanted = ask(&town.other, "bo", "ana", 4_000).await;
    town.set("{agreed}", agreed);
    town.set("{agreement}", &asked);
    town.set("{word}", "cheap");
    town.set("{account}", "0000000000001");
    town.set("{asked}", asked);
    town.set("{unwanted}", unwanted);
}

async fn build_tools(town: &mut Town, market: &Market, replay: &str) {
    let (room, now): (RoomId, _) = (replay.parse().unwrap(), market.now());
    let act = async move |tx: &mut Tx| {
        live::begin(tx, &Actor::System, now, room).await?;
        live::end(tx, &Actor::System, now + minutes(30), room, Kept::Recorded).await
    };
    market.inner.db.write(act).await.unwrap();
    for (name, part) in [("The rim", "{clip}"), ("The foot", "{other_clip}")] {
        let clip = json!({"title": name, "from": "1:00", "to": "1:30"});
        let path = format!("/api/v1/shops/ana/live/{replay}/clips");
        let clip = town.owner.send("POST", &path, &clip).await.is(201).json();
        town.set(part, clip["id"].as_str().unwrap());
    }
    let by = Actor::Seller { account: town.buyer_id, shop: room.shop(), role: ShopRole::Owner };
    let film = NewUpload {
        title: "Digging clay".into(),
        file_name: "clay.mov".into(),
        size_bytes: 5,
        purpose: UploadPurpose::Show,
        listing: None,
    };
    let act = async move |tx: &mut Tx| live::uploads::send(tx, &by, now, 1 << 20, film.clone()).await;
    build_films(town, market, room).await;
    build_law(town, market, room).await;
    town.set("{upload}", market.inner.db.write(act).await.unwrap().id);
    let address = Address::parse("rtmp://live.example/app", &Dial::new(&[])).unwrap();
    let target = NewTarget { name: "Elsewhere".into(), address, key: "very secret".into() };
    let act = async move |tx: &mut Tx| live::targets::add(tx, &by, now, target.clone()).await;
    town.set("{target}", market.inner.db.write(act).await.unwrap().id);
    town.set("{replay}", replay);
}

/// Two short films, and two moments of the show to which an order points.
async fn build_films(town: &mut Town, market: &Market, room: RoomId) {
    let now = market.now();
    for (number, part) in [(1, "{film}"), (2, "{other_film}")] {
        let film = Film {
            id: FilmId::new(room.shop(), number),
            title: "The rim".into(),
            source: FilmSource::Highlight,
            listing: Some(town.bowl.listing),
            of: Some((room, now, now + minutes(1))),
            state: FilmState::Ready { size_bytes: 1, seconds: 30 },
            poster: String::new(),
            created_at: now,
            updated_at: now,
        };
        town.set(part, film.id);
        let act = async move |tx: &mut Tx| live::films::add_sent(tx, &film).await;
        market.inner.db.write(act).await.unwrap();
    }
    let path = town.fill("/api/v1/shops/ana/orders/{order}/moments");
    for part in ["{order_moment}", "{other_moment}"] {
        let moment = json!({"room": room, "at": "1:00", "words": "Your bowl"});
        let made = town.owner.send("POST", &path, &moment).await.is(201).json();
        town.set(part, made["id"].as_str().unwrap());
        town.set("{moment}", made["id"].as_str().unwrap());
    }
    town.set("/shops/{handle}/films/{id}", FilmId::new(room.shop(), 2));
}

/// A request to take something out of the replay, and two bans that are over.
async fn build_law(town: &mut Town, market: &Market, room: RoomId) {
    let passage = json!({"from": "1:00", "to": "1:30", "words": "I am to be seen"});
    let asked =
        town.buyer.send("POST", &format!("/api/v1/live/{room}/passages"), &passage).await.is(201).json();
    let passage = asked["id"].as_str().unwrap().to_owned();
    town.set("{passage}", &passage);
    town.set("/live-passages/{id}", &passage);
    town.set("/shops/{handle}/live-passages/{id}", passage);
    // They are over: the shop gives shows.
    let (by, now) = (Actor::Operator { account: town.buyer_id }, market.now() - minutes(2));
    for part in ["{other_ban}", "{ban}"] {
        let what = ("A medicine".to_owned(), now + minutes(1));
        let shop = room.shop();
        let act = async move |tx: &mut Tx| live::law::ban(tx, &by, now, shop, what.clone()).await;
        let ban = market.inner.db.write(act).await.unwrap().id;
        town.set(part, ban);
        town.set("/operator/live-bans/{id}", ban);
        town.set("/shops/{handle}/live-bans/{id}", ban);
    }
}

pub fn calls() -> Vec<Call> {
    let room = json!({"title": "Throwing a jug", "at": "2030-05-01T10:00:00Z", "repeats": "weekly", "is_made": false});
    vec![
        ("POST", "/live/{room}/lines", json!({"words": "How large is it?", "key": "{n}"})),
        ("POST", "/shops/{handle}/live", room.clone()),
        ("PUT", "/shops/{handle}/live/{planned}", room),
        ("PUT", "/shops/{handle}/live/{room}/pin", json!({"listing_id": "{listing_id}"})),
        (
            "POST",
            "/shops/{handle}/live/{replay}/clips",
            json!({"title": "A clip", "from": "0:10", "to": "0:40"}),
        ),
        (
            "POST",
            "/shops/{handle}/live/{room}/prices",
            json!({"listing_id": "{listing_id}", "price": "1.50", "pieces": 3, "per_buyer": 1, "seconds": 60}),
        ),
        (
            "POST",
            "/live/prices/{price}/claims",
            addressed(
                json!({"variant": "{plate}", "quantity": 1, "key": "c{n}", "seen_total": "51.00", "shows_name": false}),
            ),
        ),
        (
            "POST",
            "/live/{room}/things/{listing_id}/purchases",
            addressed(
                json!({"variant": "{plate}", "quantity": 1, "key": "t{n}", "seen_total": "51.00", "shows_name": false}),
            ),
        ),
        (
            "POST",
            "/shops/{handle}/live/{room}/giveaways",
            json!({"variant": "{plate}", "winners": 1, "seconds": 60}),
        ),
        ("POST", "/live/giveaways/{giveaway}/entries", json!({"adult": true})),
        (
            "POST",
            "/shops/{handle}/live/{room}/coupons",
            json!({"amount": "5", "least": "20", "pieces": 10, "seconds": 60, "days": 2}),
        ),
        ("PUT", "/shops/{handle}/live/{coming}/run-sheet", json!({"listings": ["{listing_id}"]})),
        ("POST", "/live/giveaways/{giveaway}/prize", addressed(json!({}))),
        ("POST", "/live/{room}/likes", json!({"count": 3})),
        ("POST", "/shops/{handle}/unwanted-words", json!({"word": "cheap{n}"})),
        ("POST", "/live/{room}/offers", json!({"variant": "{plate}", "quantity": 1, "amount": "0.90"})),
        (
            "POST",
            "/shops/{handle}/live/{room}/offers/answers",
            json!({"variant": "{plate}", "quantity": 1, "amount": "0.90", "answer": "counter", "counter": "0.95"}),
        ),
        (
            "POST",
            "/shops/{handle}/hosting",
            json!({"shop": "bo", "basis_points": 900, "words": "I sell on Sundays."}),
        ),
        (
            "POST",
            "/shops/{handle}/hosts/{unwanted}/agreement",
            json!({"listings": [], "lowest_basis_points": 9_000}),
        ),
        ("PUT", "/shops/{handle}/live/{room}/manners", json!({"allowance_seconds": 5, "slow_seconds": 0})),
        (
            "POST",
            "/live/{replay}/passages",
            json!({"from": "2:00", "to": "2:30", "words": "My door is to be seen"}),
        ),
        (
            "POST",
            "/shops/{handle}/live-passages/{passage}/answer",
            json!({"decision": "keep", "words": "It is art."}),
        ),
        ("POST", "/shops/{handle}/live-bans/{ban}/appeal", json!({"words": "It was a drawing."})),
        (
            "POST",
            "/shops/{handle}/live/{coming}/guests",
            json!({"name": "Wang", "title": "County chief", "login": "lin@fair.example"}),
        ),
        ("POST", "/operator/live-bans", json!({"shop": "bo", "days": 3, "reason": "A medicine"})),
        ("POST", "/operator/live-bans/{ban}/upholding", json!({"words": "It was none."})),
        (
            "POST",
            "/shops/{handle}/orders/{order}/moments",
            json!({"room": "{replay}", "at": "2:00", "words": "Your bowl is thrown"}),
        ),
        ("POST", "/shops/{handle}/live/{room}/captions", json!({"words": "Now it goes into the kiln."})),
    ]
}
