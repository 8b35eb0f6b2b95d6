//! The tool: a gouge with a blade, a ferrule and a handle.

use super::canvas::{Around, Canvas, Colour, Point};

/// Where its tip is, and how high above the board.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gouge {
    pub tip: Point,
    pub height: f32,
}

/// It comes from the lower right, as a right hand holds it; both squares add up to one.
const AXIS: Point = Point::new(0.6, 0.8);
/// Where its parts end, seen from the tip.
const BLADE: f32 = 30.0;
const FERRULE: f32 = 36.0;
const HANDLE: f32 = 80.0;
/// No part is wider, from the axis on.
const WIDEST: f32 = 9.0;
/// At half of its length.
const REACH: f32 = HANDLE / 2.0 + 4.0;
const STEEL: Colour = Colour::rgb(0xc3, 0xcc, 0xd6);
const STEEL_BRIGHT: Colour = Colour::rgb(0xf2, 0xf5, 0xf8);
const STEEL_DARK: Colour = Colour::rgb(0x74, 0x80, 0x90);
const BRASS: Colour = Colour::rgb(0xb8, 0x8a, 0x2c);
const BRASS_BRIGHT: Colour = Colour::rgb(0xe6, 0xc4, 0x6e);
const WOOD: Colour = Colour::rgb(0x8a, 0x3a, 0x24);
const WOOD_BRIGHT: Colour = Colour::rgb(0xb4, 0x5a, 0x3c);
const WOOD_DARK: Colour = Colour::rgb(0x66, 0x26, 0x17);
const SHADOW: Colour = Colour::rgb(0x4a, 0x36, 0x1c);

impl Gouge {
    pub fn draw(self, canvas: &mut Canvas) {
        let (fallen, raised) = (2.0 + self.height, self.height);
        let shadow = Point::new(self.tip.x + fallen * 0.9, self.tip.y + fallen * 0.7);
        canvas.paint(around(shadow), 0.28, |point| (outside(along(shadow, point)), SHADOW));
        let tip = Point::new(self.tip.x, self.tip.y - raised);
        canvas.paint(around(tip), 1.0, |point| {
            let place = along(tip, point);
            let outside = outside(place);
            (outside, if outside < 1.0 { colour(place) } else { WOOD })
        });
    }
}

fn around(tip: Point) -> Around {
    Around::of(Point::new(tip.x + AXIS.x * REACH, tip.y + AXIS.y * REACH), REACH * AXIS.y + 6.0)
}

/// How far from the tip, and how far beside the axis; the light falls on what is negative.
fn along(tip: Point, point: Point) -> Point {
    let (across, down) = (point.x - tip.x, point.y - tip.y);
    Point::new(across * AXIS.x + down * AXIS.y, down * AXIS.x - across * AXIS.y)
}

fn outside(place: Point) -> f32 {
    // Most of what is asked for is far from it.
    if place.y.abs() > WIDEST + 1.0 {
        return place.y.abs() - WIDEST;
    }
    let beside = place.y.abs() - half_width(place.x);
    beside.max(-place.x).max(place.x - HANDLE)
}

fn half_width(at: f32) -> f32 {
    if at < BLADE {
        // It flares to its edge, and its neck is thin.
        let share = at / BLADE;
        return if share < 0.25 { 2.4 + 9.0 * share } else { 4.65 - 2.2 * (share - 0.25) };
    }
    if at < FERRULE {
        return 4.2;
    }
    let share = (at - FERRULE) / (HANDLE - FERRULE);
    let swell = 4.2 + 4.0 * (share * std::f32::consts::PI * 0.72).sin();
    // The end is round.
    let left = (HANDLE - at).max(0.0);
    swell.min((left * (16.0 - left).max(0.0)).sqrt() + if left > 8.0 { 20.0 } else { 0.0 })
}

fn colour(place: Point) -> Colour {
    let share = place.y / half_width(place.x).max(1.0);
    if place.x < BLADE {
        return if share < -0.35 {
            STEEL_BRIGHT
        } else if share > 0.45 {
            STEEL_DARK
        } else {
            STEEL
        };
    }
    if place.x < FERRULE {
        return if share < -0.2 { BRASS_BRIGHT } else { BRASS };
    }
    if share < -0.4 {
        WOOD_BRIGHT
    } else if share > 0.5 {
        WOOD_DARK
    } else {
        WOOD
    }
}
