use axum::body::Body;
use axum::http::{Method, header};
use http_body_util::BodyExt;

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
