//! A file that is given out as it is, or a part of it.

use super::replay::span;
use crate::hls::{Answer, Body};
use std::path::PathBuf;

/// A file that never changes under its name. `range` is the header of that name.
pub async fn whole(path: PathBuf, kind: &str, range: Option<&str>) -> Answer {
    let Ok(size) = tokio::fs::metadata(&path).await.map(|file| file.len()) else { return Answer::bare(404) };
    let asked = range.map(|range| span(range, size));
    let (start, length) = match asked {
        Some(None) => return Answer::bare(416).with("content-range", format!("bytes */{size}")),
        Some(Some(span)) => span,
        None => (0, size),
    };
    let headers = vec![
        ("content-type", kind.to_owned()),
        ("cache-control", "private, max-age=3600".to_owned()),
        ("accept-ranges", "bytes".to_owned()),
    ];
    let answer = Answer { status: 200, headers, body: Body::File { path, start, length } };
    if asked.is_none() {
        return answer;
    }
    let last = (start + length).saturating_sub(1);
    Answer { status: 206, ..answer }.with("content-range", format!("bytes {start}-{last}/{size}"))
}
