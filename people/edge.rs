//! The edges of the two faces: problems become pages or JSON.

use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    i18n::Lang,
    views::Shell,
    web::{Problem, return_to},
};

use crate::{
    market::Market,
    visit::{ForMany, Visit},
};

#[derive(askama::Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    code: &'static str,
    /// Somebody looks for a page that is not there for them.
    is_missing: bool,
    /// The page of a shop's desk that is not the viewer's own.
    desk: Option<String>,
}

impl ProblemPage {
    /// The door, for who has another account, and then the page.
    fn door(&self, desk: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("return_to", desk).finish();
        format!("/signin?{query}")
    }
}

/// What was shown to a page to be let in, which says nothing of who comes: cameras show a stream key.
#[derive(Clone)]
pub struct Authorization(pub HeaderValue);

/// The page of ours from which something was sent, as the browser names it.
fn came_from(parts: &Parts) -> String {
    let referer = parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let page = referer.and_then(|address| address.parse::<Uri>().ok());
    let path = page.as_ref().and_then(|page| page.path_and_query()).map_or("/", |path| path.as_str());
    return_to(path, "/")
}

fn copy(request: &Request) -> Parts {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method = request.method().clone();
    parts.uri = request.uri().clone();
    parts.headers = request.headers().clone();
    parts.extensions = request.extensions().clone();
    parts
}

/// Render problems as pages. Whoever must sign in first is sent there, and back afterwards.
///
/// A page knows its visitor by the session alone: a token is for the API, where its scopes are asked.
pub async fn pages(State(market): State<Market>, mut request: Request, next: Next) -> Response {
    if let Some(shown) = request.headers_mut().remove(header::AUTHORIZATION) {
        request.extensions_mut().insert(Authorization(shown));
    }
    let mut parts = copy(&request);
    let (problem, response) = problem_of(next.run(request).await).await;
    let Some(problem) = problem else { return response };
    let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if problem.status == StatusCode::UNAUTHORIZED {
        // What was sent is not sent again, but the page with its form is where they were.
        let back = if parts.method == Method::GET { here } else { came_from(&parts) };
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("return_to", &back).finish();
        return Redirect::to(&format!("/signin?{query}")).into_response();
    }
    // A refusal is told to one reader, whoever the page would have been for.
    parts.extensions.remove::<Arc<ForMany>>();
    let shell = match Visit::of(&mut parts, market.clone()).await {
        Ok(visit) => visit.shell(""),
        Err(_) => Shell::new(market.texts.of(market.config.language), &market.config.market),
    };
    let is_missing = problem.status == StatusCode::NOT_FOUND && parts.method == Method::GET;
    let desk =
        (is_missing && parts.uri.path().starts_with("/desk/") && shell.viewer.is_some()).then_some(here);
    match askama::Template::render(&ProblemPage { shell, code: problem.code, is_missing, desk }) {
        Ok(html) => problem.respond("text/html; charset=utf-8", html),
        Err(_) => response,
    }
}

/// Render problems as RFC 9457 JSON.
pub async fn api(State(market): State<Market>, request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = accepted.and_then(Lang::accepted).unwrap_or(Lang::English);
    let (problem, response) = problem_of(next.run(request).await).await;
    match problem {
        Some(problem) => problem.as_json(&market.texts.of(lang)),
        None => response,
    }
}

/// What is wrong with a request, if anything is.
///
/// An answer without a problem may be the framework's own, made before any handler ran. A path that cannot be read
/// names nothing, so it is answered like one that names nothing that exists.
async fn problem_of(mut response: Response) -> (Option<Problem>, Response) {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return (Some(problem), response);
    }
    let status = response.status();
    let is_bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let problem = match status {
        StatusCode::NOT_FOUND if is_bare => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(status, "problem-method"),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY if is_bare => {
            let (head, body) = response.into_parts();
            let words = to_bytes(body, 10_000).await.unwrap_or_default();
            let is_path = words.starts_with(b"Invalid URL") || words.starts_with(b"Invalid UTF-8 in");
            let problem = match is_path {
                true => Problem::not_found(),
                false => Problem::malformed(String::from_utf8_lossy(&words)),
            };
            return (Some(problem), Response::from_parts(head, words.into()));
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE if is_bare => Problem::malformed("the body is of another type"),
        StatusCode::PAYLOAD_TOO_LARGE if is_bare => Problem::too_large(),
        _ => return (None, response),
    };
    (Some(problem), response)
}
