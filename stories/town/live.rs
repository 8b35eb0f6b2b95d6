use commons::live::{
    self, Kept, RoomId,
    targets::{Address, NewTarget},
    uploads::NewUpload,
};
use kernel::{Actor, ShopRole, minutes};
use platform::{db::Tx, http::Dial};
use serde_json::{Value, json};

use crate::harness::{Call, Market, Person, Town};

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
    let soon = made(&town.owner, rooms, day).await;
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
    town.set("{room}", &room);
    town.set("{planned}", planned);
    town.set("{soon}", soon);
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
    let film = NewUpload { title: "Digging clay".into(), file_name: "clay.mov".into(), size_bytes: 5 };
    let act = async move |tx: &mut Tx| live::uploads::send(tx, &by, now, 1 << 20, film.clone()).await;
    town.set("{upload}", market.inner.db.write(act).await.unwrap().id);
    let address = Address::parse("rtmp://live.example/app", &Dial::new(&[])).unwrap();
    let target = NewTarget { name: "Elsewhere".into(), address, key: "very secret".into() };
    let act = async move |tx: &mut Tx| live::targets::add(tx, &by, now, target.clone()).await;
    town.set("{target}", market.inner.db.write(act).await.unwrap().id);
    town.set("{replay}", replay);
}

pub fn calls() -> Vec<Call> {
    let room = json!({"title": "Throwing a jug", "at": "2030-05-01T10:00:00Z"});
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
        ("POST", "/shops/{handle}/live/{room}/captions", json!({"words": "Now it goes into the kiln."})),
    ]
}
