//! The handbook: what the market says about itself, and its API at `/api`, drawn by the server from the OpenAPI description.
//!
//! **Words.** A *call* is one method of one path. Its *fields* are what goes in or comes out, each named by its path in
//! the JSON: `lines[].unit`.
//!
//! **Promises.** It says what the description says and nothing else, so it cannot fall behind.
//!
//! **Not here.** The description itself: every call describes itself beside its handler.

mod call;
mod capability;
mod pages;
pub mod plain;
mod schema;

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::OpenApi;

pub use call::{Call, Parameter};
pub use capability::CAPABILITY;
pub use pages::routes;
pub use schema::Field;

/// The calls of the API, grouped by capability.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub groups: Vec<CallGroup>,
}

/// The calls of one capability.
#[derive(Clone, Debug)]
pub struct CallGroup {
    pub tag: String,
    pub calls: Vec<Call>,
}

impl Reference {
    pub fn of(description: &OpenApi) -> Self {
        Self::read(&serde_json::to_value(description).unwrap_or_default())
    }

    fn read(description: &Value) -> Self {
        let mut groups: BTreeMap<String, Vec<Call>> = BTreeMap::new();
        for (path, item) in description["paths"].as_object().into_iter().flatten() {
            for method in ["get", "post", "put", "patch", "delete"] {
                let Some(call) = item.get(method) else { continue };
                let tag = call["tags"][0].as_str().unwrap_or("market").to_owned();
                groups.entry(tag).or_default().push(Call::read(description, path, method, call));
            }
        }
        Self { groups: groups.into_iter().map(|(tag, calls)| CallGroup { tag, calls }).collect() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_description_becomes_calls_with_their_fields() {
        let description = json!({
            "paths": { "/api/v1/orders/{id}": { "post": {
                "tags": ["orders"], "operationId": "orders_ship", "summary": "Sent.",
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}},
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Out"}}}}}
            }}},
            "components": { "schemas": {
                "In": {"type": "object", "required": ["carrier"], "properties": {
                    "carrier": {"type": "string", "example": "SF"}, "weight": {"type": ["integer", "null"]}}},
                "Out": {"type": "object", "required": ["lines", "again"], "properties": {
                    "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                    "again": {"$ref": "#/components/schemas/Out"}}},
                "Line": {"type": "object", "properties": {"unit": {"$ref": "#/components/schemas/Amount"}}},
                "Amount": {"type": "object", "properties": {"amount": {"type": "string"}}}
            }}
        });
        let reference = Reference::read(&description);
        let call = &reference.groups[0].calls[0];
        assert_eq!(
            (call.id.as_str(), call.method.as_str(), call.status.as_str()),
            ("orders_ship", "POST", "200")
        );
        let names = |fields: &[Field]| fields.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&call.body), ["carrier", "weight"]);
        assert!(call.body[0].required && !call.body[1].required);
        assert_eq!(call.body[1].kind, "integer, null");
        assert_eq!(names(&call.answer), ["again", "lines[]", "lines[].unit"]);
        assert_eq!(call.answer[2].kind, "Amount");
        assert!(call.curl.contains("-d '{\"carrier\":\"SF\",\"weight\":0}'"), "{}", call.curl);
        assert!(call.curl.contains("Idempotency-Key"));
    }
}
