//! A picture in memory, and the few acts by which it is drawn.

use super::digits;

/// In the colours of video: brightness and two differences (ITU-R BT.709, limited range).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub brightness: u8,
    pub blue: u8,
    pub red: u8,
}

/// From the upper left corner, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// Three planes, as `yuv420p` has them; of the colours there is one for four pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    height: usize,
    brightness: Vec<u8>,
    blue: Vec<u8>,
    red: Vec<u8>,
}

/// A square of sixteen pixels, as H.264 sends it: brightness, blue, red.
pub type Block = [u8; BLOCK];

pub const BLOCK: usize = 384;
pub const SIDE: usize = 16;
const HALF: usize = SIDE / 2;
/// What a decoder of every level that we write takes, and the least that [`crate::Video`] does.
const SIDES: std::ops::RangeInclusive<usize> = 16..=2_048;

impl Colour {
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
        let (r, g, b) = (red as i32, green as i32, blue as i32);
        // Ten thousandths, with a half so that they are rounded.
        Colour {
            brightness: (16 + (1_826 * r + 6_142 * g + 620 * b + 5_000) / 10_000) as u8,
            blue: ((1_285_000 - 1_006 * r - 3_386 * g + 4_392 * b) / 10_000) as u8,
            red: ((1_285_000 + 4_392 * r - 3_989 * g - 403 * b) / 10_000) as u8,
        }
    }
}

impl Point {
    pub const fn new(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    pub fn distance(self, other: Point) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point at a share of the way to another.
    pub fn towards(self, other: Point, share: f32) -> Point {
        Point { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    /// How far it is from the line between two others.
    pub fn from_line(self, from: Point, to: Point) -> f32 {
        let (across, down) = (to.x - from.x, to.y - from.y);
        let length = (across * across + down * down).max(f32::EPSILON);
        let share = ((self.x - from.x) * across + (self.y - from.y) * down) / length;
        self.distance(from.towards(to, share.clamp(0.0, 1.0)))
    }
}

impl Canvas {
    /// Sides are even and between 16 and 2,048 pixels; others are made so.
    pub fn new(width: usize, height: usize, colour: Colour) -> Canvas {
        let side = |side: usize| side.clamp(*SIDES.start(), *SIDES.end()).next_multiple_of(2);
        let (width, height) = (side(width), side(height));
        Canvas {
            width,
            height,
            brightness: vec![colour.brightness; width * height],
            blue: vec![colour.blue; width * height / 4],
            red: vec![colour.red; width * height / 4],
        }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    /// The plane of brightness, row by row.
    pub fn brightness(&self) -> &[u8] {
        &self.brightness
    }

    /// All planes, as raw video has them.
    pub fn planes(&self) -> Vec<u8> {
        [&self.brightness[..], &self.blue, &self.red].concat()
    }

    /// Fill a rectangle; what lies outside is left out, and colours begin at even pixels.
    pub fn rect(&mut self, left: usize, top: usize, width: usize, height: usize, colour: Colour) {
        let (right, bottom) = ((left + width).min(self.width), (top + height).min(self.height));
        fill(&mut self.brightness, self.width, (left, top, right, bottom), colour.brightness);
        let halves = (left.div_ceil(2), top.div_ceil(2), right.div_ceil(2), bottom.div_ceil(2));
        fill(&mut self.blue, self.width / 2, halves, colour.blue);
        fill(&mut self.red, self.width / 2, halves, colour.red);
    }

    /// A line with round ends.
    pub fn line(&mut self, from: Point, to: Point, width: f32, colour: Colour) {
        let around = Around::both(Around::of(from, width / 2.0), Around::of(to, width / 2.0));
        self.paint(around, 1.0, |point| (point.from_line(from, to) - width / 2.0, colour));
    }

    pub fn disc(&mut self, centre: Point, radius: f32, colour: Colour) {
        self.paint(Around::of(centre, radius), 1.0, |point| (point.distance(centre) - radius, colour));
    }

    /// Digits, `:` and `.` in squares of so many pixels; other letters are blanks.
    pub fn digits(&mut self, left: usize, top: usize, scale: usize, text: &str, colour: Colour) {
        for (place, letter) in text.chars().enumerate() {
            let left = left + place * digits::STEP * scale;
            for (row, column) in digits::squares(letter) {
                self.rect(left + column * scale, top + row * scale, scale, scale, colour);
            }
        }
    }

    /// Paint a shape with soft edges: `shape` says of a point how far it is outside, negative within, and which colour it
    /// has. Where that is not opaque, what was there shows through.
    pub(super) fn paint(&mut self, around: Around, opacity: f32, shape: impl Fn(Point) -> (f32, Colour)) {
        for (at, point) in around.pixels(self.width, self.height) {
            let (outside, colour) = shape(point);
            if outside < 0.5 {
                mix(&mut self.brightness, at, colour.brightness, (0.5 - outside).min(1.0) * opacity);
            }
        }
        for (at, point) in around.halves(self.width, self.height) {
            let (outside, colour) = shape(point);
            if outside < 1.0 {
                let cover = (0.5 - outside / 2.0).min(1.0) * opacity;
                mix(&mut self.blue, at, colour.blue, cover);
                mix(&mut self.red, at, colour.red, cover);
            }
        }
    }

    /// Set what one place of a plane shows.
    pub(super) fn cover_pixel(&mut self, at: usize, brightness: u8) {
        if let Some(there) = self.brightness.get_mut(at) {
            *there = brightness;
        }
    }

    pub(super) fn cover_half(&mut self, at: usize, blue: u8, red: u8) {
        if let (Some(there), Some(other)) = (self.blue.get_mut(at), self.red.get_mut(at)) {
            (*there, *other) = (blue, red);
        }
    }

    pub(super) fn pixel(&self, at: usize) -> u8 {
        self.brightness.get(at).copied().unwrap_or(0)
    }

    pub(super) fn half(&self, at: usize) -> (u8, u8) {
        (self.blue.get(at).copied().unwrap_or(0), self.red.get(at).copied().unwrap_or(0))
    }

    /// A copy of another canvas, without asking for memory again.
    pub(super) fn copy(&mut self, other: &Canvas) {
        (self.width, self.height) = (other.width, other.height);
        self.brightness.clone_from(&other.brightness);
        self.blue.clone_from(&other.blue);
        self.red.clone_from(&other.red);
    }

    /// Squares in a row, and rows of them.
    pub(super) fn squares(&self) -> (usize, usize) {
        (self.width.div_ceil(SIDE), self.height.div_ceil(SIDE))
    }

    /// Whether a row of squares is as in another canvas of the same size.
    pub(super) fn has_row_of(&self, other: &Canvas, row: usize) -> bool {
        let same = |ours: &[u8], theirs: &[u8], line: usize| {
            let lines = (row * line).min(ours.len())..((row + 1) * line).min(ours.len());
            ours.get(lines.clone()) == theirs.get(lines)
        };
        let half = self.width / 2 * HALF;
        same(&self.brightness, &other.brightness, self.width * SIDE)
            && same(&self.blue, &other.blue, half)
            && same(&self.red, &other.red, half)
    }

    /// A square; what of it lies outside goes on as the edge is.
    pub(super) fn block(&self, column: usize, row: usize, block: &mut Block) {
        let (bright, colours) = block.split_at_mut(SIDE * SIDE);
        let (blue, red) = colours.split_at_mut(HALF * HALF);
        square(&self.brightness, (self.width, self.height), (column, row), SIDE, bright);
        let halves = (self.width / 2, self.height / 2);
        square(&self.blue, halves, (column, row), HALF, blue);
        square(&self.red, halves, (column, row), HALF, red);
    }
}

fn fill(plane: &mut [u8], width: usize, (left, top, right, bottom): (usize, usize, usize, usize), value: u8) {
    for row in plane.chunks_mut(width.max(1)).take(bottom).skip(top) {
        if let Some(part) = row.get_mut(left..right) {
            part.fill(value);
        }
    }
}

fn mix(plane: &mut [u8], at: usize, value: u8, cover: f32) {
    if let Some(there) = plane.get_mut(at) {
        *there = mixed(*there, value, cover);
    }
}

pub fn mixed(there: u8, value: u8, cover: f32) -> u8 {
    let (there, value) = (f32::from(there), f32::from(value));
    (there + (value - there) * cover).round() as u8
}

fn square(
    plane: &[u8],
    (width, height): (usize, usize),
    (column, row): (usize, usize),
    side: usize,
    out: &mut [u8],
) {
    let left = (column * side).min(width - 1);
    let there = side.min(width - left);
    for (place, line) in out.chunks_exact_mut(side).enumerate() {
        let start = (row * side + place).min(height - 1) * width + left;
        let Some(from) = plane.get(start..start + there) else { continue };
        let (front, behind) = line.split_at_mut(there);
        front.copy_from_slice(from);
        behind.fill(from.last().copied().unwrap_or(0));
    }
}

/// A rectangle in which all of a shape lies, with its soft edge.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Around {
    pub fn of(centre: Point, radius: f32) -> Around {
        let reach = radius + 3.0;
        Around {
            left: centre.x - reach,
            top: centre.y - reach,
            right: centre.x + reach,
            bottom: centre.y + reach,
        }
    }

    pub fn both(one: Around, other: Around) -> Around {
        Around {
            left: one.left.min(other.left),
            top: one.top.min(other.top),
            right: one.right.max(other.right),
            bottom: one.bottom.max(other.bottom),
        }
    }

    /// Places in the plane of brightness, and the middle of each.
    pub fn pixels(self, width: usize, height: usize) -> impl Iterator<Item = (usize, Point)> {
        self.places(width, height, 1.0)
    }

    /// The same in the planes of colour.
    pub fn halves(self, width: usize, height: usize) -> impl Iterator<Item = (usize, Point)> {
        self.places(width / 2, height / 2, 2.0)
    }

    fn places(self, width: usize, height: usize, size: f32) -> impl Iterator<Item = (usize, Point)> {
        // A float that is too small or too large becomes the nearest number there is.
        let within = |from: f32, to: f32, most: usize| {
            ((from / size).floor() as usize).min(most)..((to / size).ceil() as usize).min(most)
        };
        let columns = within(self.left, self.right, width);
        within(self.top, self.bottom, height).flat_map(move |row| {
            columns.clone().map(move |column| {
                let middle = Point::new((column as f32 + 0.5) * size, (row as f32 + 0.5) * size);
                (row * width + column, middle)
            })
        })
    }
}
