//! Where segments and parts are cut.

use super::boxes::{self, Sample};
use super::format::{Audio, Formats, TICKS, Video};
use super::voice::Voice;
use bytes::Bytes;
use std::sync::Arc;

/// How long parts and segments are, in ticks.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// No part is longer, if a frame lasts less than a seventh of it.
    pub part: i64,
    /// No segment is longer; one of half this length ends at the next key frame.
    pub segment: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    Video,
    Audio,
}

/// One frame (length-prefixed NAL units) or packet, as its publisher timed it.
#[derive(Clone, Debug)]
pub struct AccessUnit {
    pub track: Track,
    /// When it is decoded, in ticks from any beginning.
    pub at: i64,
    /// How many ticks later it is shown.
    pub offset: i32,
    pub is_key: bool,
    pub data: Bytes,
}

/// What a player must have read before the segments that follow.
#[derive(Debug)]
pub struct Map {
    /// Counted from zero within the show.
    pub number: u32,
    pub formats: Formats,
    pub init: Bytes,
}

/// What came of a unit.
#[derive(Clone, Debug)]
pub enum Cut {
    /// A segment begins at a tick of the show.
    Begin { map: Arc<Map>, at: i64, is_discontinuous: bool },
    /// A part of the segment that has begun.
    Part { data: Bytes, ticks: i64, is_independent: bool },
    /// The segment is whole.
    End,
}

/// A part that is no segment's last must fill so much of the longest (RFC 8216bis, section 4.4.4.9).
const FILLED_PERCENT: i64 = 85;
/// So long a publisher may take until all its tracks have come.
const SETTLING: i64 = TICKS;
/// Whatever it sends meanwhile.
const MOST_WAITING: usize = 400;
/// A picture that is behind the sound by so much keeps no part waiting.
const PATIENCE: i64 = TICKS;
/// Time that goes back further, or forward, is a new beginning.
const BACK: i64 = TICKS;
const FORWARD: i64 = 3 * TICKS;
/// Of a first frame: thirty a second.
const USUAL_FRAME: i64 = TICKS / 30;
/// Of a last frame at the most, however long the one before it stood.
const LAST_FRAME: i64 = TICKS / 17;

/// Cuts a show's units into parts and segments. Its memory is that of the open part.
pub struct Packager {
    rules: Rules,
    told: Formats,
    /// Maps there were.
    maps: u32,
    map: Option<Arc<Map>>,
    /// The map is what the publisher now sends.
    is_settled: bool,
    waiting: Vec<AccessUnit>,
    /// What is added to the publisher's ticks, once it has sent any.
    shift: Option<i64>,
    /// The last frame, of which only the next one says how long it lasts.
    frame: Option<AccessUnit>,
    frame_ticks: i64,
    frames: Vec<Sample>,
    voice: Voice,
    latest: i64,
    /// Up to here parts are cut.
    cursor: i64,
    /// Where the open segment began.
    segment: Option<i64>,
    is_discontinuous: bool,
    sequence: u32,
    cuts: Vec<Cut>,
}

impl Packager {
    pub fn new(rules: Rules) -> Packager {
        Packager {
            rules,
            told: Formats::default(),
            maps: 0,
            map: None,
            is_settled: false,
            waiting: Vec::new(),
            shift: None,
            frame: None,
            frame_ticks: USUAL_FRAME,
            frames: Vec::new(),
            voice: Voice::default(),
            latest: 0,
            cursor: 0,
            segment: None,
            is_discontinuous: false,
            sequence: 0,
            cuts: Vec::new(),
        }
    }

    /// The publisher sends this picture from now on.
    pub fn video(&mut self, video: Video) -> Vec<Cut> {
        if self.told.video.as_ref() != Some(&video) {
            self.change();
            self.told.video = Some(video);
        }
        std::mem::take(&mut self.cuts)
    }

    /// The publisher sends this sound from now on.
    pub fn audio(&mut self, audio: Audio) -> Vec<Cut> {
        if self.told.audio.as_ref() != Some(&audio) {
            self.change();
            self.told.audio = Some(audio);
        }
        std::mem::take(&mut self.cuts)
    }

    pub fn push(&mut self, unit: AccessUnit) -> Vec<Cut> {
        let is_known = match unit.track {
            Track::Video => self.told.video.is_some(),
            Track::Audio => self.told.audio.is_some(),
        };
        if !is_known {
            return Vec::new();
        }
        if self.is_settled {
            self.take(unit);
        } else {
            self.waiting.push(unit);
            self.settle();
        }
        std::mem::take(&mut self.cuts)
    }

    /// The publisher has gone: what it left is shown, and whoever follows begins anew.
    pub fn finish(&mut self) -> Vec<Cut> {
        if !self.is_settled && !self.waiting.is_empty() {
            self.begin();
        }
        self.close();
        self.told = Formats::default();
        self.is_settled = false;
        self.shift = None;
        std::mem::take(&mut self.cuts)
    }

    /// The tick of the latest unit.
    pub fn latest(&self) -> i64 {
        self.latest
    }

    fn change(&mut self) {
        if self.is_settled {
            self.close();
            self.is_settled = false;
        }
    }

    fn settle(&mut self) {
        let is_all = self.told.video.is_some() && self.told.audio.is_some();
        let ticks = self.waiting.iter().map(|unit| unit.at);
        let span = ticks.clone().max().unwrap_or(0) - ticks.min().unwrap_or(0);
        if is_all || span >= SETTLING || self.waiting.len() >= MOST_WAITING {
            self.begin();
        }
    }

    fn begin(&mut self) {
        if self.map.as_ref().is_none_or(|map| map.formats != self.told) {
            let Some(init) = boxes::init(&self.told) else {
                self.waiting.clear();
                return;
            };
            self.map = Some(Arc::new(Map { number: self.maps, formats: self.told.clone(), init }));
            self.maps += 1;
        }
        self.is_settled = true;
        for unit in std::mem::take(&mut self.waiting) {
            self.take(unit);
        }
    }

    fn take(&mut self, mut unit: AccessUnit) {
        let now = unit.at + *self.shift.get_or_insert(self.cursor - unit.at);
        let jump = now - self.latest.max(self.cursor);
        if !(-BACK..=FORWARD).contains(&jump) {
            self.close();
            self.shift = Some(self.cursor - unit.at);
        }
        unit.at += self.shift.unwrap_or(0);
        self.latest = self.latest.max(unit.at);
        match unit.track {
            Track::Video => self.take_frame(unit),
            Track::Audio => self.take_sound(unit),
        }
    }

    fn take_frame(&mut self, mut unit: AccessUnit) {
        if let Some(last) = self.frame.take() {
            unit.at = unit.at.max(last.at + 1);
            self.frame_ticks = unit.at - last.at;
            // A frame that lasts so long that its segment would be too long begins another.
            if self.segment.is_some_and(|began| unit.at - began >= self.rules.segment + TICKS / 2) {
                self.cut_segment(last.at);
            }
            self.frames.push(frame(last, self.frame_ticks));
        }
        let (at, is_key) = (unit.at.max(0), unit.is_key);
        if self.segment.is_some() {
            self.advance(at, is_key);
        }
        if self.segment.is_none() {
            if !is_key {
                return;
            }
            if let Some(audio) = self.map.as_ref().and_then(|map| map.formats.audio.as_ref()) {
                self.voice.skip_to(audio, at);
            }
            self.open(at);
        }
        self.frame = Some(unit);
    }

    fn take_sound(&mut self, unit: AccessUnit) {
        let Some(map) = self.map.clone() else { return };
        let Some(audio) = &map.formats.audio else { return };
        let at = unit.at.max(0);
        self.voice.push(audio, at, unit.data);
        if map.formats.video.is_none() {
            match self.segment {
                Some(_) => self.advance(at, true),
                None => self.open(at),
            }
        } else if self.segment.is_some() && at - self.seen().max(self.cursor) >= PATIENCE {
            self.advance(at, false);
        }
    }

    /// Up to where the picture is known.
    fn seen(&self) -> i64 {
        self.frame.as_ref().map_or(self.cursor, |frame| frame.at)
    }

    fn open(&mut self, at: i64) {
        let Some(map) = self.map.clone() else { return };
        self.cursor = at.max(self.cursor);
        self.segment = Some(self.cursor);
        let is_discontinuous = std::mem::take(&mut self.is_discontinuous);
        self.cuts.push(Cut::Begin { map, at: self.cursor, is_discontinuous });
    }

    /// All up to a tick is known; what begins there may be a key frame.
    fn advance(&mut self, to: i64, is_key: bool) {
        let Some(began) = self.segment else { return };
        if is_key && to - began >= self.rules.segment / 2 - self.rules.part / 2 {
            self.cut_segment(to);
        } else if (to - self.cursor) * 100 >= self.rules.part * FILLED_PERCENT {
            self.part(to);
            // Lengths of segments are rounded to whole seconds before they are compared.
            if to + self.rules.part - began >= self.rules.segment + TICKS / 2 {
                self.cut_segment(to);
            }
        }
    }

    fn cut_segment(&mut self, to: i64) {
        self.part(to);
        self.segment = None;
        self.cuts.push(Cut::End);
        self.open(to);
    }

    fn part(&mut self, to: i64) {
        if to <= self.cursor {
            return;
        }
        let audio = self.map.as_ref().and_then(|map| map.formats.audio.clone());
        let sound = audio.map(|audio| self.voice.until(&audio, to)).unwrap_or_default();
        let frames = std::mem::take(&mut self.frames);
        if frames.is_empty() && sound.is_empty() {
            return;
        }
        self.sequence = self.sequence.wrapping_add(1);
        let has_picture = self.map.as_ref().is_some_and(|map| map.formats.video.is_some());
        let is_independent = frames.first().map_or(!has_picture, |frame| frame.is_key);
        if let Some(data) = boxes::fragment(self.sequence, &frames, &sound) {
            self.cuts.push(Cut::Part { data, ticks: to - self.cursor, is_independent });
            self.cursor = to;
        }
    }

    /// Show what waits and end the segment; what follows is no continuation.
    fn close(&mut self) {
        let mut end = self.cursor;
        if let Some(last) = self.frame.take() {
            let ticks = self.frame_ticks.min(LAST_FRAME);
            end = end.max(last.at + ticks);
            self.frames.push(frame(last, ticks));
        }
        let audio = self.map.as_ref().and_then(|map| map.formats.audio.as_ref());
        if let Some(heard) = audio.and_then(|audio| self.voice.end(audio)) {
            end = end.max(heard);
        }
        if self.segment.take().is_some() {
            self.part(end.max(self.cursor + 1));
            self.cuts.push(Cut::End);
            self.is_discontinuous = true;
        }
        self.frames.clear();
        self.voice.restart();
        self.latest = self.cursor;
    }
}

fn frame(unit: AccessUnit, ticks: i64) -> Sample {
    let length = u32::try_from(ticks).unwrap_or(1);
    Sample { at: unit.at, length, offset: unit.offset, is_key: unit.is_key, data: unit.data }
}
