//! How every call of the description answers what it does not take: the problem, and the statuses that its shape brings along.

use people::calls::calls_of;
use platform::web::{FieldErrorOut, ProblemOut};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, OpenApi, Ref, RefOr, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterIn},
    },
};

/// The name of the answer that all calls share.
const SHARED: &str = "Problem";

/// What a status says, wherever it is answered.
fn words(status: &str) -> &'static str {
    match status {
        "400" => "the request cannot be read",
        "401" => "somebody must sign in, or the token is not one",
        "403" => "the token has not the scope, or its owner not the role",
        "404" => "to whoever asks there is no such thing",
        "409" => "how things stand forbids it",
        "413" => "it is too large",
        "422" => "some fields or parameters were refused",
        "429" => "asked too often; Retry-After says when to come back",
        _ => "what else can be wrong, by its status",
    }
}

fn problem() -> Content {
    Content::new(Some(RefOr::Ref(Ref::from_schema_name(ProblemOut::name()))))
}

fn answer(status: &str) -> Response {
    ResponseBuilder::new().description(words(status)).content("application/problem+json", problem()).build()
}

/// Say of every call how it refuses.
pub fn complete(description: &mut OpenApi) {
    for (_, call) in description.paths.paths.values_mut().flat_map(calls_of) {
        complete_call(call);
    }
    let components = description.components.get_or_insert_default();
    components.schemas.insert(ProblemOut::name().into(), ProblemOut::schema());
    components.schemas.insert(FieldErrorOut::name().into(), FieldErrorOut::schema());
    components.responses.insert(SHARED.into(), answer("default").into());
}

fn complete_call(call: &mut Operation) {
    let is_in_path = |parameter: &RefOr<Parameter>| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Path,
        RefOr::Ref(_) => false,
    };
    let mut statuses = vec!["422"];
    if call.request_body.is_some() {
        statuses.extend(["400", "413"]);
    }
    if call.parameters.iter().flatten().any(is_in_path) {
        statuses.push("404");
    }
    let responses = &mut call.responses.responses;
    for status in statuses {
        responses.entry(status.to_owned()).or_insert_with(|| answer(status).into());
    }
    for (status, response) in responses.iter_mut().filter(|(status, _)| status.starts_with('4')) {
        if let RefOr::T(response) = response {
            if response.description.is_empty() {
                response.description = words(status).to_owned();
            }
            response.content.entry("application/problem+json".to_owned()).or_insert_with(|| problem().into());
        }
    }
    responses.insert("default".to_owned(), Ref::from_response_name(SHARED).into());
}
