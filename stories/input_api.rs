//! Whatever a program sends: every field of every call of the API, as its description names them, with every kind of
//! bad value. Nothing breaks, everything wrong is refused in the reader's language beside its field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Thing, Town, purchase, ship_to},
    input::FOR_ENGINES,
    story, town,
};

/// What is put into a field in place of what belongs there.
fn wrongs() -> Vec<(&'static str, Value)> {
    vec![
        ("a number", json!(5)),
        ("a negative number", json!(-1)),
        ("a fraction", json!(1.5)),
        ("a huge number", json!(9_223_372_036_854_775_808_u64)),
        ("a huge number as text", json!("9223372036854775808")),
        ("true", json!(true)),
        ("null", Value::Null),
        ("a list", json!(["x"])),
        ("a list of lists", json!([[["x"]]])),
        ("an object", json!({"x": {"y": 1}})),
        ("nothing", json!("")),
        ("blanks", json!("  \u{3000} ")),
        ("a NUL", json!("a\u{0}b")),
        ("a bell", json!("a\u{7}b")),
        ("a long text", json!("长".repeat(100_000))),
        ("emoji", json!("🐉👩‍👩‍👧🏺")),
        ("right to left", json!("\u{202E}شاي أخضر")),
        ("markup", json!("\"><script>alert(1)</script>'; DROP TABLE account; --")),
    ]
}

/// What must never be taken in the place of a text.
const NEVER_TEXT: [&str; 8] =
    ["a number", "true", "a list", "a list of lists", "an object", "a NUL", "a bell", "a long text"];
/// What must never be taken in the place of a number or of yes and no.
const NEVER_NUMBER: [&str; 10] = [
    "a fraction",
    "a huge number",
    "a huge number as text",
    "true",
    "a list",
    "a list of lists",
    "an object",
    "a NUL",
    "emoji",
    "right to left",
];

/// Whether a field means something for the kind of listing that is sent.
fn is_read(body: &Value, name: &str) -> bool {
    match name {
        "lead_days" => body["kind"] == "made_to_order",
        "plot" | "plot_en" | "from_month" | "to_month" | "shelf_life_days" | "ready_at" => {
            body["kind"] == "harvest"
        }
        _ => true,
    }
}

/// The calls that take JSON, with the names of the fields of their bodies, nested ones by their path.
fn described() -> BTreeMap<(String, String), BTreeSet<String>> {
    let description = server::description::describe();
    let description = serde_json::to_value(&description).unwrap();
    let mut calls = BTreeMap::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let schema = &call["requestBody"]["content"]["application/json"]["schema"];
            if !schema.is_null() {
                let mut names = BTreeSet::new();
                fields(&description, schema, "", &mut names);
                let path = path.trim_start_matches("/api/v1").to_owned();
                calls.insert((method.to_uppercase(), path), names);
            }
        }
    }
    calls
}

fn fields(description: &Value, schema: &Value, path: &str, names: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return fields(description, &description["components"]["schemas"][name], path, names);
    }
    for part in ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
        fields(description, part, path, names);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        names.insert(below.clone());
        fields(description, field, &below, names);
    }
    if !schema["items"].is_null() {
        fields(description, &schema["items"], &format!("{path}.0"), names);
    }
}

/// Every place in a body: the path of names, and what stands there.
fn places(body: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let inner: Vec<(String, &Value)> = match body {
        Value::Object(fields) => fields.iter().map(|(name, field)| (below(name), field)).collect(),
        // Items of a list are alike.
        Value::Array(items) => items.first().map(|item| (below("0"), item)).into_iter().collect(),
        _ => Vec::new(),
    };
    for (name, field) in inner {
        found.push((name.clone(), field.clone()));
        places(field, &name, found);
    }
}

fn place<'a>(body: &'a mut Value, path: &str) -> &'a mut Value {
    path.split('.').fold(body, |at, name| match name.parse::<usize>() {
        Ok(index) => &mut at[index],
        Err(_) => &mut at[name],
    })
}

/// Somebody who may call everything, with things of their own in the town.
pub struct Asker<'a> {
    market: &'a Market,
    town: &'a Town,
    pub person: Person,
    plate: Thing,
    count: std::cell::Cell<u32>,
}

impl<'a> Asker<'a> {
    pub async fn open(market: &'a Market, town: &'a mut Town) -> Self {
        let person = everything(market).await;
        let plate = market.thing(town.bowl.listing.shop(), "Plate", 100, 1_000_000).await;
        market.bargain(plate, None, None).await;
        let kept = person.send("POST", "/api/v1/addresses", &json!(ship_to())).await.is(201).json();
        town.set("{address}", kept["id"].as_str().unwrap());
        let placed = person.send("POST", "/api/v1/purchases", &purchase(plate, "first")).await.is(201).json();
        let payment = format!("/api/v1/purchases/{}/payment", placed["purchase"].as_str().unwrap());
        let url = person.send("POST", &payment, &json!({})).await.is(200).json();
        let (_, gateway) = url["url"].as_str().unwrap().split_once("/sandbox/").unwrap();
        town.guest.post(&format!("/sandbox/{gateway}"), &[("outcome", "paid")]).await;
        market.work().await;
        let order = placed["orders"][0].as_str().unwrap();
        person.send("POST", &format!("/api/v1/orders/{order}/shipment"), &json!({})).await.is(200);
        town.set("{shipped}", order);
        Self { market, town, person, plate, count: std::cell::Cell::new(0) }
    }

    pub fn path(&self, path: &str) -> String {
        format!("/api/v1{}", self.town.fill(path))
    }

    /// A body with its blanks filled in, and what it needs made ready.
    pub async fn body(&self, path: &str, body: &Value) -> String {
        self.count.set(self.count.get() + 1);
        if path == "/checkouts" {
            let line = json!({"variant": self.plate.variant.to_string(), "quantity": 1});
            self.person.send("PUT", "/api/v1/cart", &line).await.is(200);
        }
        let count = self.count.get().to_string();
        let (plate, listing) = (self.plate.variant.to_string(), self.town.bowl.listing.to_string());
        let filled = body.to_string().replace("{n}", &count).replace("{plate}", &plate);
        let shipped = self.town.fill("/orders/{shipped}");
        let shipped = shipped.trim_start_matches("/orders/");
        let replay = self.town.fill("/live/{replay}");
        let filled = filled.replace("{replay}", replay.trim_start_matches("/live/"));
        let zone = self.town.fill("/zones/{booth_zone}");
        let filled = filled.replace("{booth_zone}", zone.trim_start_matches("/zones/"));
        filled.replace("{listing_id}", &listing).replace("{shipped}", shipped)
    }

    pub async fn send(&self, method: &str, path: &str, body: &Value) -> Page {
        let body = self.body(path, body).await;
        let path = self.path(path);
        for _ in 0..3 {
            let page = self
                .person
                .ask(method, &path, Some("application/json"), &[], body.clone().into_bytes())
                .await;
            if page.status != 429 {
                return page;
            }
            // Asked too often: come back tomorrow.
            self.market.clock.advance(kernel::days(1));
        }
        panic!("{method} {path} is always asked too often");
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// What is wrong with a refusal, if anything is.
fn look_at_refusal(page: &Page, field: &str) -> Option<String> {
    if page.status.is_server_error() {
        return Some("broke".into());
    }
    if page.content_type != "application/problem+json" {
        return Some(format!("answers {} with {:?}", page.status, page.content_type));
    }
    let problem = page.json();
    if !is_chinese(problem["title"].as_str().unwrap_or_default()) {
        return Some(format!("says {}", problem["title"]));
    }
    // Which of login and password is wrong is nobody's business, and a range is refused at its end.
    let beside_it = |name: &str| match field {
        "login" => name == "password",
        "password" | "password_before" | "end_tokens" => name.starts_with("password"),
        "zones.0.days_low" => name == "zones.0.days_high",
        // Without its options no variant fits them.
        "options" | "options.0" | "options.0.values" | "options.0.values.0" => name == "variants",
        _ => false,
    };
    if page.status == 422 {
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let named: Vec<&str> = errors.iter().filter_map(|error| error["field"].as_str()).collect();
        let beside = |name: &&str| name.starts_with(field) || field.starts_with(*name) || beside_it(name);
        if !named.iter().any(beside) {
            return Some(format!("names {named:?}"));
        }
        let silent = errors.iter().find(|error| !is_chinese(error["message"].as_str().unwrap_or_default()));
        return silent.map(|error| format!("says {error}"));
    }
    None
}

/// Whether this is what one calls, with something in the place of the parts of the described path.
pub fn fits(described: &str, called: &str) -> bool {
    let (parts, words) = (described.split('/'), called.split('/'));
    parts.clone().count() == words.clone().count()
        && parts.zip(words).all(|(part, word)| part.starts_with('{') || part == word)
}

#[test]
fn every_field_of_the_api_has_a_good_value() {
    let calls = town::calls();
    let mut missing = Vec::new();
    for ((method, path), names) in described() {
        let call = calls.iter().find(|(have, called, _)| *have == method && fits(&path, called));
        let Some((_, _, body)) = call else {
            missing.push(format!("{method} {path}"));
            continue;
        };
        let mut found = Vec::new();
        places(body, "", &mut found);
        let have: BTreeSet<String> = found.into_iter().map(|(name, _)| name).collect();
        // A code comes by mail, in place of the password; the stories of mail tell of it.
        let by_code = ["/tokens", "/account/password", "/account/closure", "/account/phone/codes"];
        let is_mailed = |name: &&String| by_code.contains(&path.as_str()) && *name == "code";
        let names = names.difference(&have).filter(|name| !is_mailed(name));
        missing.extend(names.map(|name| format!("{method} {path} {name}")));
    }
    assert!(missing.is_empty(), "no good value for: {missing:#?}");
}

/// In four parts, so that no part is long after everything else has ended.
const PARTS: usize = 4;

story!(no_field_of_the_api_breaks_or_takes_what_is_wrong, |market| {
    send_wrongs(market, 0).await;
});

story!(no_field_of_the_api_breaks_or_takes_what_is_wrong_in_the_second_part, |market| {
    send_wrongs(market, 1).await;
});

story!(no_field_of_the_api_breaks_or_takes_what_is_wrong_in_the_third_part, |market| {
    send_wrongs(market, 2).await;
});

story!(no_field_of_the_api_breaks_or_takes_what_is_wrong_in_the_fourth_part, |market| {
    send_wrongs(market, 3).await;
});

async fn send_wrongs(market: &Market, part: usize) {
    let mut town = Town::build(market).await;
    let asker = Asker::open(market, &mut town).await;
    let mut wrong = Vec::new();
    let calls = town::calls().into_iter().skip(part).step_by(PARTS);
    // What ends something comes last.
    let (ends, calls): (Vec<_>, Vec<_>) = calls.partition(|(_, path, _)| {
        *path == "/shops"
            || path.starts_with("/operator")
            || path.starts_with("/refund")
            || path.ends_with("/shipment")
            || path.ends_with("/holiday")
    });
    for (method, path, body) in calls.into_iter().chain(ends) {
        let mut found = Vec::new();
        places(&body, "", &mut found);
        for (name, right) in found.into_iter().filter(|(name, _)| is_read(&body, name)) {
            for (kind, value) in wrongs() {
                if market.is_on_postgres() && !FOR_ENGINES.contains(&kind) {
                    continue;
                }
                let mut attempt = body.clone();
                *place(&mut attempt, &name) = value;
                let page = asker.send(method, path, &attempt).await;
                let never: &[&str] = match right {
                    Value::String(_) => &NEVER_TEXT,
                    Value::Number(_) | Value::Bool(_) => &NEVER_NUMBER,
                    _ => &["a number", "true", "an object", "a long text", "emoji"],
                };
                let is_list_word = right.is_array() && matches!(kind, "a long text" | "emoji");
                let fault = if page.status.is_success() {
                    let is_wrong =
                        never.contains(&kind) && !(right.is_boolean() && kind == "true") && !is_list_word;
                    is_wrong.then(|| "takes it".to_owned())
                } else {
                    look_at_refusal(&page, &name)
                };
                wrong.extend(fault.map(|fault| format!("{method} {path}: {name} with {kind} {fault}")));
            }
        }
        market.check().await;
        let done = asker.send(method, path, &body).await;
        // These two are for those who know the password until now.
        let is_asked = path.starts_with("/account/");
        if done.status.is_server_error() || done.status == 422 && !is_asked {
            wrong.push(format!("{method} {path}: a good body is answered {}", done.text()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), asker.count.get(), wrong.join("\n"));
}

/// Somebody who runs the market, owns the shop `ana` too, and has a password.
pub async fn everything(market: &Market) -> Person {
    let mut person = market.visitor();
    person.language = "zh-CN";
    let fields = [("login", "maker@fair.example"), ("name", "Ana"), ("password", "seven goats on a hill")];
    person.post("/register", &fields).await.is(200);
    let act = async move |tx: &mut platform::db::Tx| {
        tx.execute_one(
            "UPDATE account SET is_operator = 1, language = 'zh-CN' WHERE email = 'maker@fair.example'",
            &[],
        )
        .await?;
        tx.execute(
            "INSERT INTO shop_member (shop_id, account_id, role, since) SELECT s.id, a.id, 'owner', 0 \
             FROM shop s CROSS JOIN account a WHERE a.email = 'maker@fair.example'",
            &[],
        )
        .await
        .map(drop)
    };
    market.inner.db.write(act).await.unwrap();
    person
}

story!(what_is_no_request_is_a_problem_in_json, |market| {
    let town = Town::build(market).await;
    let person = &town.owner;
    let listing = town.bowl.listing.to_string();
    let json = Some("application/json");
    for (method, path, body, expected) in [
        ("GET", "/api/v1/nothing", "", 404),
        ("GET", "/api/v1/orders/nothing/there", "", 404),
        ("POST", "/api/v2/orders", "{}", 404),
        ("GET", "/api/v1/listings/x", "", 404),
        ("GET", "/api/v1/listings/%00", "", 404),
        ("GET", "/api/v1/listings/%FF", "", 404),
        ("GET", "/api/v1/shops/%00", "", 404),
        ("GET", "/api/v1/orders?cursor=x", "", 422),
        ("PUT", "/api/v1/orders", "{}", 405),
        ("PUT", "/api/v1/cart", "{", 400),
        ("PUT", "/api/v1/cart", "[]", 422),
        ("PUT", "/api/v1/cart", "\u{0}", 400),
        ("PUT", "/api/v1/cart", "", 422),
        (
            "PUT",
            "/api/v1/cart",
            &format!("{{\"variant\": {}1{}}}", "[".repeat(5_000), "]".repeat(5_000)),
            400,
        ),
        ("PUT", "/api/v1/cart", &format!("{{\"variant\": \"{}\"}}", "x".repeat(2 << 20)), 413),
        ("PUT", &format!("/api/v1/listings/{listing}"), "{\"variants\": \"none\"}", 422),
    ] {
        let page = person.ask(method, path, json, &[], body.as_bytes().to_vec()).await;
        page.is(expected);
        assert_eq!(page.content_type, "application/problem+json", "{method} {path}");
        assert_eq!(page.json()["status"], expected, "{method} {path}");
    }
    market.check().await;
});

story!(a_list_that_is_left_out_stays_and_an_empty_one_clears, |market| {
    let town = Town::build(market).await;
    let zones =
        async || town.owner.get("/api/v1/shops/ana/zones").await.json()["items"].as_array().unwrap().len();
    assert_eq!(zones().await, 2);
    for body in [json!({}), json!({"zones": "none"}), json!({"zones": {"0": 1}}), json!({"zones": null})] {
        town.owner.send("PUT", "/api/v1/shops/ana/zones", &body).await.is(422);
    }
    assert_eq!(zones().await, 2);
    town.owner.send("PUT", "/api/v1/shops/ana/zones", &json!({"zones": []})).await.is(200);
    assert_eq!(zones().await, 0);

    let listing = format!("/api/v1/listings/{}", town.bowl.listing);
    town.owner.send("PUT", &listing, &json!({"tags": ["red", "نار"]})).await.is(204);
    town.owner.send("PUT", &listing, &json!({"materials": "clay"})).await.is(204);
    assert_eq!(market.number("SELECT COUNT(*) FROM listing WHERE tags <> '[]'").await, 1);
    town.owner.send("PUT", &listing, &json!({"tags": []})).await.is(204);
    assert_eq!(market.number("SELECT COUNT(*) FROM listing WHERE tags <> '[]'").await, 0);
});
