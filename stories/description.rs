//! What programs rely on: the calls of the API and the fields of what they send and get, line by line.
//!
//! The lines stand in `openapi.txt`. A line that goes, or changes, breaks somebody's program; a line that comes does
//! not. After a change that is meant, write the file anew: `JISHI_RENEW=1 cargo test -p stories description`.

use std::collections::BTreeSet;

use kernel::Actor;
use people::accounts;
use platform::db::Tx;
use serde_json::Value;

use crate::{
    harness::{START, Town},
    input_api, story,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.txt");

fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    if let Some(words) = schema["enum"].as_array() {
        return format!("one of {}", words.iter().map(Value::to_string).collect::<Vec<_>>().join(" "));
    }
    let name = |value: &Value| value.as_str().unwrap_or("anything").to_owned();
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(name).collect::<Vec<_>>().join(" | "),
        kind => name(kind),
    };
    match &schema["items"] {
        Value::Null => kinds,
        items => format!("{kinds} of {}", kind(items)),
    }
}

fn content(part: &Value) -> String {
    let kinds = part["content"].as_object().into_iter().flatten();
    kinds
        .map(|(media, content)| format!("{} ({media})", kind(&content["schema"])))
        .collect::<Vec<_>>()
        .join(", ")
}

fn description() -> Value {
    serde_json::to_value(server::description::describe()).unwrap()
}

/// The scopes that open a call; empty where everybody may ask.
fn scopes(call: &Value) -> Vec<&str> {
    let needed = call["security"].as_array().into_iter().flatten();
    needed.flat_map(|it| it["bearer"].as_array().into_iter().flatten()).filter_map(Value::as_str).collect()
}

fn lines() -> BTreeSet<String> {
    let description = description();
    let mut lines = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let call_name = format!("{path} {}", method.to_uppercase());
            lines.insert(format!("{call_name} takes {}", content(&call["requestBody"])));
            let scopes = scopes(call);
            if !scopes.is_empty() {
                lines.insert(format!("{call_name} needs {}", scopes.join(" or ")));
            }
            for parameter in call["parameters"].as_array().into_iter().flatten() {
                let (name, place) = (&parameter["name"], &parameter["in"]);
                lines.insert(format!(
                    "{call_name} with {name} in the {place}: {}",
                    kind(&parameter["schema"])
                ));
            }
            for (status, answer) in call["responses"].as_object().into_iter().flatten() {
                // How calls refuse is alike, and looked at below.
                if status.starts_with('2') {
                    lines.insert(format!("{call_name} answers {status} {}", content(answer)));
                }
            }
        }
    }
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        if !schema["enum"].is_null() {
            lines.insert(format!("{name} is {}", kind(schema)));
        }
        fields(name, schema, &mut lines);
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn fields(name: &str, schema: &Value, lines: &mut BTreeSet<String>) {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (field, of) in schema["properties"].as_object().into_iter().flatten() {
        let must = if required.contains(&field.as_str()) { "" } else { "?" };
        lines.insert(format!("{name}.{field}{must}: {}", kind(of)));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        match part["$ref"].as_str() {
            Some(other) => drop(
                lines.insert(format!("{name} has all of {}", other.rsplit('/').next().unwrap_or_default())),
            ),
            None => fields(name, part, lines),
        }
    }
}

#[test]
fn every_call_says_how_it_refuses() {
    let description = description();
    assert_eq!(
        content(&description["components"]["responses"]["Problem"]),
        "ProblemOut (application/problem+json)"
    );
    let mut wrong = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            if call["responses"]["default"]["$ref"] != "#/components/responses/Problem" {
                wrong.push(format!("{method} {path}: what is not named"));
            }
            for (status, answer) in call["responses"].as_object().unwrap() {
                let is_told = answer["description"].as_str().is_some_and(|words| !words.is_empty());
                if status.starts_with('4') && !(is_told && content(answer).contains("ProblemOut")) {
                    wrong.push(format!("{method} {path}: {status}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

story!(a_token_opens_the_calls_that_name_its_scope_and_no_others, |market| {
    let mut town = Town::build(market).await;
    town.set("{account}", town.staff_id);
    let description = description();
    let all = market.inner.scopes();
    let names: Vec<&str> = all.iter().map(|scope| scope.name).collect();
    assert_eq!(description["components"]["schemas"]["ScopeName"]["enum"], serde_json::json!(names));
    let program = input_api::everything(market).await;
    let account = program.get("/api/v1/account").await.json()["id"].as_str().unwrap().parse().unwrap();
    let mut programs = Vec::new();
    for scope in &all {
        let (mut person, by, scope) = (market.visitor(), Actor::Buyer { account }, *scope);
        let act = async move |tx: &mut Tx| accounts::make_token(tx, &by, START, "one", &[scope]).await;
        person.token = Some(market.inner.db.write(act).await.unwrap().1);
        programs.push((scope.name, person));
    }
    let (mut wrong, mut considered, mut asked) = (Vec::new(), 0, 0);
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let (method, scopes) = (method.to_uppercase(), scopes(call));
            // Whoever may ask is never refused, and whoever may not never gets so far that anything is done.
            let is_open = scopes.is_empty();
            for (scope, program) in programs.iter().filter(|(scope, _)| is_open || !scopes.contains(scope)) {
                if is_open && method != "GET" {
                    continue;
                }
                // Which token opens what is decided before rows are asked for.
                considered += 1;
                if market.is_on_postgres() && considered % 8 != 0 {
                    continue;
                }
                let status = program.status(&method, &town.fill(path)).await;
                asked += 1;
                let is_refused = status == "403" || (!is_open && status == "404");
                if is_refused == is_open {
                    wrong.push(format!("{method} {path} with {scope}: {status}"));
                }
            }
            // Where there are two, a thing is a shop's or the market's, and one of them opens it.
            for (scope, program) in programs.iter().filter(|(scope, _)| scopes == [*scope]) {
                if method == "GET" && !path.ends_with("/events") {
                    let status = program.status(&method, &town.fill(path)).await;
                    if status == "403" {
                        wrong.push(format!("{method} {path} with {scope}: {status}"));
                    }
                }
            }
        }
    }
    assert!(considered > 500 && asked > considered / 9 && wrong.is_empty(), "{asked}:\n{}", wrong.join("\n"));
});

#[test]
fn programs_find_what_they_found_before() {
    let now = lines();
    if std::env::var("JISHI_RENEW").is_ok() {
        let text = now.iter().map(|line| format!("{line}\n")).collect::<String>();
        std::fs::write(FILE, text).unwrap();
    }
    let before = std::fs::read_to_string(FILE).unwrap_or_default();
    let before: BTreeSet<String> = before.lines().map(str::to_owned).collect();
    let gone: Vec<_> = before.difference(&now).collect();
    let new: Vec<_> = now.difference(&before).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "the API has changed; when that is meant: JISHI_RENEW=1 cargo test -p stories description\ngone: {gone:#?}\nnew: {new:#?}"
    );
}
