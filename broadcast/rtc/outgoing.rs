//! What a viewer gets by WebRTC.

use std::time::{Duration, Instant};
use str0m::Rtc;
use str0m::format::{Codec, PayloadParams};
use str0m::media::{MediaData, MediaTime, Mid, Pt};

pub struct Outgoing {
    began: Instant,
    pub heard_at: Instant,
    pub is_connected: bool,
    lines: Vec<Line>,
    /// The publisher's session, and that the viewer has had a key frame of it.
    source: Option<u64>,
    has_key: bool,
}

/// A line of the session that carries sound or a picture.
struct Line {
    mid: Mid,
    is_audio: bool,
    pt: Option<Pt>,
    /// What is added to the publisher's times, so that they go on when the publisher is another.
    shift: Option<i128>,
}

impl Outgoing {
    pub fn new(now: Instant) -> Outgoing {
        Outgoing {
            began: now,
            heard_at: now,
            is_connected: false,
            lines: Vec::new(),
            source: None,
            has_key: false,
        }
    }

    pub fn add(&mut self, mid: Mid, is_audio: bool) {
        self.lines.push(Line { mid, is_audio, pt: None, shift: None });
    }

    /// Whether it waits for a key frame.
    pub fn needs_key(&self) -> bool {
        self.is_connected && !self.has_key
    }

    /// Hand on what a publisher sent. A viewer who was not there at a key frame waits for the next, and so does one whose
    /// connection does not take what waits for it already.
    pub fn give(&mut self, rtc: &mut Rtc, source: u64, data: &MediaData, is_key: bool, is_behind: bool) {
        if self.source != Some(source) {
            self.source = Some(source);
            self.has_key = false;
            self.lines.iter_mut().for_each(|line| line.shift = None);
        }
        let is_audio = data.params.spec().codec == Codec::Opus;
        self.has_key = (self.has_key && !is_behind) || is_key;
        let has_picture = self.lines.iter().any(|line| !line.is_audio);
        if !self.is_connected || (has_picture && !self.has_key && !is_audio) {
            return;
        }
        let began = self.began;
        let Some(line) = self.lines.iter_mut().find(|line| line.is_audio == is_audio) else { return };
        let Some(writer) = rtc.writer(line.mid) else { return };
        if line.pt.is_none() {
            let codec = data.params.spec().codec;
            let alike = writer.payload_params().find(|params| params.spec().codec == codec);
            line.pt = writer.match_params(data.params).or(alike.map(PayloadParams::pt));
        }
        let Some(pt) = line.pt else { return };
        let (rate, told) = (data.time.frequency(), i128::from(data.time.numer()));
        let elapsed = in_rate(data.network_time.saturating_duration_since(began), rate.get());
        let shift = *line.shift.get_or_insert(elapsed - told);
        let time = MediaTime::new(u64::try_from(told + shift).unwrap_or(0), rate);
        // A line that is not connected yet, or no more, is found out by its own timeouts.
        let _ = writer.write(pt, data.network_time, time, std::sync::Arc::clone(&data.data));
    }
}

fn in_rate(duration: Duration, rate: u32) -> i128 {
    i128::try_from(duration.as_micros()).unwrap_or(0) * i128::from(rate) / 1_000_000
}
