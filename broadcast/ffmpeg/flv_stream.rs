//! What ffmpeg writes to us: FLV, whose tags are those of RTMP.

use crate::cmaf::FormatError;
use crate::rtmp::{FlvMessage, flv_audio, flv_video};
use bytes::{Buf as _, BytesMut};

/// Takes what comes apart, tag by tag.
#[derive(Debug, Default)]
pub struct FlvStream {
    input: BytesMut,
    has_begun: bool,
}

/// A header, and the size of the tag before the first.
const HEADER: usize = 9 + 4;
const TAG: usize = 11;
/// Behind each tag stands its size.
const BEHIND: usize = 4;
const AUDIO: u8 = 8;
const VIDEO: u8 = 9;

impl FlvStream {
    pub fn push(&mut self, bytes: &[u8]) {
        self.input.extend_from_slice(bytes);
    }

    /// The next tag that has come whole.
    pub fn next(&mut self) -> Result<Option<FlvMessage>, FormatError> {
        if !self.has_begun {
            if self.input.len() < HEADER {
                return Ok(None);
            }
            self.input.advance(HEADER);
            self.has_begun = true;
        }
        let Some(&[kind, a, b, c, t1, t2, t3, t0, ..]) = self.input.first_chunk::<TAG>() else {
            return Ok(None);
        };
        let size = u32::from_be_bytes([0, a, b, c]) as usize;
        if self.input.len() < TAG + size + BEHIND {
            return Ok(None);
        }
        self.input.advance(TAG);
        let body = self.input.split_to(size).freeze();
        self.input.advance(BEHIND);
        let at = i64::from(i32::from_be_bytes([t0, t1, t2, t3]));
        match kind & 31 {
            AUDIO => flv_audio(at, &body).map(Some),
            VIDEO => flv_video(at, &body).map(Some),
            _ => Ok(Some(FlvMessage::Nothing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmaf::Audio;

    #[test]
    fn tags_are_read_however_they_come() {
        let mut bytes = b"FLV\x01\x05\0\0\0\x09\0\0\0\0".to_vec();
        bytes.extend(b"\x12\0\0\x03\0\0\0\0\0\0\0abc\0\0\0\x0e");
        bytes.extend(b"\x08\0\0\x04\0\0\0\0\0\0\0\xaf\0\x12\x10\0\0\0\x0f");
        bytes.extend(b"\x08\0\0\x03\0\x01\0\x01\0\0\0\xaf\x01\x07\0\0\0\x0e");
        for piece in 1..9 {
            let (mut stream, mut found) = (FlvStream::default(), Vec::new());
            for part in bytes.chunks(piece) {
                stream.push(part);
                while let Some(message) = stream.next().unwrap() {
                    found.push(message);
                }
            }
            assert!(matches!(found[0], FlvMessage::Nothing));
            assert!(matches!(&found[1], FlvMessage::Audio(Audio::Aac { rate: 44_100, .. })));
            let FlvMessage::Frame(unit) = &found[2] else { panic!("no packet") };
            assert_eq!((unit.at, &unit.data[..]), (((1 << 24) + 256) * 90, &b"\x07"[..]));
        }
    }
}
