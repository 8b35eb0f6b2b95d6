//! The chain and its keys, for everybody who wants to check or to note them; and a shop's credential.

use askama::Template;
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use dealing::reviews;
use kernel::{Timestamp, days};
use people::{shops, visit::Visit};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Paging, Problem, Shared, kept_for, xml::element},
};
use serde_json::json;

use super::paper::RECIPE;
use crate::{
    Commons,
    designs::{self, Entry, PublicKey, credential as paper, did as did_of, origin::origin, signing_key},
};

/// Days whose heads are shown.
const DAYS: u64 = 60;
const HEADS: i64 = 60;
/// Entries of one file of the chain.
const LINES: i64 = 5_000;
/// Records that a credential names.
const NAMED: i64 = 200;

#[derive(Template)]
#[template(path = "designs/views/chain.html")]
struct ChainPage {
    shell: Shell,
    heads: Vec<Entry>,
    keys: Vec<PublicKey>,
    did: String,
}

impl ChainPage {
    fn recipe(&self) -> &'static str {
        RECIPE
    }
}

async fn heads(market: &Commons, now: Timestamp) -> Result<Vec<Entry>, Problem> {
    market.read(async move |tx: &mut Tx| designs::heads(tx, now - days(DAYS), HEADS).await).await
}

/// `GET /designs/chain`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let heads = heads(&market, visit.now).await?;
    let keys = market.read(async |tx: &mut Tx| designs::keys(tx).await).await?;
    let did = did_of(origin(&market));
    views::page(&ChainPage { shell: visit.shell("designs"), heads, keys, did })
}

/// `GET /designs/chain.atom`: the head of each day, for whoever keeps a note of them.
pub async fn feed(
    State(market): State<Commons>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (heads, shell, origin) = (heads(&market, visit.now).await?, visit.shell("designs"), origin(&market));
    let title = format!("{} · {}", shell.market, shell.t("design-chain-title"));
    let changed_at = heads.first().map(|head| head.at);
    let updated = changed_at.unwrap_or(Timestamp::from_micros(0)).rfc3339();
    let mut body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n{}{}{}",
        visit.lang.code(),
        element("title", &title),
        element("id", &format!("{origin}/designs/chain.atom")),
        element("updated", &updated),
    );
    body.push_str(&format!("<author>{}</author>\n", element("name", &shell.market)));
    body.push_str(&format!("<link rel=\"self\" href=\"{origin}/designs/chain.atom\"/>\n"));
    for head in &heads {
        body.push_str("<entry>\n");
        body.push_str(&element("title", &format!("{} · {}", head.position, head.hash)));
        body.push_str(&element("id", &format!("{origin}/designs/chain#{}", head.position)));
        body.push_str(&element("updated", &head.at.rfc3339()));
        body.push_str(&element("content", &head.line));
        body.push_str("</entry>\n");
    }
    body.push_str("</feed>\n");
    let kind = "application/atom+xml; charset=utf-8";
    Ok(Shared { kind, seconds: 600, changed_at, body }.answer(&headers))
}

/// `GET /designs/chain.jsonl?after=`: the entries themselves, a line each, in their order.
pub async fn lines(State(market): State<Commons>, paging: Paging) -> Result<Response, Problem> {
    let after: i64 = paging.asked.value("after").trim().parse().unwrap_or(0);
    let look = async move |tx: &mut Tx| designs::entries_after(tx, after, LINES).await;
    let entries: Vec<Entry> = market.read(look).await?;
    let mut body = String::new();
    for Entry { hash, line, signature, .. } in entries {
        let line = json!({ "entry": line, "hash": hash, "signature": base64(&signature) });
        body.push_str(&line.to_string());
        body.push('\n');
    }
    let headers =
        [(header::CONTENT_TYPE, "application/jsonl".to_owned()), (header::CACHE_CONTROL, kept_for(60))];
    Ok((headers, Body::from(body)).into_response())
}

/// Octets as text, as most programs read them.
pub fn base64(octets: &[u8]) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    BASE64_STANDARD.encode(octets)
}

/// `GET /.well-known/did.json`: who the market is, and the keys that it signs and has signed with.
pub async fn did(State(market): State<Commons>) -> Result<Response, Problem> {
    let keys = market.read(async |tx: &mut Tx| designs::keys(tx).await).await?;
    let headers =
        [(header::CONTENT_TYPE, "application/did+json".to_owned()), (header::CACHE_CONTROL, kept_for(300))];
    Ok((headers, Json(paper::did_document(origin(&market), &keys))).into_response())
}

/// `GET /designs/shops/{handle}/credential.jwt`: what the market says of a shop, to be carried elsewhere.
pub async fn credential(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let now = visit.now;
    let name = format!("{handle}.jwt");
    let act = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        if shop.state != shops::ShopState::Open {
            return Ok(None);
        }
        let reputation = reviews::reputation(tx, now, shop.id).await?;
        let mut records = Vec::new();
        for record in designs::list_open_of_shop(tx, shop.id, i64::MAX, NAMED).await? {
            if let Some(entry) = designs::entry_at(tx, record.position).await? {
                records.push((record, entry));
            }
        }
        let key = signing_key(tx, now).await?;
        Ok::<_, DbError>(Some((shop, reputation, records, key)))
    };
    let (shop, reputation, records, key) = market.db.write(act).await?.ok_or_else(Problem::not_found)?;
    let origin = origin(&market);
    let told = paper::credential(origin, now, &shop, &reputation, &records);
    let headers = [
        (header::CONTENT_TYPE, "application/vc+jwt".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, paper::signed(origin, &key, &told)).into_response())
}
