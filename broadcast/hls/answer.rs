//! What a web layer answers, whichever it is.

use bytes::Bytes;
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Bytes(Bytes),
    /// So many bytes of a file.
    File {
        path: PathBuf,
        start: u64,
        length: u64,
    },
}

pub const PLAYLIST: &str = "application/vnd.apple.mpegurl";
pub const MP4: &str = "video/mp4";
/// Playlists change with every part; where a part is, never does.
pub const CHANGES: &str = "no-cache";
pub const STAYS: &str = "public, max-age=3600, immutable";

impl Answer {
    pub fn of(kind: &str, caching: &str, body: impl Into<Bytes>) -> Answer {
        let headers = vec![("content-type", kind.to_owned()), ("cache-control", caching.to_owned())];
        Answer { status: 200, headers, body: Body::Bytes(body.into()) }
    }

    /// A refusal: the status alone, never kept.
    pub fn bare(status: u16) -> Answer {
        let headers = vec![("cache-control", "no-store".to_owned())];
        Answer { status, headers, body: Body::Bytes(Bytes::new()) }
    }

    /// A refusal in words.
    pub fn refusal(status: u16, why: &impl std::fmt::Display) -> Answer {
        let mut answer = Answer::bare(status);
        answer.headers.push(("content-type", "text/plain; charset=utf-8".to_owned()));
        answer.body = Body::Bytes(Bytes::from(why.to_string()));
        answer
    }

    pub fn with(mut self, name: &'static str, value: String) -> Answer {
        self.headers.push((name, value));
        self
    }

    /// The bytes of the body; none of a file.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Bytes(bytes) => bytes,
            Body::File { .. } => &[],
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}
