//! A recording played again: HLS by byte ranges, also while it is made.

use super::index::{Index, Line};
use super::writing::Writing;
use super::{INDEX, file_name};
use crate::cmaf::TICKS;
use crate::gate::ShowName;
use crate::hls::{Answer, Body, answer, seconds};
use std::fmt::Write as _;
use std::path::Path;
use tokio::fs;

/// A file of a recording, by the name that its playlist says: `index.m3u8`, `1.mp4`.
///
/// `range` is the header of that name.
pub async fn replay(
    folder: &Path,
    show: &ShowName,
    file: &str,
    range: Option<&str>,
    writing: &Writing,
) -> Answer {
    if file == "index.m3u8" {
        let turn = writing.mend(show).await;
        let is_on_air = turn.is_none();
        let index = if is_on_air { read(folder).await } else { super::mend::mend(folder).await };
        return match index {
            Ok(index) if !index.lines.is_empty() => {
                let caching = if is_on_air { answer::CHANGES } else { "private, max-age=60" };
                Answer::of(answer::PLAYLIST, caching, playlist(&index, is_on_air))
            }
            Ok(_) => Answer::bare(404),
            Err(error) => {
                tracing::warn!(%error, "the index of a recording cannot be read");
                Answer::bare(500)
            }
        };
    }
    let number = file.strip_suffix(".mp4").and_then(|number| number.parse().ok());
    let Some(path) = number.map(|number: u32| folder.join(file_name(number))) else {
        return Answer::bare(404);
    };
    let Ok(size) = fs::metadata(&path).await.map(|file| file.len()) else { return Answer::bare(404) };
    let asked = match range {
        None => None,
        Some(range) => match span(range, size) {
            Some(span) => Some(span),
            None => return Answer::bare(416).with("content-range", format!("bytes */{size}")),
        },
    };
    let (start, length) = asked.unwrap_or((0, size));
    let is_on_air = writing.has(show);
    let headers = vec![
        ("content-type", answer::MP4.to_owned()),
        ("cache-control", if is_on_air { answer::CHANGES } else { "private, max-age=3600" }.to_owned()),
        ("accept-ranges", "bytes".to_owned()),
    ];
    let answer = Answer { status: 200, headers, body: Body::File { path, start, length } };
    match asked {
        None => answer,
        Some((start, length)) => {
            let last = start + length - 1;
            Answer { status: 206, ..answer }.with("content-range", format!("bytes {start}-{last}/{size}"))
        }
    }
}

async fn read(folder: &Path) -> std::io::Result<Index> {
    match fs::read_to_string(folder.join(INDEX)).await {
        Ok(text) => Ok(Index::read(&text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Index::default()),
        Err(error) => Err(error),
    }
}

/// `bytes=0-99`, `bytes=100-` or `bytes=-5`: start and length within a file. One range; of several, nobody asks.
pub(super) fn span(range: &str, size: u64) -> Option<(u64, u64)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        let length = last.parse::<u64>().ok()?.min(size);
        return (length > 0).then(|| (size - length, length));
    }
    let first: u64 = first.parse().ok()?;
    let last: u64 = if last.is_empty() { u64::MAX } else { last.parse().ok()? };
    let last = last.min(size.checked_sub(1)?);
    (first <= last).then(|| (first, last - first + 1))
}

fn playlist(index: &Index, is_on_air: bool) -> String {
    let longest = index.lines.iter().filter_map(|line| match line {
        Line::Segment(chapter) => Some((chapter.ticks + TICKS / 2) / TICKS),
        Line::File { .. } => None,
    });
    let (target, kind) = (longest.max().unwrap_or(1).max(1), if is_on_air { "EVENT" } else { "VOD" });
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-PLAYLIST-TYPE:{kind}\n\
         #EXT-X-MEDIA-SEQUENCE:0\n"
    );
    let (mut file, mut is_first) = (None, true);
    for line in &index.lines {
        match line {
            Line::File { number, map_bytes } => file = Some((*number, Some(*map_bytes))),
            Line::Segment(chapter) => {
                let Some((number, map)) = &mut file else { continue };
                let name = file_name(*number);
                // Writing into a String cannot fail.
                if chapter.is_discontinuous && !std::mem::take(&mut is_first) {
                    text.push_str("#EXT-X-DISCONTINUITY\n");
                }
                is_first = false;
                if let Some(bytes) = map.take() {
                    let _ = writeln!(text, "#EXT-X-MAP:URI=\"{name}\",BYTERANGE=\"{bytes}@0\"");
                }
                let _ = writeln!(
                    text,
                    "#EXT-X-PROGRAM-DATE-TIME:{}\n#EXTINF:{},\n#EXT-X-BYTERANGE:{}@{}\n{name}",
                    chapter.began_at.rfc3339(),
                    seconds(chapter.ticks),
                    chapter.length,
                    chapter.start,
                );
            }
        }
    }
    if !is_on_air {
        text.push_str("#EXT-X-ENDLIST\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_within_the_file() {
        assert_eq!(span("bytes=0-99", 1_000), Some((0, 100)));
        assert_eq!(span("bytes=900-", 1_000), Some((900, 100)));
        assert_eq!(span("bytes=-5", 1_000), Some((995, 5)));
        assert_eq!(span("bytes=0-5000", 1_000), Some((0, 1_000)));
        for range in ["bytes=1000-", "bytes=5-4", "bytes=-0", "bytes=a-b", "items=0-1", "bytes=0-1,5-6"] {
            assert_eq!(span(range, 1_000), None, "{range}");
        }
        assert_eq!(span("bytes=0-0", 0), None);
    }
}
