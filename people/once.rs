//! Creating calls of the API are made once per `Idempotency-Key`: a repeat gets the first answer, word for word.
//!
//! The key belongs to the account that asks. A call that needs no account, such as registering, is known by its key
//! and everything it says, so that two strangers may use the same key. The key is claimed before the call and the
//! answer kept after it for a day; a call that was refused gives the key back. Placing a purchase is stronger: there
//! the key is part of the purchase's own transaction.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use platform::{
    db::{DbError, Tx},
    idempotency::{self, Earlier},
    web::Problem,
};
use sha2::{Digest, Sha256};

use crate::{market::Market, visit::Visit};

/// The largest body of a call: a file from an account, a form from a stranger.
pub const MOST_BYTES: usize = (64 << 20) + 1;
const MOST_BYTES_OF_A_STRANGER: usize = 1 << 20;
const MOST_BYTES_OF_A_REPLY: usize = 16 << 20;
/// Whose keys those are that come without an account; accounts are numbered from one.
const STRANGERS: i64 = 0;

/// What is kept of an answer in place of its body: a secret is told once and never written down.
#[derive(Clone)]
pub struct KeptReply(pub String);

pub async fn once(State(market): State<Market>, request: Request, next: Next) -> Response {
    match run_once(&market, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn run_once(market: &Market, request: Request, next: Next) -> Result<Response, Problem> {
    let Some(key) = request.headers().get("idempotency-key").filter(|_| request.method() == Method::POST)
    else {
        return Ok(next.run(request).await);
    };
    let key = key.to_str().ok().filter(|key| (1..=200).contains(&key.len())).map(str::to_owned);
    let key = key.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "problem-idempotency-key"))?;
    let (mut parts, body) = request.into_parts();
    let account = Visit::of(&mut parts, market.clone()).await?.account.map(|account| account.id.get());
    let most = if account.is_some() { MOST_BYTES } else { MOST_BYTES_OF_A_STRANGER };
    let body = to_bytes(body, most).await.map_err(|_| Problem::too_large())?;
    let hash = hash(&[parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), &body]);
    let owner = account.unwrap_or(STRANGERS);
    let key = if account.is_some() { key } else { self::hash(&[key.as_bytes(), hash.as_bytes()]) };
    match claim(market, owner, &key, &hash).await? {
        None => {}
        Some(earlier) if earlier.hash != hash => {
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "problem-idempotency-reused"));
        }
        Some(Earlier { status: 0, .. }) => return Err(Problem::conflict("problem-idempotency-running")),
        Some(earlier) => return Ok(replay(earlier)),
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    keep(market, owner, key, response).await
}

fn hash(parts: &[&[u8]]) -> String {
    let digest = parts
        .iter()
        .fold(Sha256::new(), |hasher, part| hasher.chain_update(part.len().to_le_bytes()).chain_update(part));
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Take the key for this request; none when it was free.
async fn claim(market: &Market, owner: i64, key: &str, hash: &str) -> Result<Option<Earlier>, DbError> {
    let (now, key, hash) = (market.now(), key.to_owned(), hash.to_owned());
    market.db.write(async move |tx: &mut Tx| idempotency::claim(tx, now, owner, &key, &hash).await).await
}

/// Write the answer down beside its key, or give the key back.
async fn keep(market: &Market, owner: i64, key: String, response: Response) -> Result<Response, Problem> {
    let (mut head, body) = response.into_parts();
    let body: Bytes = to_bytes(body, MOST_BYTES_OF_A_REPLY).await.map_err(Problem::broken)?;
    let reply = match head.extensions.remove::<KeptReply>() {
        Some(KeptReply(reply)) => reply,
        None => String::from_utf8_lossy(&body).into_owned(),
    };
    let status = head.status;
    let act = async move |tx: &mut Tx| match status.is_success() {
        true => idempotency::keep(tx, owner, &key, status.as_u16(), &reply).await,
        false => idempotency::give_back(tx, owner, &key).await,
    };
    market.db.write(act).await?;
    Ok(Response::from_parts(head, Body::from(body)))
}

fn replay(earlier: Earlier) -> Response {
    let mut response = Response::new(Body::from(earlier.reply));
    *response.status_mut() = StatusCode::from_u16(earlier.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}
