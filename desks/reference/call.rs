use serde_json::Value;

use super::schema::{self, Field};

/// One method of one path.
#[derive(Clone, Debug)]
pub struct Call {
    /// Unique in the API; the anchor on the page.
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub words: String,
    /// One of them opens it to a token; none, and everybody may ask.
    pub scopes: Vec<String>,
    pub parameters: Vec<Parameter>,
    pub body: Vec<Field>,
    /// Status of the answer when all went well.
    pub status: String,
    pub answer: Vec<Field>,
    /// What can be typed into a terminal.
    pub curl: String,
}

/// A part of the path or of the query.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    pub kind: String,
    pub required: bool,
    pub words: String,
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The schema of the JSON in a body or an answer.
fn content(holder: &Value) -> Option<&Value> {
    holder["content"].get("application/json").map(|content| &content["schema"])
}

impl Call {
    pub(super) fn read(description: &Value, path: &str, method: &str, call: &Value) -> Self {
        let parameters = call["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|it| Parameter {
            name: word(&it["name"]),
            place: word(&it["in"]),
            kind: schema::kind(description, &it["schema"]),
            required: it["required"].as_bool().unwrap_or(false),
            words: word(&it["description"]),
        });
        let needed = call["security"].as_array().into_iter().flatten();
        let body = content(&call["requestBody"]);
        let answers = call["responses"].as_object().into_iter().flatten();
        let good = answers.clone().find(|(status, _)| status.starts_with('2'));
        let method = method.to_uppercase();
        Self {
            id: word(&call["operationId"]),
            curl: curl(&method, path, body.map(|body| schema::example(description, body, 0)).as_ref()),
            path: path.to_owned(),
            summary: word(&call["summary"]),
            words: word(&call["description"]),
            scopes: needed.flat_map(|it| it["bearer"].as_array().into_iter().flatten()).map(word).collect(),
            parameters: parameters.collect(),
            body: body.map(|body| schema::fields(description, body)).unwrap_or_default(),
            status: good.map(|(status, _)| status.clone()).unwrap_or_default(),
            answer: good
                .and_then(|(_, answer)| content(answer))
                .map(|answer| schema::fields(description, answer))
                .unwrap_or_default(),
            method,
        }
    }
}

/// The call as a line for a terminal; `$MARKET` and `$TOKEN` stand for the reader's own.
fn curl(method: &str, path: &str, body: Option<&Value>) -> String {
    let mut line = String::from("curl");
    if method != "GET" {
        line.push_str(&format!(" -X {method}"));
    }
    line.push_str(&format!(" \"$MARKET{path}\" \\\n  -H \"Authorization: Bearer $TOKEN\""));
    if method == "POST" {
        line.push_str(" \\\n  -H \"Idempotency-Key: $(uuidgen)\"");
    }
    if let Some(body) = body {
        let body = body.to_string().replace('\'', "'\\''");
        line.push_str(&format!(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{body}'"));
    }
    line
}
