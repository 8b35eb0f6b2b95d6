//! A calm show of two minutes that begins anew: a gouge carves a sun over the sea into a board, under a clock.

use super::canvas::{Canvas, Colour, Point, SIDE};
use super::carving::Carving;
use super::digits;
use super::gouge::Gouge;
use super::ornament::{self, Stroke};
use kernel::Timestamp;
use std::time::Duration;

/// What is shown at a moment depends on that moment only; who draws moments in their order draws less.
pub struct Scene {
    began_at: Timestamp,
    carving: Carving,
    legs: Vec<Leg>,
    canvas: Canvas,
}

/// The way to a line, and the line itself.
#[derive(Clone, Copy, Debug)]
struct Leg {
    /// Since the round began, in seconds.
    begins: f32,
    travels: f32,
    carves: f32,
    from: Point,
    to: Point,
    /// The first of its cuts, and how many there are.
    first: usize,
    count: usize,
}

const WIDTH: usize = 360;
const HEIGHT: usize = 640;
const ROUND: Duration = Duration::from_secs(120);
/// Of a round, the rest is for looking at what was made.
const WORK: f32 = 110.0;
/// A way between two lines takes as long, and a second more for so many pixels.
const WAY: f32 = 0.35;
const WAY_SPEED: f32 = 190.0;
const HIGH: f32 = 7.0;
/// Out of sight.
const REST: Point = Point::new(352.0, 648.0);
/// The board; its sides lie on those of macroblocks, where straight lines cost nothing.
const BOARD: (usize, usize, usize, usize) = (32, 80, 296, 528);
const PAPER: Colour = Colour::rgb(0xf6, 0xf1, 0xe6);
const BOARD_TINT: Colour = Colour::rgb(0xe8, 0xd4, 0xac);
const BOARD_EDGE: Colour = Colour::rgb(0xb9, 0x98, 0x62);
const BOARD_SHADE: Colour = Colour::rgb(0xdd, 0xd3, 0xbf);
const GRAIN_LINES: [usize; 4] = [1, 5, 8, 13];
const GRAIN: [Colour; 2] = [Colour::rgb(0xe2, 0xcc, 0xa1), Colour::rgb(0xed, 0xdb, 0xb8)];
const SKETCH: Colour = Colour::rgb(0xcf, 0xb6, 0x88);
const GILT: Colour = Colour::rgb(0xf0, 0xd2, 0x82);
const FRAME: Colour = Colour::rgb(0x83, 0x5c, 0x0e);
const INDIGO: Colour = Colour::rgb(0x1b, 0x2f, 0x52);
/// The plate of the clock, of whole macroblocks, and its digits on it; that of the tenths lies within a column of them.
const PLATE: (usize, usize, usize, usize) = (16, 16, 208, 32);
const CLOCK: (usize, usize) = (30, 21);
const SQUARE: usize = 3;
const CLOCK_LETTERS: usize = 10;
/// Between the brightness of the plate and that of the digits.
const MIDDLE: u8 = 128;

impl Scene {
    pub const FRAMES_PER_SECOND: u32 = 20;
    /// Frames from one key frame to the next: two seconds.
    pub const GROUP: u32 = 40;

    /// A programme that began at a moment, which its clock shows.
    pub fn new(began_at: Timestamp) -> Scene {
        let strokes = ornament::strokes();
        let plain = plain(&strokes);
        let canvas = plain.clone();
        Scene { began_at, carving: Carving::new(plain, &strokes), legs: legs(&strokes), canvas }
    }

    /// The picture so long after the programme began.
    pub fn at(&mut self, since: Duration) -> &Canvas {
        let seconds = Duration::from_nanos((since.as_nanos() % ROUND.as_nanos()) as u64).as_secs_f32();
        let (count, gouge) = self.moment(seconds);
        self.canvas.copy(self.carving.with(count));
        gouge.draw(&mut self.canvas);
        let (left, top, width, height) = PLATE;
        self.canvas.rect(left, top, width, height, INDIGO);
        let (left, top) = CLOCK;
        self.canvas.digits(left, top, SQUARE, &clock(self.began_at + since), PAPER);
        &self.canvas
    }

    /// The time of the day that a picture of this scene shows, out of its plane of brightness; nothing if it is none.
    pub fn clock(brightness: &[u8]) -> Option<Duration> {
        let is_drawn = |place: usize, row: usize, column: usize| {
            let (left, top) = (CLOCK.0 + place * digits::STEP * SQUARE, CLOCK.1);
            let middle = (top + row * SQUARE + SQUARE / 2) * WIDTH + left + column * SQUARE + SQUARE / 2;
            brightness.get(middle).is_some_and(|value| *value > MIDDLE)
        };
        let mut text = String::new();
        for place in 0..CLOCK_LETTERS {
            text.push(digits::read(|row, column| is_drawn(place, row, column))?);
        }
        let (whole, tenths) = text.split_once('.')?;
        let mut seconds = 0;
        for number in whole.split(':') {
            seconds = seconds * 60 + number.parse::<u64>().ok()?;
        }
        Some(Duration::from_millis(seconds * 1_000 + tenths.parse::<u64>().ok()? * 100))
    }

    /// How many cuts there are, and where the gouge is.
    fn moment(&self, seconds: f32) -> (usize, Gouge) {
        let Some(leg) = self.legs.iter().rev().find(|leg| leg.begins <= seconds) else {
            return (0, Gouge { tip: REST, height: 0.0 });
        };
        let gone = seconds - leg.begins;
        if gone < leg.travels {
            let share = gone / leg.travels;
            let eased = share * share * (3.0 - 2.0 * share);
            let height = HIGH * (share * std::f32::consts::PI).sin();
            return (leg.first, Gouge { tip: leg.from.towards(leg.to, eased), height });
        }
        let share = ((gone - leg.travels) / leg.carves.max(f32::EPSILON)).min(1.0);
        let count = leg.first + (share * leg.count as f32) as usize;
        let here = count.checked_sub(1).and_then(|last| self.carving.cuts().get(last));
        let tip = if count == leg.first { leg.to } else { here.map_or(leg.to, |cut| cut.to) };
        (count, Gouge { tip, height: 0.0 })
    }
}

/// `12:34:56.7`, in UTC.
fn clock(at: Timestamp) -> String {
    let tenths = at.micros().rem_euclid(86_400_000_000) / 100_000;
    let (hours, minutes) = (tenths / 36_000, tenths / 600 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{}", tenths / 10 % 60, tenths % 10)
}

/// The board with a sketch on it, before anything is carved.
fn plain(strokes: &[Stroke]) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, PAPER);
    let (left, top, width, height) = BOARD;
    canvas.rect(left + 4, top + 6, width, height, BOARD_SHADE);
    canvas.rect(left, top, width, height, BOARD_EDGE);
    canvas.rect(left + 2, top + 2, width - 4, height - 6, BOARD_TINT);
    // The grain goes across, so that each square of it goes on as the one at its left; between are rows without any.
    for (row, line) in (top..top + height - SIDE).step_by(2 * SIDE).enumerate() {
        for (place, down) in GRAIN_LINES.iter().enumerate() {
            let down = (down + row * 5) % SIDE;
            let thick = if down + 2 < SIDE { 1 + (place + row) % 2 } else { 1 };
            canvas.rect(left + 2, line + down, width - 4, thick, GRAIN[(place + row) % 2]);
        }
    }
    for (inset, thick) in [(8, 2), (12, 1)] {
        let (left, top, width, height) =
            (left + inset, top + inset, width - 2 * inset, height - 2 * inset - 2);
        canvas.rect(left, top, width, thick, FRAME);
        canvas.rect(left, top + height - thick, width, thick, FRAME);
        canvas.rect(left, top, thick, height, FRAME);
        canvas.rect(left + width - thick, top, thick, height, FRAME);
    }
    canvas.disc(ornament::SUN, ornament::SUN_RADIUS, GILT);
    for pair in strokes.iter().flat_map(|stroke| stroke.points.windows(2)) {
        if let [from, to] = pair {
            canvas.line(*from, *to, 1.0, SKETCH);
        }
    }
    canvas
}

/// Each line after the way to it, all of them within the time for work, and at the end the way to where it rests.
fn legs(strokes: &[Stroke]) -> Vec<Leg> {
    let mut legs = Vec::new();
    let (mut from, mut first) = (REST, 0);
    for stroke in strokes {
        let (Some(to), Some(end)) = (stroke.points.first(), stroke.points.last()) else { continue };
        let (count, travels) = (stroke.points.len() - 1, WAY + from.distance(*to) / WAY_SPEED);
        legs.push(Leg { begins: 0.0, travels, carves: 0.0, from, to: *to, first, count });
        (from, first) = (*end, first + count);
    }
    let back = WAY + from.distance(REST) / WAY_SPEED;
    legs.push(Leg { begins: 0.0, travels: back, carves: 0.0, from, to: REST, first, count: 0 });
    let ways: f32 = legs.iter().map(|leg| leg.travels).sum();
    let each = (WORK - ways).max(1.0) / first.max(1) as f32;
    let mut now = 0.0;
    for leg in &mut legs {
        leg.begins = now;
        leg.carves = each * leg.count as f32;
        now += leg.travels + leg.carves;
    }
    legs
}
