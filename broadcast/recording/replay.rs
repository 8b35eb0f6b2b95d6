//! A recording played again: HLS by byte ranges, also while it is made.

use super::index::{Chapter, Index, Line};
use super::stretch::end;
use super::writing::Writing;
use super::{INDEX, file_name};
use crate::cmaf::TICKS;
use crate::ffmpeg::ClipRange;
use crate::gate::ShowName;
use crate::hls::{Answer, Body, answer, seconds};
use std::fmt::Write as _;
use std::path::Path;
use tokio::fs;

/// A file of a recording, by the name that its playlist says: `index.m3u8`, `1.mp4`.
///
/// `range` is the header of that name. Of what was taken out nothing is given: neither as a segment nor as a part of a file.
pub async fn replay(
    folder: &Path,
    show: &ShowName,
    file: &str,
    range: Option<&str>,
    without: &[ClipRange],
    writing: &Writing,
) -> Answer {
    if file == "index.m3u8" {
        let turn = writing.mend(show).await;
        let is_on_air = turn.is_none();
        let index = if is_on_air { read(folder).await } else { super::mend::mend(folder).await };
        return match index {
            Ok(index) if !index.lines.is_empty() => {
                let caching = if is_on_air { answer::CHANGES } else { "private, max-age=60" };
                Answer::of(answer::PLAYLIST, caching, playlist(&index, is_on_air, without))
            }
            Ok(_) => Answer::bare(404),
            Err(error) => {
                tracing::warn!(%error, "the index of a recording cannot be read");
                Answer::bare(500)
            }
        };
    }
    let number = file.strip_suffix(".mp4").and_then(|number| number.parse::<u32>().ok());
    let Some(number) = number else { return Answer::bare(404) };
    let path = folder.join(file_name(number));
    let Ok(size) = fs::metadata(&path).await.map(|file| file.len()) else { return Answer::bare(404) };
    let asked = match range {
        None => None,
        Some(range) => match span(range, size) {
            Some(span) => Some(span),
            None => return Answer::bare(416).with("content-range", format!("bytes */{size}")),
        },
    };
    let (start, length) = asked.unwrap_or((0, size));
    if !without.is_empty() {
        let Ok(index) = read(folder).await else { return Answer::bare(500) };
        let is_out = |(from, to): (u64, u64)| start < to && start + length > from;
        if spans_of(&index, number, without).into_iter().any(is_out) {
            return Answer::bare(404);
        }
    }
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

/// Whether something of a segment was taken out. Then all of it is.
fn is_out(chapter: &Chapter, without: &[ClipRange]) -> bool {
    without.iter().any(|range| end(chapter) > range.from && chapter.began_at < range.to)
}

/// Where in a file of a recording that lies which was taken out.
fn spans_of(index: &Index, number: u32, without: &[ClipRange]) -> Vec<(u64, u64)> {
    let (mut current, mut spans) = (None, Vec::new());
    for line in &index.lines {
        match line {
            Line::File { number, .. } => current = Some(*number),
            Line::Segment(chapter) if current == Some(number) && is_out(chapter, without) => {
                spans.push((chapter.start, chapter.start + chapter.length));
            }
            Line::Segment(_) => {}
        }
    }
    spans
}

fn playlist(index: &Index, is_on_air: bool, without: &[ClipRange]) -> String {
    let longest = index.lines.iter().filter_map(|line| match line {
        Line::Segment(chapter) => Some((chapter.ticks + TICKS / 2) / TICKS),
        Line::File { .. } => None,
    });
    let (target, kind) = (longest.max().unwrap_or(1).max(1), if is_on_air { "EVENT" } else { "VOD" });
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-PLAYLIST-TYPE:{kind}\n\
         #EXT-X-MEDIA-SEQUENCE:0\n"
    );
    let (mut file, mut is_first, mut is_after_gap) = (None, true, false);
    for line in &index.lines {
        match line {
            Line::File { number, map_bytes } => file = Some((*number, Some(*map_bytes))),
            Line::Segment(chapter) => {
                let Some((number, map)) = &mut file else { continue };
                let name = file_name(*number);
                if is_out(chapter, without) {
                    is_after_gap = true;
                    continue;
                }
                // Writing into a String cannot fail.
                let is_apart = chapter.is_discontinuous | std::mem::take(&mut is_after_gap);
                if is_apart && !std::mem::take(&mut is_first) {
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
    fn what_was_taken_out_is_in_no_playlist_and_no_file() {
        let at = |seconds: i64| kernel::Timestamp::from_micros(seconds * 1_000_000);
        let segment = |start: u64, began: i64| {
            Line::Segment(Chapter {
                start,
                length: 100,
                ticks: 2 * TICKS,
                began_at: at(began),
                is_discontinuous: false,
            })
        };
        let lines = vec![
            Line::File { number: 1, map_bytes: 900 },
            segment(900, 0),
            segment(1_000, 2),
            segment(1_100, 4),
            segment(1_200, 6),
        ];
        let index = Index { lines, whole_bytes: 0 };
        let without = [ClipRange { from: at(3), to: at(5) }];
        let text = playlist(&index, false, &without);
        assert!(
            text.contains("100@900") && text.contains("#EXT-X-DISCONTINUITY\n") && text.contains("100@1200")
        );
        assert!(!text.contains("100@1000") && !text.contains("100@1100"), "{text}");
        assert_eq!(spans_of(&index, 1, &without), [(1_000, 1_100), (1_100, 1_200)]);
        assert_eq!(spans_of(&index, 2, &without), []);
        assert!(!playlist(&index, false, &[]).contains("DISCONTINUITY"));
    }

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
