//! What the query of a call may say, as its description has it: a name that it does not know and a value that is none of its
//! words are refused beside their names, at every list alike.

use std::collections::BTreeMap;

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use platform::web::{Fields, NeedsBody, Problem, Refusal};
use serde_json::Value;
use utoipa::openapi::OpenApi;

/// Every call with what may be asked of it, by method and path.
#[derive(Debug, Default)]
pub struct Asked(BTreeMap<(String, String), Call>);

#[derive(Debug)]
struct Call {
    parameters: Vec<Parameter>,
    needs_body: bool,
}

#[derive(Debug)]
struct Parameter {
    name: String,
    takes: Takes,
}

#[derive(Debug)]
enum Takes {
    Text,
    Flag,
    Whole {
        least: i64,
        most: i64,
    },
    OneOf(Vec<String>),
    /// The name may stand there more than once.
    Several(Box<Takes>),
}

impl Takes {
    fn of(schema: &Value) -> Self {
        // A parameter that may be left out may be null as well, to the description; in a query nothing is null.
        let parts = schema["oneOf"].as_array().into_iter().flatten();
        if let Some(part) = parts.into_iter().find(|part| part["type"] != "null") {
            return Self::of(part);
        }
        let is = |kind: &str| match &schema["type"] {
            Value::Array(kinds) => kinds.iter().any(|have| have == kind),
            have => have == kind,
        };
        if let Some(words) = schema["enum"].as_array() {
            return Self::OneOf(words.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
        match () {
            () if is("integer") => {
                Self::Whole { least: least.unwrap_or(i64::MIN), most: most.unwrap_or(i64::MAX) }
            }
            () if is("array") => Self::Several(Box::new(Self::of(&schema["items"]))),
            () if is("boolean") => Self::Flag,
            () => Self::Text,
        }
    }

    fn look_at(&self, asked: &mut Fields, name: &str) {
        match self {
            Self::Text => drop(asked.maybe_line(name, MOST_LETTERS)),
            Self::Flag => drop(asked.yes_or_no(name)),
            Self::Whole { least, most } => drop(asked.whole(name, *least..=*most)),
            Self::OneOf(words) => {
                asked.parsed(name, |word| words.iter().any(|have| have == word).then_some(()));
            }
            Self::Several(one) => {
                let each = asked.all(name).into_iter().map(|value| Fields::filled([(name, value)]));
                for mut alone in each.collect::<Vec<_>>() {
                    one.look_at(&mut alone, name);
                    if let Some(refusal) = alone.refusal(name) {
                        asked.refuse(name, refusal.clone());
                    }
                }
            }
        }
    }
}

/// Longer than anything that is looked for.
const MOST_LETTERS: usize = 2_000;

impl Asked {
    pub fn of(description: &OpenApi) -> Self {
        let description = serde_json::to_value(description).unwrap_or_default();
        let mut calls = BTreeMap::new();
        for (path, item) in description["paths"].as_object().into_iter().flatten() {
            for (method, call) in item.as_object().into_iter().flatten() {
                let parameters = call["parameters"].as_array().into_iter().flatten();
                let parameters = parameters.filter(|parameter| parameter["in"] == "query").map(|parameter| {
                    let name = parameter["name"].as_str().unwrap_or_default().to_owned();
                    Parameter { name, takes: Takes::of(&parameter["schema"]) }
                });
                let needs_body = call["requestBody"]["required"] == true;
                let call = Call { parameters: parameters.collect(), needs_body };
                calls.insert((method.to_uppercase(), path.clone()), call);
            }
        }
        Self(calls)
    }

    fn call(&self, method: &Method, path: &str) -> Option<&Call> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.0.get(&(method.as_str().to_owned(), path.to_owned()))
    }
}

impl Call {
    fn look_at(&self, query: &str) -> Result<(), Problem> {
        let mut asked = Fields::from_query(query);
        let names: Vec<String> = asked.names().map(str::to_owned).collect();
        for name in names {
            match self.parameters.iter().find(|parameter| parameter.name == name) {
                Some(parameter) => parameter.takes.look_at(&mut asked, &name),
                None => asked.refuse(&name, Refusal::new("refused-not-asked")),
            }
        }
        asked.check()
    }
}

/// Refuse what a call does not know before it begins.
pub async fn check(State(asked): State<&'static Asked>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if let Some(call) = path.and_then(|path| asked.call(request.method(), path)) {
        if let Err(problem) = call.look_at(request.uri().query().unwrap_or_default()) {
            return problem.into_response();
        }
        if call.needs_body {
            request.extensions_mut().insert(NeedsBody);
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_description_does_not_know_is_refused_by_name() {
        let parameter =
            |name: &str, schema: Value| Parameter { name: name.into(), takes: Takes::of(&schema) };
        let call = Call {
            parameters: vec![
                parameter("q", json!({"type": "string"})),
                parameter(
                    "state",
                    json!({"oneOf": [{"type": "null"}, {"type": "string", "enum": ["paid", "shipped"]}]}),
                ),
                parameter("limit", json!({"type": "integer", "minimum": 1, "maximum": 100})),
                parameter(
                    "kind",
                    json!({"type": ["array", "null"], "items": {"type": "string", "enum": ["tea", "wood"]}}),
                ),
                parameter("preview", json!({"type": ["boolean", "null"]})),
            ],
            needs_body: false,
        };
        for good in ["", "q=", "q=%E7%93%B7&state=paid&limit=100", "preview=true", "kind=tea&kind=wood"] {
            assert!(call.look_at(good).is_ok(), "{good}");
        }
        for (bad, name) in [
            ("state=xyz", "state"),
            ("state=", "state"),
            ("limit=0", "limit"),
            ("limit=AAA", "limit"),
            ("limit=9223372036854775808", "limit"),
            ("preview=maybe", "preview"),
            ("kind=tea&kind=stone", "kind"),
            ("kind=stone&kind=tea", "kind"),
            ("q=a%00b", "q"),
            ("before=7&q=a", "before"),
        ] {
            let problem = call.look_at(bad).unwrap_err();
            assert_eq!((problem.status.as_u16(), problem.fields.contains_key(name)), (422, true), "{bad}");
        }
    }
}
