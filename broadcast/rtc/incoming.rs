//! What a publisher sends by WebRTC.

use super::annexb;
use super::timeline::{Report, Timeline};
use crate::cmaf::{AccessUnit, Audio, TICKS, Track, Video};
use crate::show::{Gone, Publisher};
use bytes::Bytes;
use std::time::{Duration, Instant};
use str0m::format::Codec;
use str0m::media::{MediaData, MediaTime, Mid};

pub struct Incoming {
    pub publisher: Publisher,
    /// The picture's line of the session, once it has sent any.
    pub picture: Option<Mid>,
    /// A key frame was asked for.
    pub asked_at: Option<Instant>,
    pub heard_at: Instant,
    timeline: Timeline,
    has_audio: bool,
    sets: Option<(Vec<u8>, Vec<u8>)>,
    /// A picture that refers to what was lost is left out.
    is_broken: bool,
}

/// Encoders of browsers send no key frame unless asked.
const KEY_FRAMES_EVERY: Duration = Duration::from_secs(2);
const SOONEST: Duration = Duration::from_millis(500);

impl Incoming {
    pub fn new(publisher: Publisher, now: Instant) -> Incoming {
        Incoming {
            publisher,
            picture: None,
            asked_at: None,
            heard_at: now,
            timeline: Timeline::default(),
            has_audio: false,
            sets: None,
            is_broken: true,
        }
    }

    /// Take a frame or packet; answers whether others may be shown it.
    pub fn take(&mut self, data: &MediaData) -> Result<bool, Gone> {
        self.heard_at = data.network_time;
        let track = match data.params.spec().codec {
            Codec::H264 => Track::Video,
            Codec::Opus => Track::Audio,
            _ => return Ok(false),
        };
        let report =
            data.last_sender_info.map(|info| Report { moment: info.ntp_time, time: in_ticks(info.rtp_time) });
        let at = self.timeline.tick(track, in_ticks(data.time), data.network_time, report);
        match track {
            Track::Audio => self.take_sound(data, at),
            Track::Video => self.take_frame(data, at),
        }
    }

    fn take_sound(&mut self, data: &MediaData, at: i64) -> Result<bool, Gone> {
        if !self.has_audio {
            self.has_audio = true;
            // Opus decodes one channel as two; browsers offer it as stereo always.
            self.publisher.audio(Audio::Opus { channels: 2 })?;
        }
        let packet = Bytes::copy_from_slice(&data.data);
        let unit = AccessUnit { track: Track::Audio, at, offset: 0, is_key: true, data: packet };
        self.publisher.unit(unit)
    }

    fn take_frame(&mut self, data: &MediaData, at: i64) -> Result<bool, Gone> {
        self.picture = Some(data.mid);
        let frame = annexb::frame(&data.data);
        self.is_broken = !frame.is_key && (self.is_broken || !data.contiguous);
        if let Some((sps, pps)) = frame.sets.filter(|sets| self.sets.as_ref() != Some(sets)) {
            match Video::from_sets(&sps, &pps) {
                Ok(video) => self.publisher.video(video)?,
                Err(why) => tracing::info!(%why, "a picture was not understood"),
            }
            self.sets = Some((sps, pps));
        }
        if self.is_broken || frame.data.is_empty() {
            return Ok(false);
        }
        let (is_key, data) = (frame.is_key, frame.data);
        self.publisher.unit(AccessUnit { track: Track::Video, at, offset: 0, is_key, data })
    }

    /// Whether to ask for a key frame now: it is time, or somebody needs one.
    pub fn asks(&mut self, now: Instant, is_needed: bool) -> bool {
        let since = self.asked_at.map(|asked| now.saturating_duration_since(asked));
        let patience = if is_needed || self.is_broken { SOONEST } else { KEY_FRAMES_EVERY };
        let asks = since.is_none_or(|since| since >= patience);
        if asks {
            self.asked_at = Some(now);
        }
        asks
    }
}

fn in_ticks(time: MediaTime) -> i64 {
    let ticks = i128::from(time.numer()) * i128::from(TICKS) / i128::from(time.frequency().get());
    i64::try_from(ticks).unwrap_or(0)
}
