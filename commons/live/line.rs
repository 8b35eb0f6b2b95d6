//! A line of the chat as a page shows it: written once, for everybody in the room.

use askama::Template;

use super::{Body, Moment};

#[derive(Template)]
#[template(path = "live/views/_line.html")]
struct Line<'a> {
    position: i64,
    at_ms: i64,
    name: &'a str,
    is_host: bool,
    words: &'a str,
}

impl Moment {
    /// A line of the chat as it stands on a page; what a caption says; empty for everything else.
    pub fn html(&self) -> String {
        match &self.body {
            Body::Line { words } if !self.is_hidden => Line {
                position: self.position,
                at_ms: self.at.micros() / 1_000,
                name: &self.name,
                is_host: self.is_host,
                words,
            }
            .render()
            .unwrap_or_default(),
            Body::Caption { words } => askama::filters::escape(words, askama::filters::Html)
                .map(|safe| safe.to_string())
                .unwrap_or_default(),
            Body::Line { .. } | Body::Pin { .. } | Body::Unpin | Body::Hide { .. } | Body::Sale { .. } => {
                String::new()
            }
        }
    }
}
