//! Rules of RFC 8216bis that a reader of media playlists relies on.

use std::collections::BTreeMap;

/// A media playlist as it was read.
#[derive(Debug, Default, Clone)]
pub struct Playlist {
    pub target: f64,
    pub part_target: f64,
    pub sequence: u64,
    pub discontinuity_sequence: u64,
    pub skipped: u64,
    pub segments: Vec<Segment>,
    /// Parts of the segment that is not whole.
    pub open: Vec<Part>,
    pub hint: Option<String>,
    pub is_ended: bool,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Segment {
    pub uri: String,
    pub duration: f64,
    pub parts: Vec<Part>,
    pub map: Option<String>,
    pub time: Option<String>,
    pub is_discontinuous: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub uri: String,
    pub duration: f64,
    pub is_independent: bool,
}

fn attributes(text: &str) -> BTreeMap<&str, &str> {
    text.split(',').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k, v.trim_matches('"'))).collect()
}

/// Read a playlist and hold it against the rules that one playlist must keep.
pub fn read(text: &str) -> Playlist {
    let mut list = Playlist::default();
    let (mut next, mut map) = (Segment::default(), None);
    let mut is_apart = false;
    assert!(text.starts_with("#EXTM3U\n"), "{text}");
    for line in text.lines() {
        let (tag, value) = line.split_once(':').unwrap_or((line, ""));
        match tag {
            "#EXT-X-TARGETDURATION" => list.target = value.parse::<u32>().unwrap().into(),
            "#EXT-X-MEDIA-SEQUENCE" => list.sequence = value.parse().unwrap(),
            "#EXT-X-DISCONTINUITY-SEQUENCE" => list.discontinuity_sequence = value.parse().unwrap(),
            "#EXT-X-PART-INF" => list.part_target = attributes(value)["PART-TARGET"].parse().unwrap(),
            "#EXT-X-SERVER-CONTROL" => {
                let told = attributes(value);
                assert_eq!(told["CAN-BLOCK-RELOAD"], "YES");
                assert!(told["CAN-SKIP-UNTIL"].parse::<f64>().unwrap() >= 6.0 * list.target);
            }
            "#EXT-X-SKIP" => list.skipped = attributes(value)["SKIPPED-SEGMENTS"].parse().unwrap(),
            "#EXT-X-MAP" => map = Some(attributes(value)["URI"].to_owned()),
            "#EXT-X-DISCONTINUITY" => is_apart = true,
            "#EXT-X-PROGRAM-DATE-TIME" => next.time = Some(value.to_owned()),
            "#EXT-X-PART" => {
                let told = attributes(value);
                let duration = told["DURATION"].parse().unwrap();
                let is_independent = told.get("INDEPENDENT") == Some(&"YES");
                next.parts.push(Part { uri: told["URI"].to_owned(), duration, is_independent });
            }
            "#EXTINF" => next.duration = value.trim_end_matches(',').parse().unwrap(),
            "#EXT-X-PRELOAD-HINT" => list.hint = Some(attributes(value)["URI"].to_owned()),
            "#EXT-X-ENDLIST" => list.is_ended = true,
            _ if !line.starts_with('#') => {
                next.uri = line.to_owned();
                next.map.clone_from(&map);
                next.is_discontinuous = std::mem::take(&mut is_apart);
                list.segments.push(std::mem::take(&mut next));
            }
            _ => {}
        }
    }
    list.open = next.parts;
    keeps_rules(&list, text);
    list
}

fn keeps_rules(list: &Playlist, text: &str) {
    for segment in &list.segments {
        assert!(segment.duration.round() <= list.target, "a segment longer than the target: {text}");
        assert!(segment.time.is_some(), "no time: {text}");
        assert!(segment.map.is_some() || list.skipped > 0, "no map: {text}");
        let parts: f64 = segment.parts.iter().map(|part| part.duration).sum();
        let is_sum = segment.parts.is_empty() || (parts - segment.duration).abs() < 0.001;
        assert!(is_sum, "parts are not their segment: {text}");
        for (place, part) in segment.parts.iter().enumerate() {
            let is_last = place + 1 == segment.parts.len();
            keeps_part(part, list.part_target, is_last, text);
        }
    }
    for part in &list.open {
        keeps_part(part, list.part_target, false, text);
    }
    assert_eq!(list.is_ended, list.hint.is_none(), "a hint while it goes on: {text}");
}

fn keeps_part(part: &Part, target: f64, is_last: bool, text: &str) {
    assert!(part.duration <= target + 0.000_1, "a part longer than the target: {text}");
    assert!(is_last || part.duration >= target * 0.85 - 0.000_1, "a part too short: {text}");
}

/// What must be true of a playlist that was read after another of the same show.
pub fn follows(before: &Playlist, after: &Playlist) {
    assert!(after.sequence >= before.sequence);
    assert!(after.discontinuity_sequence >= before.discontinuity_sequence);
    let gone = usize::try_from(after.sequence - before.sequence).unwrap();
    let left = before.segments.iter().take(gone).filter(|segment| segment.is_discontinuous).count() as u64;
    // The first segment's own discontinuity is told by the count alone.
    let told = after.discontinuity_sequence - before.discontinuity_sequence;
    assert!(told == left || told == left + 1, "{before:?} {after:?}");
    for (old, new) in before.segments.iter().skip(gone).zip(&after.segments) {
        assert_eq!((&old.uri, old.duration, &old.time), (&new.uri, new.duration, &new.time));
    }
}
