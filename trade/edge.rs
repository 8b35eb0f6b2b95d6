//! The edges of the two faces: problems become pages or JSON, and creating calls are made once per key.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    params, sessions,
    views::Shell,
    web::Problem,
};

use crate::{market::Market, visit::Visit};

#[derive(askama::Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    code: &'static str,
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
    request.headers_mut().remove(header::AUTHORIZATION);
    let mut parts = copy(&request);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if problem.status == StatusCode::UNAUTHORIZED {
        let back = if parts.method == Method::GET { here } else { "/".to_owned() };
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("return_to", &back).finish();
        return Redirect::to(&format!("/signin?{query}")).into_response();
    }
    let shell = match Visit::from_request_parts(&mut parts, &market).await {
        Ok(visit) => visit.shell(""),
        Err(_) => Shell::new(market.texts.of(market.config.language), &market.config.market),
    };
    match askama::Template::render(&ProblemPage { shell, code: problem.code }) {
        Ok(html) => problem.respond("text/html; charset=utf-8", html),
        Err(_) => response,
    }
}

/// Render problems as RFC 9457 JSON.
pub async fn api(State(market): State<Market>, request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = accepted.and_then(Lang::accepted).unwrap_or(Lang::English);
    let mut response = next.run(request).await;
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| unnamed(response.status()));
    match problem {
        Some(problem) => problem.as_json(&market.texts.of(lang)),
        None => response,
    }
}

/// Answers that the framework made before any handler ran: a path or a query that cannot be read.
fn unnamed(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::NOT_FOUND => Some(Problem::not_found()),
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::new(status, "problem-method")),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            Some(Problem::new(status, "problem-malformed"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::too_large()),
        _ => None,
    }
}

const CLAIM: &str = "INSERT INTO idempotency (account_id, key, request_hash, status, reply, created_at) \
    VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT request_hash, status, reply FROM idempotency WHERE account_id = $1 AND key = $2";
const KEEP: &str = "UPDATE idempotency SET status = $3, reply = $4 WHERE account_id = $1 AND key = $2";
const FORGET: &str = "DELETE FROM idempotency WHERE account_id = $1 AND key = $2";
/// The largest body of a creating call that is remembered by its key.
const MOST_BYTES: usize = 1 << 20;

/// Make a creating call once per `Idempotency-Key`: a repeat gets the first answer, word for word.
///
/// The key is claimed before the call and the answer kept after it; a call that failed on our side gives the
/// key back. Placing a purchase is stronger: there the key is part of the purchase's own transaction.
pub async fn once(State(market): State<Market>, request: Request, next: Next) -> Response {
    match run_once(&market, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn run_once(market: &Market, request: Request, next: Next) -> Result<Response, Problem> {
    let key =
        request.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let Some(key) = key.filter(|_| request.method() == Method::POST) else {
        return Ok(next.run(request).await);
    };
    if key.is_empty() || key.len() > 200 {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "problem-idempotency-key"));
    }
    let (mut parts, body) = request.into_parts();
    let account = Visit::from_request_parts(&mut parts, market).await?.account_id()?;
    let body = to_bytes(body, MOST_BYTES).await.map_err(|_| Problem::too_large())?;
    let described = format!("{} {} {}", parts.method, parts.uri, String::from_utf8_lossy(&body));
    let hash = sessions::hash(&described);
    let now = market.now();
    let (claim, told) = (key.clone(), hash.clone());
    let earlier = market
        .db
        .write(async move |tx: &mut Tx| {
            if tx.execute(CLAIM, params![account, &claim, &told, now]).await? == 1 {
                return Ok::<_, DbError>(None);
            }
            tx.find(FIND, params![account, &claim], |mut row| {
                Ok((row.text()?, row.number::<u16>()?, row.text()?))
            })
            .await
        })
        .await?;
    match earlier {
        None => {}
        Some((other, _, _)) if other != hash => {
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "problem-idempotency-reused"));
        }
        Some((_, 0, _)) => return Err(Problem::conflict("problem-idempotency-running")),
        Some((_, status, reply)) => return Ok(replay(status, reply)),
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, 16 * MOST_BYTES).await.map_err(Problem::broken)?;
    let (status, reply) = (i64::from(head.status.as_u16()), String::from_utf8_lossy(&body).into_owned());
    market
        .db
        .write(async move |tx: &mut Tx| {
            let is_final = (200..300).contains(&status);
            let done = if is_final {
                tx.execute(KEEP, params![account, &key, status, &reply]).await
            } else {
                tx.execute(FORGET, params![account, &key]).await
            };
            done.map(drop)
        })
        .await?;
    Ok(Response::from_parts(head, Body::from(body)))
}

fn replay(status: u16, reply: String) -> Response {
    let mut response = Response::new(Body::from(reply));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}
