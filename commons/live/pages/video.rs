//! Video in and out: pieces of a show on air and of its replay, and offers of browsers and programs.

use std::net::IpAddr;

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use broadcast::{Answer, Joined, Seat};
use futures_util::stream;
use kernel::Actor;
use people::{edge::Authorization, visit::Visit};
use platform::{db::Tx, web::Problem};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::problems::of_offer;
use crate::{
    Commons,
    live::{self, Room, RoomId},
};

/// A piece of a file that is read while the one before is sent.
const PIECE: usize = 64 << 10;
/// Letters of the name of a session.
const SESSION: usize = 52;
/// A description of a session has some ten kilobytes.
const MOST_OFFER: usize = 64 << 10;

/// The room, as whoever asks may see it.
pub async fn find(market: &Commons, visit: &Visit, id: RoomId) -> Result<Room, Problem> {
    let by = actor(visit, id);
    market.find(async move |tx: &mut Tx| live::find_for(tx, &by, id).await).await
}

/// Who asks about a room: its shop, or anybody.
pub fn actor(visit: &Visit, id: RoomId) -> Actor {
    visit.for_shop(id.shop()).unwrap_or(Actor::Guest)
}

/// As whom somebody watches.
pub fn seat(visit: &Visit, id: RoomId) -> Seat {
    let is_host = actor(visit, id).shop().is_ok();
    if is_host { Seat::Host } else { Seat::Guest }
}

/// `GET /live/{id}/video/{file}`: a playlist, or a piece of video, of a room on air.
pub async fn live(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, file)): Path<(RoomId, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    // Thousands ask for each piece: what everybody may see is looked up in memory.
    if !market.studio().is_open(id) {
        find(&market, &visit, id).await?;
    }
    let answer = market.studio().live(id, &file, query.as_deref().unwrap_or_default()).await;
    sent(answer.ok_or_else(Problem::not_found)?).await
}

/// `GET /live/{id}/replay/{file}`: a show that is over.
pub async fn replay(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, file)): Path<(RoomId, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let room = find(&market, &visit, id).await?;
    if !room.has_replay {
        return Err(Problem::not_found());
    }
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let without = market.read(async move |tx: &mut Tx| live::law::taken_out(tx, id).await).await?;
    let answer = market.studio().replay(id, &file, range, &without).await;
    sent(answer.ok_or_else(Problem::not_found)?).await
}

/// `GET /live/{id}/captions.vtt`: what was typed along during a show that can be seen again.
pub async fn captions(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    let room = find(&market, &visit, id).await?;
    let began = room.since().filter(|_| room.has_replay).ok_or_else(Problem::not_found)?;
    let found = market.read(async move |tx: &mut Tx| live::moments_shown(tx, id, 0).await).await?;
    let head = [(header::CONTENT_TYPE, "text/vtt; charset=utf-8")];
    Ok((head, live::subtitles(began, &found)).into_response())
}

/// `POST /live/{id}/whep`: the offer of a browser that watches without a delay.
pub async fn watch(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    body: Bytes,
) -> Result<Response, Problem> {
    let room = find(&market, &visit, id).await?;
    let joined = market.studio().watch(&room, seat(&visit, id), address(&visit), offer(&body)?);
    Ok(begun(joined.map_err(|error| of_offer(&error))?))
}

/// `POST /whip`: the offer of a program that knows a stream key, by the protocol of RFC 9725.
pub async fn publish(
    State(market): State<Commons>,
    visit: Visit,
    shown: Option<Extension<Authorization>>,
    body: Bytes,
) -> Result<Response, Problem> {
    let said = shown.as_ref().and_then(|Extension(Authorization(shown))| shown.to_str().ok());
    let key = said.and_then(|said| said.strip_prefix("Bearer ")).ok_or_else(unknown_key)?;
    let joined = market.studio().publish_by_key(key.trim(), address(&visit), offer(&body)?).await;
    Ok(begun(joined.map_err(|error| of_offer(&error))?))
}

fn unknown_key() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "problem-stream-key")
}

/// `DELETE /live/sessions/{session}`: somebody who sends or watches leaves. Whoever knows the session may; one that is over
/// is left already.
pub async fn leave(
    State(market): State<Commons>,
    Path(session): Path<String>,
) -> Result<StatusCode, Problem> {
    let is_session = session.len() == SESSION && session.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_session {
        return Err(Problem::not_found());
    }
    market.studio().leave(&session).await;
    Ok(StatusCode::NO_CONTENT)
}

/// The text of an offer.
pub fn offer(body: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= MOST_OFFER);
    text.ok_or_else(|| Problem::malformed("an offer is a description of a session (SDP)"))
}

/// From where somebody sends, for limits.
pub fn address(visit: &Visit) -> Option<IpAddr> {
    visit.from.parse().ok()
}

/// A session that was begun.
pub fn begun(Joined { session, answer }: Joined) -> Response {
    let head = [
        (header::CONTENT_TYPE, "application/sdp".to_owned()),
        (header::LOCATION, format!("/live/sessions/{session}")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::CREATED, head, answer).into_response()
}

/// An answer of the studio, as the web has it.
pub async fn sent(answer: Answer) -> Result<Response, Problem> {
    if answer.status == 404 {
        return Err(Problem::not_found());
    }
    let body = match answer.body {
        broadcast::Body::Bytes(bytes) => Body::from(bytes),
        broadcast::Body::File { path, start, length } => {
            let mut file = tokio::fs::File::open(&path).await.map_err(Problem::broken)?;
            file.seek(std::io::SeekFrom::Start(start)).await.map_err(Problem::broken)?;
            let piece = async |(mut file, left): (tokio::fs::File, u64)| {
                let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
                let mut bytes = vec![0; most];
                match file.read(&mut bytes).await {
                    Ok(0) => None,
                    Ok(read) => {
                        bytes.truncate(read);
                        Some((Ok(Bytes::from(bytes)), (file, left - read as u64)))
                    }
                    Err(error) => Some((Err(error), (file, 0))),
                }
            };
            Body::from_stream(stream::unfold((file, length), piece))
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).map_err(Problem::broken)?;
    for (name, value) in answer.headers {
        let value = HeaderValue::from_str(&value).map_err(Problem::broken)?;
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
    Ok(response)
}
