//! What is told as it happens: over a WebSocket where the reader asks for one, which costs a connection a few kilobytes, and
//! else by Server-Sent Events, which every proxy lets through.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{
        FromRequestParts,
        ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade},
    },
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures_util::{Stream, StreamExt, stream};
use serde_json::json;

use super::{Fields, Problem, connections::Stay, guard};
use crate::events::Spoken;

/// Readers say little, and what they are told is written at once.
const READ_BUFFER: usize = 1 << 10;
/// What a reader may say in one go.
const MOST_SAID: usize = 4 << 10;

/// What a reader is told next.
#[derive(Debug)]
pub enum Told {
    /// With the number by which they say how far they have heard, if it has one.
    Event { number: Option<i64>, name: &'static str, data: String },
    /// The same, as everybody who listens is told it.
    Spoken { name: &'static str, event: Arc<Spoken> },
    /// Nothing, so that nobody in between closes the connection.
    Still,
}

/// The number of what a reader heard last, as they say it when they come back: `Last-Event-ID`, or `after` in the address.
pub fn heard_last(headers: &HeaderMap, query: Option<&str>) -> Option<i64> {
    let header = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let query = Fields::from_query(query.unwrap_or_default());
    header.unwrap_or_else(|| query.value("after")).trim().parse().ok()
}

/// How whoever asks wants to be told.
pub struct Teller {
    socket: Option<WebSocketUpgrade>,
    /// The connection is in use for as long as somebody listens on it.
    stay: Option<Arc<Stay>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Teller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let stay = parts.extensions.get::<Arc<Stay>>().cloned();
        if !parts.headers.contains_key(header::UPGRADE) {
            return Ok(Self { socket: None, stay });
        }
        // Another site's page may open a socket here with our cookie, and hear what is said.
        if !guard::is_same_origin(&parts.headers) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "problem-other-site"));
        }
        let socket = WebSocketUpgrade::from_request_parts(parts, state).await;
        Ok(Self { socket: socket.ok(), stay })
    }
}

impl Teller {
    /// Tell what comes until there is nothing more, or nobody listens.
    pub fn tell(self, told: impl Stream<Item = Told> + Send + 'static) -> Response {
        let Some(socket) = self.socket else { return as_events(told) };
        let socket = socket
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(MOST_SAID)
            .max_frame_size(MOST_SAID);
        let (stay, told) = (self.stay, Box::pin(told));
        socket.on_upgrade(move |socket| async move {
            over(socket, told).await;
            drop(stay);
        })
    }
}

fn as_events(told: impl Stream<Item = Told> + Send + 'static) -> Response {
    // Asked to come back within a second, browsers do; the line also opens the way through middle boxes.
    let begin = Event::default().retry(Duration::from_secs(1)).comment("here");
    let events = stream::iter([begin]).chain(told.map(|told| match told {
        Told::Event { number, name, data } => {
            let event = Event::default().event(name).data(data.replace('\r', ""));
            match number {
                Some(number) => event.id(number.to_string()),
                None => event,
            }
        }
        Told::Spoken { name, event: spoken } => {
            let event = Event::default().event(name).data(spoken.body.replace('\r', ""));
            if spoken.number > 0 { event.id(spoken.number.to_string()) } else { event }
        }
        Told::Still => Event::default().comment("still here"),
    }));
    let mut response = Sse::new(events.map(Ok::<_, Infallible>)).into_response();
    // A proxy that collects an answer before it passes it on would keep the reader waiting for ever.
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

async fn over(mut socket: WebSocket, mut told: impl Stream<Item = Told> + Send + Unpin) {
    loop {
        let message = tokio::select! {
            told = told.next() => match told {
                Some(Told::Event { number, name, data }) => {
                    Message::text(json!({ "id": number, "event": name, "data": data }).to_string())
                }
                Some(Told::Spoken { name, event }) => match spoken(name, &event) {
                    Some(text) => Message::Text(text),
                    None => continue,
                },
                Some(Told::Still) => Message::Ping(axum::body::Bytes::new()),
                None => Message::Close(None),
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => continue,
            },
        };
        let is_end = matches!(message, Message::Close(_));
        if socket.send(message).await.is_err() || is_end {
            return;
        }
    }
}

/// The frame of an event: the same bytes for everybody.
fn spoken(name: &str, event: &Spoken) -> Option<Utf8Bytes> {
    let text = event.told(|event| {
        let number = (event.number > 0).then_some(event.number);
        json!({ "id": number, "event": name, "data": event.body }).to_string()
    });
    Utf8Bytes::try_from(text).ok()
}
