//! Parameter sets: what a decoder must know before the first picture (ITU-T H.264, sections 7.3.2 and E.1).

use super::bits::Bits;
use super::canvas::SIDE;

/// What we say of a stream.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    pub width: usize,
    pub height: usize,
    pub frames_per_second: u32,
}

/// A reference that others need, and the kind of unit.
const SEQUENCE: u8 = 0x67;
const PICTURE: u8 = 0x68;
const BASELINE: u32 = 66;
/// Of the constrained baseline profile, which is of the main one as well.
const CONSTRAINED: u32 = 0xc0;
/// Levels by macroblocks a second and in a picture (table A-1); of a smaller one some decoders would not take a picture of
/// which all is sent as it is.
const LEVELS: [(u32, usize, usize); 4] =
    [(30, 40_500, 1_620), (31, 108_000, 3_600), (40, 245_760, 8_192), (51, 983_040, 36_864)];
const SQUARE_PIXELS: u32 = 1;
const UNSPECIFIED_FORMAT: u32 = 5;
const BT709: u32 = 1;

pub fn sequence(stream: Stream) -> Vec<u8> {
    let (columns, rows) = (stream.width.div_ceil(SIDE), stream.height.div_ceil(SIDE));
    let (blocks, rate) = (columns * rows, columns * rows * stream.frames_per_second as usize);
    let level = LEVELS.iter().find(|(_, most, largest)| rate <= *most && blocks <= *largest);
    let mut bits = Bits::default();
    bits.number(BASELINE, 8);
    bits.number(CONSTRAINED, 8);
    bits.number(level.map_or(51, |level| level.0), 8);
    // Its own number, and four bits for the number of a frame.
    bits.golomb(0);
    bits.golomb(0);
    // Pictures are shown in the order in which they come, and refer to the last one only.
    bits.golomb(2);
    bits.golomb(1);
    bits.bit(false);
    bits.golomb(columns as u32 - 1);
    bits.golomb(rows as u32 - 1);
    // Frames, not fields; vectors of the smallest blocks would be told once.
    bits.bit(true);
    bits.bit(true);
    // What is cut off at the right and at the bottom, in pairs of pixels.
    let (right, bottom) = (columns * SIDE - stream.width, rows * SIDE - stream.height);
    bits.bit(right + bottom > 0);
    if right + bottom > 0 {
        for cut in [0, right / 2, 0, bottom / 2] {
            bits.golomb(cut as u32);
        }
    }
    bits.bit(true);
    usability(&mut bits, stream.frames_per_second);
    bits.unit(SEQUENCE)
}

/// Video usability information: colours, timing, and that nothing is reordered.
fn usability(bits: &mut Bits, frames_per_second: u32) {
    bits.bit(true);
    bits.number(SQUARE_PIXELS, 8);
    bits.bit(false);
    bits.bit(true);
    bits.number(UNSPECIFIED_FORMAT, 3);
    // Limited range, and primaries, transfer and matrix.
    bits.bit(false);
    bits.bit(true);
    for _ in 0..3 {
        bits.number(BT709, 8);
    }
    bits.bit(false);
    // A frame is two ticks long.
    bits.bit(true);
    bits.number(1, 32);
    bits.number(frames_per_second * 2, 32);
    bits.bit(true);
    // No hypothetical decoder is described, by either way, and no structure of pictures.
    bits.number(0, 3);
    bits.bit(true);
    bits.bit(true);
    // No bound for a picture and a block but that of the level.
    bits.golomb(0);
    bits.golomb(0);
    for length in [10, 10] {
        bits.golomb(length);
    }
    // None is reordered, and one is kept.
    bits.golomb(0);
    bits.golomb(1);
}

pub fn picture() -> Vec<u8> {
    let mut bits = Bits::default();
    // Its own number and that of its sequence.
    bits.golomb(0);
    bits.golomb(0);
    // Codes of variable length; no fields; one group of slices; one reference in each list.
    bits.bit(false);
    bits.bit(false);
    bits.golomb(0);
    bits.golomb(0);
    bits.golomb(0);
    // No weights, of either kind; no change of the quantizers, which nothing uses.
    bits.number(0, 3);
    for _ in 0..3 {
        bits.golomb(0);
    }
    // Each slice says whether edges are smoothed: ours, that they are not.
    bits.bit(true);
    bits.number(0, 2);
    bits.unit(PICTURE)
}
