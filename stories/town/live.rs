use serde_json::{Value, json};

use crate::harness::{Call, Market, Person, Town};

/// A show of `ana` that is on air, with the bowl on show and a line of the buyer's, and two that are planned.
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
    town.set("{room}", &room);
    town.set("{planned}", planned);
    town.set("{soon}", soon);
}

pub fn calls() -> Vec<Call> {
    let room = json!({"title": "Throwing a jug", "at": "2030-05-01T10:00:00Z"});
    vec![
        ("POST", "/live/{room}/lines", json!({"words": "How large is it?", "key": "{n}"})),
        ("POST", "/shops/{handle}/live", room.clone()),
        ("PUT", "/shops/{handle}/live/{planned}", room),
        ("PUT", "/shops/{handle}/live/{room}/pin", json!({"listing_id": "{listing_id}"})),
        ("POST", "/shops/{handle}/live/{room}/captions", json!({"words": "Now it goes into the kiln."})),
    ]
}
