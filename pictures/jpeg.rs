//! A look at the outline of a JPEG before it is decoded.
//!
//! The decoder is forgiving: it fills what is missing with grey. A picture that came only half through the
//! network should be refused instead, and so should one whose few bytes ask for a thousand passes over all
//! pixels.

use super::PictureError;

/// Progressive files have ten passes or so; the standard allows any number.
const MAX_SCANS: u32 = 40;

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;

/// Does the file have an end, and a sensible number of passes?
pub fn check(file: &[u8]) -> Result<(), PictureError> {
    let (mut at, mut scans) = (2, 0);
    while let Some((marker, after)) = next_marker(file, at) {
        at = after;
        match marker {
            END_OF_IMAGE if scans > 0 => return Ok(()),
            START_OF_SCAN if scans == MAX_SCANS => return Err(PictureError::Unsupported { kind: "JPEG" }),
            START_OF_SCAN => scans += 1,
            _ => {}
        }
        // Only segments have a length, and what is within one may look like anything.
        if let 0xc0..=0xcf | 0xda..=0xfe = marker {
            at += segment_length(file, after);
        }
    }
    Err(PictureError::Damaged)
}

/// The next marker and the place after it. Within pixel data 0xff is followed by zero or a restart mark.
fn next_marker(file: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = file.get(from..)?;
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0x01 | 0xd0..=0xd7 | 0xff);
    let at = rest.windows(2).position(is_marker)?;
    Some((rest[at + 1], from + at + 2))
}

fn segment_length(file: &[u8], at: usize) -> usize {
    match file.get(at..at + 2) {
        Some(&[high, low]) => usize::from(u16::from_be_bytes([high, low])),
        Some(_) | None => 0,
    }
}
