//! H.264 as it comes out of RTP: NAL units behind start codes.

use bytes::{BufMut as _, Bytes, BytesMut};

const SLICE_OF_KEY_FRAME: u8 = 5;
const SPS: u8 = 7;
const PPS: u8 = 8;
const DELIMITER: u8 = 9;
const FILLER: u8 = 12;

/// A frame, its NAL units behind their lengths; and the parameter sets that came with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Frame {
    pub data: Bytes,
    pub is_key: bool,
    pub sets: Option<(Vec<u8>, Vec<u8>)>,
}

pub fn frame(stream: &[u8]) -> Frame {
    let (mut data, mut frame) = (BytesMut::with_capacity(stream.len() + 16), Frame::default());
    let (mut sps, mut pps) = (None, None);
    for unit in units(stream) {
        match unit.first().map_or(0, |first| first & 31) {
            SPS => sps = Some(unit.to_vec()),
            PPS => pps = Some(unit.to_vec()),
            DELIMITER | FILLER => {}
            kind => {
                frame.is_key |= kind == SLICE_OF_KEY_FRAME;
                data.put_u32(u32::try_from(unit.len()).unwrap_or(0));
                data.put_slice(unit);
            }
        }
    }
    frame.data = data.freeze();
    frame.sets = sps.zip(pps);
    frame
}

/// The NAL units between start codes, without the zeros behind them.
fn units(stream: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(window) = stream.get(at..at + 3) {
        if window == [0, 0, 1] {
            starts.push(at);
            at += 3;
        } else {
            at += 1;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([stream.len()]);
    let units = starts.iter().zip(ends).filter_map(|(start, end)| {
        let unit = stream.get(start + 3..end)?;
        let length = unit.iter().rposition(|byte| *byte != 0)? + 1;
        unit.get(..length)
    });
    units.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_behind_short_and_long_codes() {
        let stream = [0, 0, 0, 1, 9, 16, 0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 2, 0, 0, 0, 1, 0x65, 7, 8];
        let frame = frame(&stream);
        assert!(frame.is_key);
        assert_eq!(frame.sets, Some((vec![0x67, 1], vec![0x68, 2])));
        assert_eq!(&frame.data[..], [0, 0, 0, 3, 0x65, 7, 8]);
    }

    #[test]
    fn garbage_has_no_units_or_small_ones() {
        for stream in [&[][..], &[0, 0, 1], &[0, 0, 1, 0, 0, 1, 0, 0, 0], &[1, 2, 3]] {
            assert_eq!(frame(stream), Frame::default());
        }
    }
}
