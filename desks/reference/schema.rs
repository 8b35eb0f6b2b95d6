use serde_json::{Map, Value, json};

/// One field of a body or of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its path in the JSON: `lines[].unit`.
    pub name: String,
    /// `string`, `integer`, or the name of a shape that is explained elsewhere.
    pub kind: String,
    pub required: bool,
    pub words: String,
    /// Empty when there is none.
    pub example: String,
}

/// How deep fields within fields are listed.
const DEEPEST: usize = 4;
/// More words than these are not listed beside a field.
const MOST_WORDS: usize = 20;
/// A shape that is explained once for the whole API.
const KNOWN: &str = "Amount";

/// The schema that a `$ref` leads to, with its name.
pub fn resolve<'a>(description: &'a Value, schema: &'a Value) -> (&'a Value, Option<&'a str>) {
    let Some(target) = schema["$ref"].as_str() else { return (schema, None) };
    let name = target.rsplit('/').next().unwrap_or_default();
    (&description["components"]["schemas"][name], Some(name))
}

/// Every field of a schema, in the order of their names, those of a part after it.
pub fn fields(description: &Value, schema: &Value) -> Vec<Field> {
    let mut list = Vec::new();
    collect(description, schema, "", &mut Vec::new(), &mut list);
    list
}

fn collect<'a>(
    description: &'a Value,
    schema: &'a Value,
    path: &str,
    above: &mut Vec<&'a str>,
    list: &mut Vec<Field>,
) {
    let (schema, name) = resolve(description, schema);
    if above.len() >= DEEPEST || name.is_some_and(|name| name == KNOWN || above.contains(&name)) {
        return;
    }
    above.push(name.unwrap_or_default());
    for part in schema["allOf"].as_array().into_iter().flatten() {
        collect(description, part, path, above, list);
    }
    for part in ["oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
        collect(description, part, path, above, list);
    }
    if !schema["items"].is_null() {
        collect(description, &schema["items"], path, above, list);
    }
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let is_list = is_list(resolve(description, field).0);
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{name}{}", if is_list { "[]" } else { "" });
        list.push(Field {
            kind: kind(description, field),
            required: required.contains(&name.as_str()),
            words: words(description, field),
            example: example_of(field).map(|it| text(&it)).unwrap_or_default(),
            name: path.clone(),
        });
        collect(description, field, &path, above, list);
    }
    above.pop();
}

fn is_list(schema: &Value) -> bool {
    kinds(schema).contains(&"array")
}

fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}

/// What a field is, in a word or two.
pub fn kind(description: &Value, field: &Value) -> String {
    let (schema, name) = resolve(description, field);
    if name == Some(KNOWN) {
        return KNOWN.to_owned();
    }
    if let Some(words) = schema["enum"].as_array().filter(|words| words.len() <= MOST_WORDS) {
        return words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" · ");
    }
    let parts = ["oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten();
    let parts: Vec<String> = parts.map(|part| kind(description, part)).collect();
    if !parts.is_empty() {
        return parts.join(", ");
    }
    if is_list(schema) {
        return kind(description, &schema["items"]);
    }
    let kinds = kinds(schema).join(", ");
    if kinds.is_empty() { "object".to_owned() } else { kinds }
}

fn words(description: &Value, field: &Value) -> String {
    let own = field["description"].as_str();
    own.or_else(|| resolve(description, field).0["description"].as_str()).unwrap_or_default().to_owned()
}

fn example_of(schema: &Value) -> Option<Value> {
    let one = schema.get("example").filter(|it| !it.is_null());
    one.or_else(|| schema["examples"].get(0)).cloned()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A body that could be sent: examples where there are some.
pub fn example(description: &Value, schema: &Value, depth: usize) -> Value {
    let (schema, _) = resolve(description, schema);
    if let Some(example) = example_of(schema) {
        return example;
    }
    if depth > DEEPEST {
        return Value::Null;
    }
    let mut object = Map::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if let Value::Object(fields) = example(description, part, depth + 1) {
            object.extend(fields);
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        object.insert(name.clone(), example(description, field, depth + 1));
    }
    if !object.is_empty() {
        return Value::Object(object);
    }
    let first = ["oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten();
    let mut first = first.filter(|part| !kinds(part).contains(&"null"));
    if let Some(part) = first.next() {
        return example(description, part, depth + 1);
    }
    if let Some(word) = schema["enum"].get(0) {
        return word.clone();
    }
    match kinds(schema).first().copied() {
        Some("array") => json!([example(description, &schema["items"], depth + 1)]),
        Some("integer" | "number") => json!(0),
        Some("boolean") => json!(true),
        Some("string") => json!("…"),
        _ => json!({}),
    }
}
