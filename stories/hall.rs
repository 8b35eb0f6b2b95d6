//! The hall: models that shops bring, good ones and those that an enemy builds, and the room that each visitor finds.

use kernel::ShopId;
use platform::{db::Tx, params};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing, Town},
    photos::photo,
    story,
};

/// A glTF binary of two parts that says how long they are.
fn glb(json: &Value, bin: &[u8]) -> Vec<u8> {
    let mut text = json.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    let mut bin = bin.to_vec();
    bin.resize(bin.len().next_multiple_of(4), 0);
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let length = 12 + 8 + text.len() + 8 + bin.len();
    [
        b"glTF".as_slice(),
        &word(2)[..],
        &word(length),
        &word(text.len()),
        b"JSON",
        &text,
        &word(bin.len()),
        b"BIN\0",
        &bin,
    ]
    .concat()
}

/// A surface of so many squares along each side, bent upwards, as what a file says of itself and what is in it.
fn sheet(squares: u32, metres: f32) -> (Value, Vec<u8>) {
    let (side, mut bin) = (squares + 1, Vec::new());
    let at = |number: u32| number as f32 / squares as f32;
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        let up = (at(x) - 0.5).powi(2) + (at(y) - 0.5).powi(2);
        for number in [at(x) * metres, up * metres, at(y) * metres] {
            bin.extend(number.to_le_bytes());
        }
    }
    let positions = bin.len();
    for (x, y) in (0..squares).flat_map(|y| (0..squares).map(move |x| (x, y))) {
        let corner = y * side + x;
        for index in [corner, corner + side, corner + 1, corner + 1, corner + side, corner + side + 1] {
            bin.extend(index.to_le_bytes());
        }
    }
    let (corners, indices) = (side * side, squares * squares * 6);
    let json = json!({
        "asset": { "version": "2.0" }, "scene": 0, "scenes": [{ "nodes": [0] }], "nodes": [{ "mesh": 0 }],
        "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 }, "indices": 1, "material": 0 }] }],
        "materials": [{ "pbrMetallicRoughness": { "baseColorFactor": [0.6, 0.7, 0.6, 1.0] } }],
        "accessors": [
            { "bufferView": 0, "componentType": 5126, "count": corners, "type": "VEC3", "min": [0.0, 0.0, 0.0],
              "max": [metres, metres, metres] },
            { "bufferView": 1, "componentType": 5125, "count": indices, "type": "SCALAR" }
        ],
        "bufferViews": [
            { "buffer": 0, "byteOffset": 0, "byteLength": positions },
            { "buffer": 0, "byteOffset": positions, "byteLength": bin.len() - positions }
        ],
        "buffers": [{ "byteLength": bin.len() }]
    });
    (json, bin)
}

/// A small good model.
pub fn cube() -> Vec<u8> {
    let (json, bin) = sheet(4, 0.2);
    glb(&json, &bin)
}

/// What somebody builds who means harm or has clicked wrong, with what they are told.
fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let changed = |change: &dyn Fn(&mut Value, &mut Vec<u8>)| {
        let (mut json, mut bin) = sheet(4, 0.2);
        change(&mut json, &mut bin);
        glb(&json, &bin)
    };
    let said = |pointer: &'static str, value: Value| {
        changed(&move |json, _| *json.pointer_mut(pointer).unwrap() = value.clone())
    };
    let with = |name: &'static str, value: Value| changed(&move |json, _| json[name] = value.clone());
    let mut old = cube();
    old[4] = 1;
    let nan = f32::NAN.to_le_bytes();
    vec![
        ("text.glb", b"solid cube".to_vec(), "no glTF Binary"),
        ("old.glb", old, "This file is of glTF 1"),
        ("cut.glb", cube()[..300].to_vec(), "not as long as it says"),
        ("json.glb", glb(&json!({"asset": 7}), &[]), "cannot be read"),
        ("index.glb", said("/nodes/0/mesh", json!(9)), "cannot be read"),
        (
            "outside.glb",
            with("images", json!([{ "uri": "https://evil.example/x.png" }])),
            "refers to files beside it",
        ),
        (
            "buffer.glb",
            said("/buffers/0", json!({ "uri": "x.bin", "byteLength": 9 })),
            "refers to files beside it",
        ),
        (
            "draco.glb",
            with("extensionsRequired", json!(["KHR_draco_mesh_compression"])),
            "KHR_draco_mesh_compression, which needs a decoder",
        ),
        ("ktx.glb", with("extensionsUsed", json!(["KHR_texture_basisu"])), "needs a decoder"),
        ("odd.glb", with("extensionsRequired", json!(["EXT_hologram"])), "needs EXT_hologram"),
        ("many.glb", said("/accessors/1/count", json!(30_000_000)), "has 10000000 triangles, and 150000"),
        ("range.glb", said("/accessors/0/count", json!(9_000)), "more than the file holds"),
        (
            "corner.glb",
            changed(&|_, bin| {
                let end = bin.len();
                bin[end - 4..].fill(0xff);
            }),
            "more than the file holds",
        ),
        ("nan.glb", changed(&move |_, bin| bin[12..16].copy_from_slice(&nan)), "is nowhere"),
        ("zero.glb", changed(&|_, bin| bin[..25 * 12].fill(0)), "nothing to see"),
        ("none.glb", with("scenes", json!([{ "nodes": [] }])), "nothing to see"),
        (
            "far.glb",
            {
                let (json, bin) = sheet(4, 900.0);
                glb(&json, &bin)
            },
            "larger than 40 metres",
        ),
        ("circle.glb", said("/nodes", json!([{ "mesh": 0, "children": [0] }])), "in a circle"),
        (
            "lines.glb",
            changed(&|json, _| json["meshes"][0]["primitives"][0]["mode"] = json!(1)),
            "points or lines",
        ),
        ("nodes.glb", with("nodes", json!(vec![json!({}); 2_001])), "more than 2000 pieces"),
        (
            "textures.glb",
            with("images", json!(vec![json!({ "bufferView": 0, "mimeType": "image/png" }); 25])),
            "more than 24 textures",
        ),
        (
            "texture.glb",
            with("images", json!([{ "bufferView": 0, "mimeType": "image/png" }])),
            "A texture is damaged",
        ),
    ]
}

/// Put a model of a listing into the hall.
async fn bring(person: &Person, handle: &str, thing: Thing) -> String {
    let listing = thing.listing.to_string();
    let path = format!("/api/v1/shops/{handle}/exhibits");
    let sent = person.upload(&path, &[("listing", &listing)], &[("model", "a.glb", &cube())]).await;
    sent.is(201).json()["id"].as_str().unwrap().to_owned()
}

/// What stands in somebody's hall and why, as the API tells it.
async fn hall_of(person: &Person) -> Vec<(String, String)> {
    let hall = person.get("/api/v1/hall").await.is(200).json();
    let all = hall["exhibits"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|one| (word(&one["exhibit"]["id"]), word(&one["reason"]))).collect()
}

async fn set_state(market: &Market, thing: Thing, state: &'static str) {
    let sql = "UPDATE listing SET state = $3 WHERE shop_id = $1 AND id = $2";
    let (shop, id) = (thing.listing.shop(), thing.listing.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![shop, id, state]).await;
    market.inner.db.write(act).await.unwrap();
}

story!(a_shop_brings_models_and_the_hall_shows_what_is_on_sale, |market| {
    let town = Town::with_empty_carts(market).await;
    let shelf = market.thing(town.bowl.listing.shop(), "Moon jar", 90_000, 2).await;
    let listing = shelf.listing.to_string();
    let desk = "/desk/ana/exhibits";
    town.owner.get(desk).await.is(200).shows("Moon jar").shows("In the hall");

    // A large one gets a lighter version, and both are given out.
    let (json, bin) = sheet(150, 0.4);
    let (large, poster) = (glb(&json, &bin), photo());
    let files = [("model", "jar.glb", large.as_slice()), ("poster", "jar.png", poster.as_slice())];
    let sent = town.owner.upload(desk, &[("listing", &listing)], &files).await;
    sent.is(200).shows("It stands in the hall.").shows("45000 triangles");
    let all = town.owner.get("/api/v1/shops/ana/exhibits").await.is(200).json();
    let jar = &all["items"][0];
    assert_eq!((&jar["listing_id"], &jar["state"]), (&json!(listing), &json!("shown")));
    assert_eq!(
        [&jar["width_mm"], &jar["height_mm"], &jar["depth_mm"]],
        [400, 200, 400].map(Value::from).each_ref()
    );
    assert_eq!(jar["model"]["triangles"], 45_000);
    let light = &jar["lighter"];
    assert!(light["triangles"].as_i64().unwrap() <= 5_000, "{light}");
    assert!(
        light["size_bytes"].as_i64().unwrap() * 5 < jar["model"]["size_bytes"].as_i64().unwrap(),
        "{jar}"
    );
    for model in [&jar["model"], light] {
        let file = town.guest.get(model["url"].as_str().unwrap()).await;
        assert_eq!(file.is(200).bytes.len().to_string(), model["size_bytes"].to_string());
        assert_eq!(&file.bytes[..4], b"glTF");
    }
    town.guest.get(jar["poster"].as_str().unwrap()).await.is(200);

    let id = jar["id"].as_str().unwrap().to_owned();
    let page = town.guest.get("/hall").await;
    page.is(200).shows("Moon jar").shows("90").shows(&format!("exhibit-{id}")).shows("New in the hall");
    town.guest.get("/shops/ana/moon-jar").await.is(200).shows(&format!("/hall?with={id}"));
    town.guest.get(&format!("/hall?with={id}")).await.is(200).shows("You came to see this one");
    town.guest.get("/hall?with=nonsense").await.is(200);

    // Another model takes its place; out is out at every door, and what is not on sale waits.
    assert_eq!(bring(&town.staff, "ana", shelf).await, id);
    let state = format!("/desk/ana/exhibits/{id}/state");
    town.owner.post(&state, &[("act", "take_out")]).await.is(200).shows("It is out of the hall.");
    town.owner.post(&state, &[("act", "take_out")]).await.is(409).shows("is out already");
    town.guest.get("/hall").await.is(200).hides("Moon jar");
    town.guest.get("/shops/ana/moon-jar").await.is(200).hides("/hall?with=");
    town.guest.get(&format!("/hall?with={id}")).await.is(200).hides("Moon jar");
    let state = format!("/api/v1/exhibits/{id}/state");
    town.other.send("POST", &state, &json!({"act": "put_back"})).await.is(404);
    town.owner.send("POST", &state, &json!({"act": "fly"})).await.is(422);
    town.owner.send("POST", &state, &json!({"act": "put_back"})).await.is(200);
    set_state(market, shelf, "archived").await;
    town.guest.get("/hall").await.is(200).hides("Moon jar");
    town.owner.get(desk).await.shows("its listing is not on sale");
    set_state(market, shelf, "active").await;
    town.guest.get("/hall").await.is(200).shows("Moon jar");
    market.check().await;
});

story!(a_model_that_cannot_be_shown_is_refused_with_what_to_change, |market| {
    let town = Town::with_empty_carts(market).await;
    let (bowl, basket) = (town.bowl.listing.to_string(), town.basket.listing.to_string());
    let before = market.number("SELECT COUNT(*) FROM exhibit").await;
    let other = market.thing(town.bowl.listing.shop(), "Lamp", 4_000, 5).await.listing.to_string();
    for (at, (name, file, words)) in bad().into_iter().enumerate() {
        // What is asked of the server itself is tried whole on one engine.
        if market.is_on_postgres() && at % 6 != 0 {
            continue;
        }
        let page =
            town.owner.upload("/desk/ana/exhibits", &[("listing", &other)], &[("model", name, &file)]).await;
        page.is(422).shows(words).shows(&format!("<option value=\"{other}\" selected>"));
    }
    let api = "/api/v1/shops/ana/exhibits";
    let model = cube();
    let large = vec![b'x'; (16 << 20) + 9];
    for (fields, files, field) in [
        (vec![("listing", other.as_str())], vec![("model", "a.glb", large.as_slice())], "model"),
        (vec![("listing", other.as_str())], vec![], "model"),
        (vec![("listing", other.as_str())], vec![("model", "a.glb", &[][..])], "model"),
        (vec![], vec![("model", "a.glb", model.as_slice())], "listing"),
        (vec![("listing", basket.as_str())], vec![("model", "a.glb", model.as_slice())], "listing"),
        (
            vec![("listing", other.as_str())],
            vec![("model", "a.glb", model.as_slice()), ("poster", "p.png", b"no".as_slice())],
            "poster",
        ),
    ] {
        let answer = town.owner.upload(api, &fields, &files).await.is(422).json();
        assert_eq!(answer["errors"][0]["field"], field, "{answer}");
    }
    town.other.upload(api, &[("listing", &bowl)], &[("model", "a.glb", &model)]).await.is(404);
    assert_eq!(market.number("SELECT COUNT(*) FROM exhibit").await, before);
    market.check().await;
});

story!(a_hall_is_laid_out_by_taste_and_stays_the_same_for_a_day, |market| {
    let town = Town::with_empty_carts(market).await;
    let mut ids = Vec::new();
    let (ana, bo): (ShopId, ShopId) = (town.bowl.listing.shop(), town.basket.listing.shop());
    for number in 0..13 {
        let jar = market.thing(ana, &format!("Jar {number}"), 1_000, 3).await;
        ids.push(bring(&town.owner, "ana", jar).await);
        let tray = market.thing(bo, &format!("Tray {number}"), 1_000, 3).await;
        ids.push(bring(&town.other, "bo", tray).await);
    }
    // Whoever is new gets a mix that is the same for all such on one day and another on the next.
    market.pass(kernel::days(15)).await;
    let mix = hall_of(&market.visitor()).await;
    assert_eq!(mix.len(), 24);
    assert!(mix.iter().all(|(_, reason)| reason == "mix"), "{mix:?}");
    assert_eq!(hall_of(&market.visitor()).await, mix);

    let (mei, _) = market.person("Mei").await;
    let lamp = market.thing(bo, "Lamp", 1_000, 3).await;
    let lamp_id = bring(&town.other, "bo", lamp).await;
    mei.post("/wishes", &[("listing", &lamp.listing.to_string()), ("keep", "yes")]).await.is(200);
    let page = mei.get("/hall").await;
    page.is(200)
        .shows("Because you keep it among your wishes")
        .shows("Because you keep Lamp among your wishes");
    let hall = hall_of(&mei).await;
    assert_eq!(hall.first(), Some(&(lamp_id.clone(), "wished".to_owned())));
    // What is liked more does not move the room under somebody's feet; asking does, and so does the next day.
    mei.post("/wishes", &[("listing", &lamp.listing.to_string()), ("keep", "no")]).await.is(200);
    assert_eq!(hall_of(&mei).await, hall);
    mei.post("/hall", &[]).await.is(200).shows("Other pieces stand here now.");
    let other = hall_of(&mei).await;
    assert!(other.iter().all(|(_, reason)| reason != "wished") && other != hall, "{other:?}");
    mei.post("/wishes", &[("listing", &lamp.listing.to_string()), ("keep", "yes")]).await.is(200);
    market.pass(kernel::days(1)).await;
    assert_ne!(hall_of(&market.visitor()).await, mix);
    assert_eq!(hall_of(&mei).await.first(), Some(&(lamp_id, "wished".to_owned())));

    // Nobody sees another's; whoever wants nothing noted gets the mix, and whoever leaves is forgotten.
    let data = mei.post("/mine/export", &[]).await.is(200).json();
    assert_eq!(data["hall"]["picks"][0]["reason"]["why"], "wished");
    mei.post("/recommendations", &[("on", "no")]).await;
    mei.post("/hall", &[]).await.is(200);
    assert!(hall_of(&mei).await.iter().all(|(_, reason)| reason == "mix" || reason == "fresh"));
    assert_eq!(market.number("SELECT COUNT(*) FROM hall").await, 1);

    // A guest's is left behind when they sign in, and a room is told whole: nothing stands where another does.
    let guest = market.visitor();
    guest.post("/hall", &[]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM hall").await, 2);
    let told = guest.get("/api/v1/hall").await.is(200).json();
    let stands = told["exhibits"].as_array().unwrap();
    let mut places: Vec<_> = stands.iter().map(|one| (one["x_mm"].as_i64(), one["z_mm"].as_i64())).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 24);
    market.check().await;
});
