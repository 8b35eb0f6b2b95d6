//! The board while it is carved: only what a new cut touches is drawn.

use super::canvas::{Around, Canvas, Colour, Point, mixed};
use super::ornament::{STEP, Stroke, TAPER, Tint};

/// A board and the cuts in it. What it shows depends on their number alone.
pub struct Carving {
    /// As it was before.
    plain: Canvas,
    board: Canvas,
    cuts: Vec<Cut>,
    done: usize,
    groove: Cover,
    edge: Cover,
}

/// A piece of a groove.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    pub from: Point,
    pub to: Point,
    half_width: f32,
    tint: Tint,
}

/// How much of each pixel is covered. Cuts that meet add nothing to each other, so that joints are not seen.
struct Cover {
    pixels: Vec<f32>,
    halves: Vec<f32>,
}

const THIN: f32 = 0.8;
const DEEPER: f32 = 1.3;
/// The light comes from the upper left, so that the lower right wall of a groove shines.
const LIGHT: Point = Point::new(1.1, 1.3);
const SHINE: Colour = Colour::rgb(0xff, 0xf6, 0xdf);
const CINNABAR: Colour = Colour::rgb(0xb3, 0x32, 0x1f);
const INDIGO: Colour = Colour::rgb(0x24, 0x3f, 0x6b);

impl Carving {
    pub fn new(plain: Canvas, strokes: &[Stroke]) -> Carving {
        let pixels = plain.width() * plain.height();
        Carving {
            board: plain.clone(),
            plain,
            cuts: strokes.iter().flat_map(cuts).collect(),
            done: 0,
            groove: Cover::new(pixels),
            edge: Cover::new(pixels),
        }
    }

    /// The board with so many cuts.
    pub fn with(&mut self, count: usize) -> &Canvas {
        if count < self.done {
            self.board.copy(&self.plain);
            let pixels = self.groove.pixels.len();
            (self.groove, self.edge) = (Cover::new(pixels), Cover::new(pixels));
            self.done = 0;
        }
        while self.done < count {
            let Some(cut) = self.cuts.get(self.done).copied() else { break };
            self.cut(cut);
            self.done += 1;
        }
        &self.board
    }

    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    fn cut(&mut self, cut: Cut) {
        let reach = cut.half_width + LIGHT.x.max(LIGHT.y);
        let around = Around::both(Around::of(cut.from, reach), Around::of(cut.to, reach));
        let lit = |point: Point| Point::new(point.x - LIGHT.x, point.y - LIGHT.y);
        let (width, height) = (self.plain.width(), self.plain.height());
        for (at, point) in around.pixels(width, height) {
            let (outside, lit) = (cut.outside(point), cut.outside(lit(point)));
            if outside.min(lit) >= 0.5 {
                continue;
            }
            let groove = Cover::add(&mut self.groove.pixels, at, 0.5 - outside);
            let edge = Cover::add(&mut self.edge.pixels, at, 0.5 - lit);
            let shone = mixed(self.plain.pixel(at), SHINE.brightness, edge * 0.8);
            self.board.cover_pixel(at, mixed(shone, cut.colour().brightness, groove));
        }
        for (at, point) in around.halves(width, height) {
            let (outside, lit) = (cut.outside(point), cut.outside(lit(point)));
            if outside.min(lit) >= 1.0 {
                continue;
            }
            let groove = Cover::add(&mut self.groove.halves, at, 0.5 - outside / 2.0);
            let edge = Cover::add(&mut self.edge.halves, at, 0.5 - lit / 2.0);
            let ((blue, red), colour) = (self.plain.half(at), cut.colour());
            let (blue, red) = (mixed(blue, SHINE.blue, edge * 0.8), mixed(red, SHINE.red, edge * 0.8));
            self.board.cover_half(at, mixed(blue, colour.blue, groove), mixed(red, colour.red, groove));
        }
    }
}

impl Cut {
    fn outside(self, point: Point) -> f32 {
        point.from_line(self.from, self.to) - self.half_width
    }

    fn colour(self) -> Colour {
        match self.tint {
            Tint::Cinnabar => CINNABAR,
            Tint::Indigo => INDIGO,
        }
    }
}

impl Cover {
    fn new(pixels: usize) -> Cover {
        Cover { pixels: vec![0.0; pixels], halves: vec![0.0; pixels / 4] }
    }

    /// What is covered there now.
    fn add(plane: &mut [f32], at: usize, cover: f32) -> f32 {
        let Some(there) = plane.get_mut(at) else { return 0.0 };
        *there = there.max(cover.clamp(0.0, 1.0));
        *there
    }
}

fn cuts(stroke: &Stroke) -> Vec<Cut> {
    let count = stroke.points.len().saturating_sub(1);
    let pairs = stroke.points.iter().zip(stroke.points.iter().skip(1));
    pairs
        .enumerate()
        .map(|(place, (from, to))| {
            let to_end = (place.min(count - place)) as f32 * STEP;
            let half_width = THIN + DEEPER * (to_end / TAPER).min(1.0);
            Cut { from: *from, to: *to, half_width, tint: stroke.tint }
        })
        .collect()
}
