//! H.264 by hand: macroblocks that are as they were, that go on as their neighbours end, or that are sent as they are.

use super::bits::Bits;
use super::canvas::{BLOCK, Block, Canvas, SIDE};
use super::sets::{self, Stream};
use crate::cmaf::{AccessUnit, FormatError, TICKS, Track, Video};
use bytes::{BufMut as _, Bytes, BytesMut};

/// Makes frames of canvases of one size, without loss. It holds the last picture twice.
pub struct Encoder {
    stream: Stream,
    /// Frames from one key frame to the next.
    group: u64,
    /// Frames there were.
    count: u64,
    /// The last picture, and the same square by square, as a decoder has it.
    before: Canvas,
    blocks: Vec<Block>,
    /// Which squares of this picture are sent as they are.
    is_sent: Vec<bool>,
}

/// Where a plane goes on from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Above,
    Left,
}

/// Kinds of units: a picture that refers to none, and one that others refer to as well.
const KEY: u8 = 0x65;
const OTHER: u8 = 0x41;
/// Kinds of slices (table 7-6): all slices of the picture are such.
const ALL_WITHIN: u32 = 7;
const ALL_BEFORE: u32 = 5;
/// Kinds of macroblocks (table 7-11); behind the five of pictures that refer to others.
const AS_IT_IS: u32 = 25;
const BEHIND: u32 = 5;
/// Where the planes of a square begin, and how long their sides are.
const BRIGHTNESS: (usize, usize) = (0, SIDE);
const COLOURS: [(usize, usize); 2] = [(256, SIDE / 2), (320, SIDE / 2)];
/// Frames are counted in four bits.
const FRAMES: u64 = 16;
/// An edge is not smoothed.
const NOT_SMOOTHED: u32 = 1;

impl Encoder {
    /// For canvases of the size of this one, with a key frame after so many frames.
    pub fn new(canvas: &Canvas, frames_per_second: u32, group: u32) -> Encoder {
        let (columns, rows) = canvas.squares();
        Encoder {
            stream: Stream {
                width: canvas.width(),
                height: canvas.height(),
                frames_per_second: frames_per_second.clamp(1, 120),
            },
            group: group.max(1).into(),
            count: 0,
            before: canvas.clone(),
            blocks: vec![[0; BLOCK]; columns * rows],
            is_sent: vec![false; columns * rows],
        }
    }

    /// What the frames are made of.
    pub fn video(&self) -> Result<Video, FormatError> {
        Video::from_sets(&sets::sequence(self.stream), &sets::picture())
    }

    /// The next frame, with the time that its number says.
    pub fn frame(&mut self, canvas: &Canvas) -> AccessUnit {
        let place = self.count % self.group;
        let is_key = place == 0;
        let mut bits = Bits::default();
        self.head(&mut bits, place);
        self.squares(&mut bits, canvas, is_key);
        let unit = bits.unit(if is_key { KEY } else { OTHER });
        let at = i64::try_from(self.count).unwrap_or(0) * TICKS / i64::from(self.stream.frames_per_second);
        self.count += 1;
        let mut data = BytesMut::with_capacity(unit.len() + 4);
        data.put_u32(u32::try_from(unit.len()).unwrap_or(0));
        data.put_slice(&unit);
        AccessUnit { track: Track::Video, at, offset: 0, is_key, data: Bytes::from(data) }
    }

    /// The header of the one slice (section 7.3.3).
    fn head(&self, bits: &mut Bits, place: u64) {
        let is_key = place == 0;
        bits.golomb(0);
        bits.golomb(if is_key { ALL_WITHIN } else { ALL_BEFORE });
        bits.golomb(0);
        bits.number((place % FRAMES) as u32, 4);
        if is_key {
            // Two that follow each other have different numbers.
            bits.golomb((self.count / self.group % 2) as u32);
            // Others are shown before it; it is kept for a short time.
            bits.number(0, 2);
        } else {
            // As many references as usual, in the usual order, and forgotten as usual.
            bits.number(0, 3);
        }
        bits.golomb(0);
        bits.golomb(NOT_SMOOTHED);
    }

    fn squares(&mut self, bits: &mut Bits, canvas: &Canvas, is_key: bool) {
        let columns = self.stream.width.div_ceil(SIDE);
        let mut skipped = 0;
        for row in 0..self.blocks.len() / columns {
            let places = row * columns..(row + 1) * columns;
            if !is_key && canvas.has_row_of(&self.before, row) {
                places.for_each(|place| self.mark(place, false));
                skipped += columns as u32;
                continue;
            }
            for place in places {
                self.square(bits, canvas, place, is_key, &mut skipped);
            }
        }
        if skipped > 0 {
            bits.golomb(skipped);
        }
        self.before.copy(canvas);
    }

    fn square(&mut self, bits: &mut Bits, canvas: &Canvas, place: usize, is_key: bool, skipped: &mut u32) {
        let columns = self.stream.width.div_ceil(SIDE);
        let column = place % columns;
        let mut block = [0; BLOCK];
        canvas.block(column, place / columns, &mut block);
        let Some(there) = self.blocks.get_mut(place) else { return };
        if *there == block && !is_key {
            self.mark(place, false);
            *skipped += 1;
            return;
        }
        *there = block;
        if !is_key {
            bits.golomb(std::mem::take(skipped));
        }
        let (above, left) = (place.checked_sub(columns), (column > 0).then(|| place - 1));
        let kind = if is_key { 0 } else { BEHIND };
        let goes_on = self.going_on(&block, above, left);
        self.mark(place, goes_on.is_none());
        if let Some((bright, colours)) = goes_on {
            bits.golomb(kind + if bright == From::Above { 1 } else { 2 });
            bits.golomb(if colours == From::Left { 1 } else { 2 });
            // No other quantizer, and no coefficient, which is said by what the neighbours had (table 9-5).
            bits.golomb(0);
            let has_many = [above, left].into_iter().flatten().any(|place| self.was_sent(place));
            if has_many {
                bits.number(0b00_0011, 6);
            } else {
                bits.bit(true);
            }
        } else {
            bits.golomb(kind + AS_IT_IS);
            bits.align();
            bits.bytes(&block);
        }
    }

    /// From where the square goes on, brightness and colours, if it does exactly.
    fn going_on(&self, block: &Block, above: Option<usize>, left: Option<usize>) -> Option<(From, From)> {
        let ways = [(From::Above, above), (From::Left, left)].map(|(way, place)| {
            let there = place.and_then(|place| self.blocks.get(place));
            (way, there)
        });
        let way = |planes: &[(usize, usize)]| {
            let goes = |there: &Block, way| planes.iter().all(|plane| goes_on(block, there, *plane, way));
            ways.iter().find(|(way, there)| there.is_some_and(|there| goes(there, *way))).map(|found| found.0)
        };
        Some((way(&[BRIGHTNESS])?, way(&COLOURS)?))
    }

    fn mark(&mut self, place: usize, is_sent: bool) {
        if let Some(there) = self.is_sent.get_mut(place) {
            *there = is_sent;
        }
    }

    fn was_sent(&self, place: usize) -> bool {
        self.is_sent.get(place).copied().unwrap_or(false)
    }
}

/// Whether each line of a plane is the last one of the square above, or each goes on as it ends at the left.
fn goes_on(block: &Block, there: &Block, (start, side): (usize, usize), way: From) -> bool {
    let plane = start..start + side * side;
    let (Some(block), Some(there)) = (block.get(plane.clone()), there.get(plane)) else { return false };
    match way {
        From::Above => {
            let last = there.rchunks_exact(side).next();
            block.chunks_exact(side).all(|line| Some(line) == last)
        }
        From::Left => block
            .chunks_exact(side)
            .zip(there.chunks_exact(side))
            .all(|(line, before)| line.iter().all(|value| Some(value) == before.last())),
    }
}
