//! What is carved: a sun with a face over the waves of the sea, as lines in the order in which a hand cuts them.

use super::canvas::Point;
use std::f32::consts::{PI, TAU};

/// A line, its points close to each other.
#[derive(Clone, Debug)]
pub struct Stroke {
    pub points: Vec<Point>,
    pub tint: Tint,
}

/// With what a groove is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    Cinnabar,
    Indigo,
}

/// From one point of a line to the next, in pixels.
pub const STEP: f32 = 1.5;
/// Grooves begin and end shallow, over so many pixels.
pub const TAPER: f32 = 12.0;

pub const SUN: Point = Point::new(180.0, 254.0);
pub const SUN_RADIUS: f32 = 58.0;
const RAYS: usize = 16;
/// Rows of waves: where the first lies, and how far the next is below.
const WAVES: (f32, f32) = (462.0, 26.0);
const ROWS: usize = 5;
const WAVE: f32 = 33.0;
/// In this frame waves lie.
const LEFT: f32 = 50.0;
const RIGHT: f32 = 310.0;
const BOTTOM: f32 = 574.0;

/// All lines, the first one first.
pub fn strokes() -> Vec<Stroke> {
    let mut lines: Vec<(Tint, Vec<Point>)> = Vec::new();
    let mut cinnabar = |line| lines.push((Tint::Cinnabar, line));
    cinnabar(circle(SUN, SUN_RADIUS));
    cinnabar(circle(SUN, 50.0));
    face().into_iter().for_each(&mut cinnabar);
    (0..RAYS).map(ray).for_each(&mut cinnabar);
    let mut indigo = |line| lines.push((Tint::Indigo, line));
    for side in [-1.0, 1.0] {
        indigo(cloud(Point::new(SUN.x + side * 94.0, 132.0), side));
        indigo(cloud(Point::new(SUN.x + side * 92.0, 386.0), side));
    }
    (0..ROWS).flat_map(waves).for_each(&mut indigo);
    lines.into_iter().map(|(tint, line)| Stroke { points: evenly(&line), tint }).collect()
}

fn arc(centre: Point, radius: f32, from: f32, to: f32) -> Vec<Point> {
    let count = ((to - from).abs() * radius / STEP).ceil().max(2.0) as usize;
    (0..=count).map(|at| around(centre, radius, from + (to - from) * at as f32 / count as f32)).collect()
}

/// From the top to the top, and as far on as a groove begins shallow.
fn circle(centre: Point, radius: f32) -> Vec<Point> {
    arc(centre, radius, -PI / 2.0, TAU - PI / 2.0 + TAPER / radius)
}

fn around(centre: Point, radius: f32, angle: f32) -> Point {
    Point::new(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
}

/// A place of the face, seen from the middle of the sun.
fn on_face(across: f32, down: f32) -> Point {
    Point::new(SUN.x + across, SUN.y + down)
}

/// Closed eyes under their brows, a nose, a mouth that smiles, and cheeks.
fn face() -> Vec<Vec<Point>> {
    let mut lines = Vec::new();
    for side in [-1.0, 1.0] {
        lines.push(arc(on_face(side * 19.0, -9.0), 15.0, PI * 1.22, PI * 1.78));
        lines.push(arc(on_face(side * 19.0, -13.0), 10.0, PI * 0.9, PI * 0.1));
    }
    lines.push(curve(on_face(-3.0, -12.0), on_face(-4.0, 8.0), on_face(-8.0, 10.0), on_face(3.0, 13.0)));
    lines.push(curve(on_face(-17.0, 21.0), on_face(-8.0, 32.0), on_face(8.0, 32.0), on_face(17.0, 21.0)));
    lines.push(arc(on_face(0.0, 24.0), 13.0, PI * 0.72, PI * 0.28));
    for side in [-1.0, 1.0] {
        lines.push(circle(on_face(side * 33.0, 10.0), 6.0));
    }
    lines
}

/// Flames and blades in turns, around the sun.
fn ray(number: usize) -> Vec<Point> {
    let angle = TAU * number as f32 / RAYS as f32 - PI / 2.0;
    if number.is_multiple_of(2) {
        let tip = around(SUN, 109.0, angle);
        return vec![around(SUN, 66.0, angle - 0.15), tip, around(SUN, 66.0, angle + 0.15)];
    }
    (0..=24)
        .map(|at| {
            let share = at as f32 / 24.0;
            around(SUN, 68.0 + 32.0 * share, angle + 0.085 * (share * TAU).sin() * (1.2 - share))
        })
        .collect()
}

/// A spiral that opens into a tail.
fn cloud(centre: Point, side: f32) -> Vec<Point> {
    let mut line: Vec<Point> = (0..=60)
        .map(|at| {
            let share = at as f32 / 60.0;
            let turned = around(centre, 2.0 + 14.0 * share, share * TAU * 1.5);
            Point::new(centre.x + side * (turned.x - centre.x), turned.y)
        })
        .collect();
    line.reverse();
    let Some(end) = line.first().copied() else { return line };
    let tail = curve(
        Point::new(end.x + side * 42.0, end.y + 16.0),
        Point::new(end.x + side * 22.0, end.y + 18.0),
        Point::new(end.x + side * 2.0, end.y + 18.0),
        end,
    );
    // Tails point to the middle, where there is room.
    let turn = |point: Point| Point::new(2.0 * centre.x - point.x, point.y);
    tail.into_iter().chain(line).map(turn).collect()
}

/// A row of scales, each of two arcs, without what the rows before it hide.
fn waves(row: usize) -> Vec<Vec<Point>> {
    let middle = |row: usize, number: usize| {
        let shift = if row.is_multiple_of(2) { 0.0 } else { WAVE };
        Point::new(LEFT - 3.0 + 2.0 * WAVE * number as f32 + shift, WAVES.0 + WAVES.1 * row as f32)
    };
    let is_seen = |point: Point| {
        let hidden = (row + 1..ROWS)
            .any(|other| (0..6).any(|number| middle(other, number).distance(point) < WAVE - 0.5));
        !hidden && (LEFT..=RIGHT).contains(&point.x) && point.y <= BOTTOM
    };
    let mut lines = Vec::new();
    for (number, radius) in (0..6).flat_map(|number| [(number, WAVE), (number, 21.0), (number, 9.0)]) {
        let mut line = Vec::new();
        for point in arc(middle(row, number), radius, PI, TAU) {
            if is_seen(point) {
                line.push(point);
            } else if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
        }
        lines.push(line);
    }
    lines.retain(|line| line.len() > 3);
    lines
}

/// A cubic curve between its first and its last point.
fn curve(a: Point, b: Point, c: Point, d: Point) -> Vec<Point> {
    (0..=32)
        .map(|at| {
            let share = at as f32 / 32.0;
            let (one, two, three) = (a.towards(b, share), b.towards(c, share), c.towards(d, share));
            one.towards(two, share).towards(two.towards(three, share), share)
        })
        .collect()
}

/// The same line with all its points as far from each other.
fn evenly(line: &[Point]) -> Vec<Point> {
    let mut points: Vec<Point> = line.first().copied().into_iter().collect();
    let mut left = STEP;
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let (mut from, mut length) = (*from, from.distance(*to));
        while length >= left {
            from = from.towards(*to, left / length);
            points.push(from);
            length -= left;
            left = STEP;
        }
        left -= length;
    }
    points
}
