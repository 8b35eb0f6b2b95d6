use axum::body::Body;
use axum::http::{Method, header};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

use super::Person;

/// A stream of events that somebody listens to.
pub struct Stream {
    body: Body,
    text: String,
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub id: Option<i64>,
    pub event: String,
    pub data: String,
}

impl Person {
    /// Listen to a stream after the event that was heard last.
    pub async fn listen(&self, path: &str, last: i64) -> Stream {
        let last = last.to_string();
        let response = self.request(&Method::GET, path, None, &[("last-event-id", &last)], Vec::new()).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Stream { body: response.into_body(), text: String::new() }
    }
}

/// A WebSocket by which somebody listens.
pub struct Socket(WebSocketStream<TcpStream>);

impl Person {
    /// Listen by a WebSocket, on a page of this origin; or the status with which it is refused.
    pub async fn open_socket(&self, path: &str, origin: &str) -> Result<Socket, u16> {
        let mut request = format!("ws://{}{path}", self.address()).into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", HeaderValue::from_str(origin).unwrap());
        if let Some(cookies) = self.cookie_line() {
            headers.insert("cookie", HeaderValue::from_str(&cookies).unwrap());
        }
        let stream = TcpStream::connect(self.address()).await.unwrap();
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Socket(socket)),
            Err(Error::Http(refused)) => Err(refused.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }
}

impl Socket {
    /// The next event; none when the market has ended it.
    pub async fn next(&mut self) -> Option<serde_json::Value> {
        loop {
            let wait = std::time::Duration::from_secs(20);
            let heard = tokio::time::timeout(wait, self.0.next()).await.expect("nothing was told");
            match heard? {
                Ok(Message::Text(text)) => return serde_json::from_str(&text).ok(),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }
}

impl Stream {
    /// The next event; none when the stream has ended.
    pub async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let told = read(event);
                self.text = rest.to_owned();
                match told {
                    Some(told) => return Some(told),
                    None => continue,
                }
            }
            let frame = self.body.frame().await?.ok()?;
            if let Ok(bytes) = frame.into_data() {
                self.text.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
    }

    /// The next message; what is not kept is passed over.
    pub async fn message(&mut self) -> Told {
        let wait = std::time::Duration::from_secs(20);
        loop {
            let told = tokio::time::timeout(wait, self.next()).await.expect("nothing was told");
            match told {
                Some(told) if told.event == "message" => return told,
                Some(_) => {}
                None => panic!("the stream has ended"),
            }
        }
    }

    /// The next thing that is told and not kept.
    pub async fn news(&mut self) -> serde_json::Value {
        let wait = std::time::Duration::from_secs(20);
        loop {
            let told = tokio::time::timeout(wait, self.next()).await.expect("nothing was told");
            match told {
                Some(told) if told.event == "news" => return serde_json::from_str(&told.data).unwrap(),
                Some(_) => {}
                None => panic!("the stream has ended"),
            }
        }
    }
}

/// An event from its lines; none for a comment.
fn read(text: &str) -> Option<Told> {
    let mut told = Told { id: None, event: String::new(), data: String::new() };
    for line in text.lines() {
        match line.split_once(':') {
            Some(("id", value)) => told.id = value.trim().parse().ok(),
            Some(("event", value)) => value.trim().clone_into(&mut told.event),
            Some(("data", value)) => {
                if !told.data.is_empty() {
                    told.data.push('\n');
                }
                told.data.push_str(value.strip_prefix(' ').unwrap_or(value));
            }
            _ => {}
        }
    }
    (!told.event.is_empty()).then_some(told)
}
