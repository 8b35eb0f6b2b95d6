//! What the bodies of RTMP messages hold: FLV tags, also those of enhanced RTMP.

use crate::cmaf::{AccessUnit, Audio, FormatError, Track, Video};
use bytes::{BufMut as _, Bytes};

/// Ticks of 90 kHz in a millisecond.
const TICKS: i64 = 90;

#[derive(Clone, Debug)]
pub enum Message {
    Video(Video),
    Audio(Audio),
    Frame(AccessUnit),
    /// Metadata, ends of sequences, and what else says nothing of frames.
    Nothing,
}

const AVC: u8 = 7;
const AAC: u8 = 10;
/// In place of the sound's format: a FourCC follows.
const ENHANCED_AUDIO: u8 = 9;
const SEQUENCE_START: u8 = 0;
const FRAMES: u8 = 1;
const FRAMES_SHOWN_WHEN_DECODED: u8 = 3;
const KEY_FRAME: u8 = 1;
const OTHER_FRAME: u8 = 2;
/// 44 kHz, 16 bits, two channels: what every tag of AAC says, whatever it is.
const AAC_USUAL: u8 = 15;

/// A video message that was sent at a time, in milliseconds.
pub fn video(at: i64, body: &Bytes) -> Result<Message, FormatError> {
    let Some(first) = body.first().copied() else { return Ok(Message::Nothing) };
    let is_enhanced = first & 0x80 != 0;
    let is_key = (first >> 4 & 7) == KEY_FRAME;
    let (kind, head) = if is_enhanced {
        if body.get(1..5).is_some_and(|codec| codec != b"avc1") {
            return Err(FormatError::Codec);
        }
        (first & 15, 5)
    } else {
        if first & 15 != AVC {
            return Err(FormatError::Codec);
        }
        let Some(kind) = body.get(1).copied() else { return Ok(Message::Nothing) };
        (kind, 2)
    };
    // Only enhanced RTMP may leave the composition time out.
    let has_time = !is_enhanced || kind == FRAMES;
    let start = if has_time { head + 3 } else { head };
    if body.len() <= start {
        return Ok(Message::Nothing);
    }
    let offset = if has_time { composition(body.get(head..start)) } else { 0 };
    let data = body.slice(start..);
    match kind {
        SEQUENCE_START => Video::from_record(&data).map(Message::Video),
        FRAMES => Ok(unit(Track::Video, at, offset, is_key, data)),
        FRAMES_SHOWN_WHEN_DECODED if is_enhanced => Ok(unit(Track::Video, at, offset, is_key, data)),
        _ => Ok(Message::Nothing),
    }
}

/// An audio message that was sent at a time, in milliseconds.
pub fn audio(at: i64, body: &Bytes) -> Result<Message, FormatError> {
    let Some(first) = body.first().copied() else { return Ok(Message::Nothing) };
    let (is_opus, kind, start) = match first >> 4 {
        AAC => (false, body.get(1).copied(), 2),
        ENHANCED_AUDIO => match body.get(1..5) {
            Some(b"mp4a") => (false, Some(first & 15), 5),
            Some(b"Opus") => (true, Some(first & 15), 5),
            _ => return Err(FormatError::Codec),
        },
        _ => return Err(FormatError::Codec),
    };
    if body.len() <= start {
        return Ok(Message::Nothing);
    }
    let data = body.slice(start..);
    match kind {
        Some(SEQUENCE_START) if is_opus => {
            // OpusHead: eight letters, a version, the channels. Without a table, there are one or two.
            let channels = data.get(9).copied().unwrap_or(2).clamp(1, 2);
            Ok(Message::Audio(Audio::Opus { channels }))
        }
        Some(SEQUENCE_START) => Audio::aac(&data).map(Message::Audio),
        Some(FRAMES) => Ok(unit(Track::Audio, at, 0, true, data)),
        _ => Ok(Message::Nothing),
    }
}

fn unit(track: Track, at: i64, offset: i64, is_key: bool, data: Bytes) -> Message {
    let offset = i32::try_from(offset * TICKS).unwrap_or(0);
    Message::Frame(AccessUnit { track, at: at * TICKS, offset, is_key, data })
}

/// A signed number of 24 bits, in milliseconds.
fn composition(bytes: Option<&[u8]>) -> i64 {
    match bytes {
        Some([a, b, c]) => i64::from(i32::from_be_bytes([*a, *b, *c, 0]) >> 8),
        _ => 0,
    }
}

/// The tag that says what the pictures after it are made of. Nothing if the sets are too large.
pub fn video_format(video: &Video) -> Option<Vec<u8>> {
    let mut body = vec![KEY_FRAME << 4 | AVC, SEQUENCE_START, 0, 0, 0];
    body.extend(video.record()?);
    Some(body)
}

/// The tag that says what the sound after it is made of.
pub fn audio_format(audio: &Audio) -> Vec<u8> {
    let mut body = audio_head(audio, SEQUENCE_START);
    match audio {
        Audio::Aac { config, .. } => body.extend(config),
        Audio::Opus { channels } => {
            body.extend(b"OpusHead\x01");
            body.put_u8(*channels);
            body.put_u16_le(0);
            body.put_u32_le(48_000);
            // Neither a gain nor a table of channels.
            body.extend([0, 0, 0]);
        }
    }
    body
}

pub fn frame(unit: &AccessUnit) -> Vec<u8> {
    let kind = if unit.is_key { KEY_FRAME } else { OTHER_FRAME };
    let mut body = Vec::with_capacity(unit.data.len() + 5);
    body.extend([kind << 4 | AVC, FRAMES]);
    body.put_int(i64::from(unit.offset) / TICKS, 3);
    body.extend_from_slice(&unit.data);
    body
}

pub fn sound(audio: &Audio, unit: &AccessUnit) -> Vec<u8> {
    let mut body = audio_head(audio, FRAMES);
    body.extend_from_slice(&unit.data);
    body
}

/// Opus has a place in enhanced RTMP only.
fn audio_head(audio: &Audio, kind: u8) -> Vec<u8> {
    match audio {
        Audio::Aac { .. } => vec![AAC << 4 | AAC_USUAL, kind],
        Audio::Opus { .. } => [&[ENHANCED_AUDIO << 4 | kind][..], b"Opus"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composition_times_have_a_sign() {
        assert_eq!(composition(Some(&[0, 0, 80])), 80);
        assert_eq!(composition(Some(&[0xff, 0xff, 0xff])), -1);
    }

    #[test]
    fn bodies_of_any_length_are_read() {
        for first in 0..=255u8 {
            for length in 0..12 {
                let mut body = vec![first; length];
                if let Some(byte) = body.get_mut(1) {
                    *byte = 0;
                }
                let body = Bytes::from(body);
                let _ = video(0, &body);
                let _ = audio(0, &body);
            }
        }
    }

    #[test]
    fn what_we_write_is_what_we_read() {
        for audio in [Audio::aac(&[0x12, 0x10]).unwrap(), Audio::Opus { channels: 1 }] {
            let Ok(Message::Audio(read)) = super::audio(0, &audio_format(&audio).into()) else {
                panic!("no sound")
            };
            assert_eq!(read, audio);
            let unit = AccessUnit {
                track: Track::Audio,
                at: 1_800,
                offset: 0,
                is_key: true,
                data: Bytes::from_static(b"packet"),
            };
            let read = super::audio(20, &sound(&audio, &unit).into());
            assert!(matches!(read, Ok(Message::Frame(read)) if read.at == 1_800 && read.data == unit.data));
        }
        for (offset, is_key) in [(3_600, true), (-90, false)] {
            let data = Bytes::from_static(b"frame");
            let unit = AccessUnit { track: Track::Video, at: 900, offset, is_key, data };
            let Ok(Message::Frame(read)) = video(10, &frame(&unit).into()) else { panic!("no frame") };
            assert_eq!((read.at, read.offset, read.is_key), (900, offset, is_key));
        }
    }

    #[test]
    fn an_enhanced_frame_is_read() {
        let body = Bytes::from_static(b"\x91avc1\x00\x00\x28frame");
        let Ok(Message::Frame(unit)) = video(1_000, &body) else { panic!("no frame") };
        assert_eq!((unit.at, unit.offset, unit.is_key), (90_000, 3_600, true));
        assert_eq!(&unit.data[..], b"frame");
        assert!(matches!(video(0, &Bytes::from_static(b"\x91hvc1\0\0\0x")), Err(FormatError::Codec)));
    }
}
