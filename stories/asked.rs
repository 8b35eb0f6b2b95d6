//! What a program asks of the lists, and bodies that are none: refused by name, at every call alike.

use serde_json::{Value, json};

use crate::{
    harness::{Page, Person, Town},
    input_api, story,
};

/// Every call that is described: its method, its path in the town, and what is said of it.
fn calls(town: &Town) -> Vec<(String, String, Value)> {
    let description = serde_json::to_value(server::description::describe()).unwrap();
    let mut calls = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            calls.push((method.to_uppercase(), town.fill(path), call.clone()));
        }
    }
    calls
}

/// Whether a page is the refusal of exactly this.
fn refuses(page: &Page, name: &str) -> bool {
    let errors = serde_json::from_str::<Value>(&page.body).unwrap_or_default()["errors"].clone();
    let named: Vec<&str> =
        errors.as_array().into_iter().flatten().filter_map(|it| it["field"].as_str()).collect();
    page.status == 422 && named == [name]
}

/// Values that a parameter of this schema is no name for.
fn wrongs(schema: &Value) -> Vec<&'static str> {
    let text = schema.to_string();
    if text.contains("\"enum\"") {
        vec!["xyz", "", "ZZZ", "-1"]
    } else if text.contains("\"integer\"") {
        vec!["AAA", "-1", "9223372036854775808", "1.5", ""]
    } else if text.contains("\"boolean\"") {
        vec!["maybe"]
    } else {
        vec!["a%00b"]
    }
}

async fn ask(person: &Person, path: &str, query: &str) -> Page {
    person.get(&format!("{path}?{query}")).await
}

story!(a_list_refuses_what_it_does_not_know_and_names_it, |market| {
    let mut town = Town::build(market).await;
    town.set("{account}", town.staff_id);
    let person = input_api::everything(market).await;
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (_, path, call) in calls(&town).into_iter().filter(|(method, ..)| method == "GET") {
        for query in ["nothing=1", "before=abc", "page=2"] {
            let name = query.split('=').next().unwrap();
            if !refuses(&ask(&person, &path, query).await, name) {
                wrong.push(format!("{path}?{query}"));
            }
        }
        let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            for value in wrongs(&parameter["schema"]) {
                asked += 1;
                if !refuses(&ask(&person, &path, &format!("{name}={value}")).await, name) {
                    wrong.push(format!("{path}?{name}={value}"));
                }
            }
        }
        // Every list goes on alike: where there is a limit, there is a place to go on from.
        let has = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
        if has("limit") != has("cursor") {
            wrong.push(format!("{path} has a limit or a cursor only"));
        }
    }
    assert!(asked > 200 && wrong.is_empty(), "{asked}:\n{}", wrong.join("\n"));
});

story!(a_body_that_is_none_is_refused, |market| {
    let mut town = Town::build(market).await;
    town.set("{account}", town.staff_id);
    let person = input_api::everything(market).await;
    let mut wrong = Vec::new();
    for (method, path, call) in calls(&town) {
        let takes = &call["requestBody"];
        if takes["required"] != true || takes["content"]["application/json"].is_null() {
            continue;
        }
        for body in ["", "null", "[]", "[[null]]", "7", "\"text\""] {
            let page = person.ask(&method, &path, Some("application/json"), &[], body.into()).await;
            // Where there is nothing for it, or nothing to be done now, that may be said first.
            if !refuses(&page, "body") && !matches!(page.status.as_u16(), 404 | 409) {
                wrong.push(format!("{method} {path} with {body:?}: {} {}", page.status, page.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let without = person.ask("PATCH", "/api/v1/account", None, &[], Vec::new()).await;
    assert!(refuses(&without, "body"), "{}", without.body);
    let choices = "/api/v1/notification-choices";
    for (body, name) in [
        (json!({}), "choices"),
        (json!({"choices": null}), "choices"),
        (json!({"choices": [null]}), "choices.0"),
        (json!({"choices": [[null]]}), "choices.0"),
    ] {
        let errors = person.send("PUT", choices, &body).await.is(422).json()["errors"].clone();
        let named: Vec<_> = errors.as_array().unwrap().iter().filter_map(|it| it["field"].as_str()).collect();
        assert!(named.contains(&name), "{body}: {errors}");
    }
    assert!(person.send("PUT", choices, &json!({"choices": []})).await.is(200).json()["items"].is_array());
});

story!(what_was_said_is_read_a_page_at_a_time, |market| {
    let town = Town::build(market).await;
    let messages = format!("/api/v1{}/messages", town.fill("/conversations/{conversation}"));
    for number in 0..5 {
        town.buyer.send("POST", &messages, &json!({"words": format!("Line {number}")})).await.is(201);
    }
    let positions = |page: &Value| -> Vec<i64> {
        page["items"].as_array().unwrap().iter().map(|it| it["position"].as_i64().unwrap()).collect()
    };
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = town.buyer.get(&format!("{messages}?limit=2{cursor}")).await.is(200).json();
        seen.extend(positions(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let all: Vec<i64> = (1..=*seen.first().unwrap()).rev().collect();
    assert_eq!(seen, all);
    let newest = town.buyer.get(&format!("{messages}?after={}", all[0] - 3)).await.is(200).json();
    assert_eq!((positions(&newest), newest["next"].is_null()), (all[..3].to_vec(), true));
});

/// The fields that a body must have, as its description says.
fn needed<'a>(description: &'a Value, schema: &'a Value) -> Vec<&'a str> {
    let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
    let schema = name.map_or(schema, |name| &description["components"]["schemas"][name]);
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let of_parts = parts.flat_map(|part| needed(description, part));
    let own = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    own.chain(of_parts).collect()
}

story!(a_field_that_is_needed_is_asked_for_by_its_name, |market| {
    let mut town = Town::build(market).await;
    let asker = input_api::Asker::open(market, &mut town).await;
    let description = serde_json::to_value(server::description::describe()).unwrap();
    // What an address of a country does not have is left empty, and who needs a code has no password.
    let is_free = |path: &str, name: &str| {
        let of_address = ["phone", "line2", "postal_code", "city", "region", "line1", "country", "name"];
        path == "/tokens" || of_address.contains(&name) || (path.ends_with("/payouts/{act}"))
    };
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (method, path, body) in crate::town::calls() {
        let described = description["paths"].as_object().unwrap().iter().find(|(described, item)| {
            let fits = input_api::fits(described.trim_start_matches("/api/v1"), path);
            fits && !item[method.to_lowercase()].is_null()
        });
        let (_, item) = described.unwrap();
        let schema = &item[method.to_lowercase()]["requestBody"]["content"]["application/json"]["schema"];
        for name in needed(&description, schema).into_iter().filter(|name| !is_free(path, name)) {
            for value in [None, Some(Value::Null)] {
                let mut attempt = body.clone();
                match value {
                    None => drop(attempt.as_object_mut().unwrap().remove(name)),
                    Some(value) => attempt[name] = value,
                }
                asked += 1;
                let page = asker.send(method, path, &attempt).await;
                let errors = serde_json::from_str::<Value>(&page.body).unwrap_or_default()["errors"].clone();
                let named = errors.to_string().contains(&format!("\"{name}"));
                if !(matches!(page.status.as_u16(), 404 | 409) || page.status == 422 && named) {
                    wrong.push(format!("{method} {path} without {name}: {} {}", page.status, page.body));
                }
            }
        }
    }
    assert!(asked > 80 && wrong.is_empty(), "{asked}:\n{}", wrong.join("\n"));
});

story!(text_is_no_number_and_no_yes_or_no, |market| {
    let town = Town::build(market).await;
    let line = |quantity: Value| json!({"variant": town.bowl.variant.to_string(), "quantity": quantity});
    for wrong in [json!("1"), json!(""), json!(true), json!([1]), json!(null)] {
        town.buyer.send("PUT", "/api/v1/cart", &line(wrong)).await.is(422);
    }
    town.buyer.send("PUT", "/api/v1/cart", &line(json!(1))).await.is(200);
    for wrong in [
        json!({"": 5}),
        json!({"no_such_days": 5}),
        json!({"unpaid_minutes": null}),
        json!({"x": {"y": [1]}}),
    ] {
        town.operator.send("PUT", "/api/v1/operator/settings", &wrong).await.is(422);
    }
    town.operator.send("PUT", "/api/v1/operator/settings", &json!({})).await.is(200);
    let choices = "/api/v1/notification-choices";
    for wrong in [json!(0), json!("on"), json!("true"), json!(null), json!([])] {
        let body = json!({"choices": [{"kind": "orders.shipped", "mail": wrong, "list": true}]});
        town.buyer.send("PUT", choices, &body).await.is(422);
    }
    let photos = format!("/api/v1/listings/{}/photos", town.bowl.listing);
    town.owner.upload(&photos, &[("photos", "no file")], &[]).await.is(422);
    town.owner.upload(&photos, &[("arranged", "false")], &[]).await.is(200);
});
