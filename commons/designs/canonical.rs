//! One spelling of JSON: RFC 8785. What is signed has to be the same octets for everybody who writes it down again.

use serde_json::Value;

/// The canonical text of what has no numbers but whole ones: members sorted by their names, no spaces. Our names are of
/// ASCII, which UTF-16 sorts as UTF-8 does.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            let one = |name: &&String| {
                let member = members.get(*name).map(canonical).unwrap_or_default();
                format!("{}:{member}", Value::from(name.as_str()))
            };
            format!("{{{}}}", names.iter().map(one).collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_and_letters_stay() {
        let value = serde_json::json!({"b": [1, {"z": null, "a": "皮\"\u{1f}\n"}], "a": true});
        assert_eq!(canonical(&value), "{\"a\":true,\"b\":[1,{\"a\":\"皮\\\"\\u001f\\n\",\"z\":null}]}");
    }
}
