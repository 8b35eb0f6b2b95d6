//! What programs rely on: the calls of the API and the fields of what they send and get, line by line.
//!
//! The lines stand in `openapi.txt`. A line that goes, or changes, breaks somebody's program; a line that comes does
//! not. After a change that is meant, write the file anew: `JISHI_RENEW=1 cargo test -p stories description`.

use std::collections::BTreeSet;

use serde_json::Value;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.txt");

fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" | ");
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

fn lines() -> BTreeSet<String> {
    let description = server::router::describe();
    let description = serde_json::to_value(&description).unwrap();
    let mut lines = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let call_name = format!("{path} {}", method.to_uppercase());
            lines.insert(format!("{call_name} takes {}", content(&call["requestBody"])));
            for parameter in call["parameters"].as_array().into_iter().flatten() {
                let (name, place) = (&parameter["name"], &parameter["in"]);
                lines.insert(format!(
                    "{call_name} with {name} in the {place}: {}",
                    kind(&parameter["schema"])
                ));
            }
            for (status, answer) in call["responses"].as_object().into_iter().flatten() {
                lines.insert(format!("{call_name} answers {status} {}", content(answer)));
            }
        }
    }
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
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
