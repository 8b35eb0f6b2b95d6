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
use kernel::{Timestamp, minutes};
use platform::{
    db::{DbError, Tx},
    params,
    web::Problem,
};
use sha2::{Digest, Sha256};

use crate::{catalog::shopify, market::Market, visit::Visit};

const FORGET_OLD: &str = "DELETE FROM idempotency WHERE account_id = $1 AND \
    (created_at < $2 OR (status = 0 AND created_at < $3))";
const CLAIM: &str = "INSERT INTO idempotency (account_id, key, request_hash, status, reply, created_at) \
    VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT request_hash, status, reply FROM idempotency WHERE account_id = $1 AND key = $2";
const KEEP: &str = "UPDATE idempotency SET status = $3, reply = $4 WHERE account_id = $1 AND key = $2";
const FORGET: &str = "DELETE FROM idempotency WHERE account_id = $1 AND key = $2";

/// How long answers are remembered.
const REMEMBERED: std::time::Duration = kernel::hours(24);
/// The largest body of a call: a file of listings from an account, a form from a stranger.
const MOST_BYTES: usize = shopify::MAX_BYTES + 1;
const MOST_BYTES_OF_A_STRANGER: usize = 1 << 20;
const MOST_BYTES_OF_A_REPLY: usize = 16 << 20;
/// Whose keys those are that come without an account; accounts are numbered from one.
const STRANGERS: i64 = 0;

/// What is kept of an answer in place of its body: a secret is told once and never written down.
#[derive(Clone)]
pub struct KeptReply(pub String);

/// The first request with a key, as far as it came.
struct Earlier {
    hash: String,
    /// Zero while it still runs.
    status: u16,
    reply: String,
}

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
    let old: Timestamp = now - REMEMBERED;
    // A request ends within a minute; one that is older was cut off with the server.
    let cut_off = now - minutes(10);
    let act = async move |tx: &mut Tx| {
        tx.execute(FORGET_OLD, params![owner, old, cut_off]).await?;
        if tx.execute(CLAIM, params![owner, &key, &hash, now]).await? == 1 {
            return Ok(None);
        }
        tx.find(FIND, params![owner, &key], |mut row| {
            Ok(Earlier { hash: row.text()?, status: row.number()?, reply: row.text()? })
        })
        .await
    };
    market.db.write(act).await
}

/// Write the answer down beside its key, or give the key back.
async fn keep(market: &Market, owner: i64, key: String, response: Response) -> Result<Response, Problem> {
    let (mut head, body) = response.into_parts();
    let body: Bytes = to_bytes(body, MOST_BYTES_OF_A_REPLY).await.map_err(Problem::broken)?;
    let reply = match head.extensions.remove::<KeptReply>() {
        Some(KeptReply(reply)) => reply,
        None => String::from_utf8_lossy(&body).into_owned(),
    };
    let (is_made, status) = (head.status.is_success(), i64::from(head.status.as_u16()));
    let act = async move |tx: &mut Tx| {
        let done = match is_made {
            true => tx.execute(KEEP, params![owner, &key, status, &reply]).await,
            false => tx.execute(FORGET, params![owner, &key]).await,
        };
        done.map(drop)
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
