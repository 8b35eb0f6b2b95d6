//! Playlists of a show on air.

use super::window::{Segment, Window};
use crate::cmaf::{Map, Rules, TICKS};
use std::fmt::Write as _;

/// Parts are listed of the last so many target durations (RFC 8216bis, section 4.4.4.9).
const PARTS_OF: i64 = 3;
/// A player may leave out what is older than so many target durations (section 4.4.3.8).
const SKIPS_AFTER: i64 = 6;
/// So many parts a player keeps its distance (section 4.4.3.8: at least two, better three).
const HOLD_BACK: i64 = 3;

/// Which playlist was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Full,
    /// Without what a player who read it lately knows already.
    Delta,
}

/// The media playlist. One that plain HLS readers understand as well: they leave out the tags they do not know.
pub fn media(window: &Window, rules: Rules, reach: Reach) -> String {
    let (target, part) = (rules.segment / TICKS, rules.part);
    let mut text = format!(
        "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:{target}\n\
         #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={},CAN-SKIP-UNTIL={}\n\
         #EXT-X-PART-INF:PART-TARGET={}\n",
        seconds(part * HOLD_BACK),
        seconds(rules.segment * SKIPS_AFTER),
        seconds(part),
    );
    let listed = window.listed_segments();
    let first = listed.clone().next().map_or_else(|| window.position().segment, |segment| segment.number);
    // Writing into a String cannot fail.
    let _ = writeln!(text, "#EXT-X-MEDIA-SEQUENCE:{first}");
    let _ = writeln!(text, "#EXT-X-DISCONTINUITY-SEQUENCE:{}", window.discontinuity_sequence());
    if listed.clone().all(|segment| segment.parts.is_empty() || segment.is_independent()) {
        text.push_str("#EXT-X-INDEPENDENT-SEGMENTS\n");
    }
    let mut left: i64 = listed.clone().map(Segment::ticks).sum();
    let skipped = match reach {
        Reach::Full => 0,
        Reach::Delta => skippable(window, left, rules.segment * SKIPS_AFTER),
    };
    if skipped > 0 {
        let _ = writeln!(text, "#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}");
    }
    let mut map = None;
    for (place, segment) in listed.enumerate() {
        if place >= skipped {
            let shows_parts = left - segment.ticks() <= rules.segment * PARTS_OF;
            write_segment(&mut text, segment, place > 0, map, shows_parts);
        }
        left -= segment.ticks();
        map = Some(segment.map.number);
    }
    if window.is_ended {
        text.push_str("#EXT-X-ENDLIST\n");
    } else {
        let next = window.position();
        let uri = part_name(next.segment, next.parts);
        let _ = writeln!(text, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{uri}\"");
    }
    text
}

/// How many segments from the front are older than the boundary.
fn skippable(window: &Window, listed: i64, boundary: i64) -> usize {
    let mut left = listed;
    let old = window.listed_segments().take_while(|segment| {
        let is_old = left > boundary + segment.ticks();
        left -= segment.ticks();
        is_old
    });
    old.count()
}

fn write_segment(text: &mut String, segment: &Segment, is_later: bool, map: Option<u32>, shows_parts: bool) {
    // The count of discontinuities says all of the first one.
    if segment.is_discontinuous && is_later {
        text.push_str("#EXT-X-DISCONTINUITY\n");
    }
    if map != Some(segment.map.number) {
        let _ = writeln!(text, "#EXT-X-MAP:URI=\"{}\"", map_name(segment.map.number));
    }
    let _ = writeln!(text, "#EXT-X-PROGRAM-DATE-TIME:{}", segment.began_at.rfc3339());
    if shows_parts {
        for (place, part) in segment.parts.iter().enumerate() {
            let (duration, uri) = (seconds(part.ticks), part_name(segment.number, place));
            let independent = if part.is_independent { ",INDEPENDENT=YES" } else { "" };
            let _ = writeln!(text, "#EXT-X-PART:DURATION={duration},URI=\"{uri}\"{independent}");
        }
    }
    if segment.whole.is_some() {
        let _ = writeln!(text, "#EXTINF:{},\nsegment-{}.m4s", seconds(segment.ticks()), segment.number);
    }
}

/// The playlist that a player opens first: what the show is made of, and where it is.
pub fn multivariant(map: &Map, bits_per_second: u64, media: &str) -> String {
    let formats = &map.formats;
    let resolution = formats
        .video
        .as_ref()
        .map_or_else(String::new, |video| format!(",RESOLUTION={}x{}", video.width, video.height));
    format!(
        "#EXTM3U\n#EXT-X-VERSION:9\n\
         #EXT-X-STREAM-INF:BANDWIDTH={bits_per_second},CODECS=\"{}\"{resolution}\n{media}\n",
        formats.codecs(),
    )
}

pub fn part_name(segment: u64, part: usize) -> String {
    format!("part-{segment}-{part}.m4s")
}

pub fn map_name(number: u32) -> String {
    format!("init-{number}.mp4")
}

/// Ticks as seconds with five decimals.
pub fn seconds(ticks: i64) -> String {
    let parts = ticks.max(0) * 100_000 / TICKS;
    format!("{}.{:05}", parts / 100_000, parts % 100_000)
}
