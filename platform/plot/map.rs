use std::fmt::Write;

use super::{
    Outlines,
    draw::{Drawing, WIDE},
};

/// A place on a map; the larger its value, the larger its dot.
#[derive(Clone, Debug)]
pub struct Dot {
    pub longitude: f64,
    pub latitude: f64,
    pub value: i64,
    /// What it says when one points at it.
    pub words: String,
    /// Whether it stands out from the others.
    pub is_marked: bool,
}

const EDGE: f64 = 14.0;
/// A map is at least so high and at most so high.
const HIGH: (f64, f64) = (180.0, 420.0);
/// Of a dot, the largest of which has the greatest value.
const RADIUS: (f64, f64) = (2.5, 13.0);
/// One degree of which nothing else is known.
const LEAST_DEGREES: f64 = 0.2;

/// Degrees become units: a degree of longitude is as short as it is in the middle of the map.
struct Projection {
    west: f64,
    north: f64,
    squeeze: f64,
    unit: f64,
    high: f64,
    left: f64,
    top: f64,
}

impl Projection {
    fn of(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let all = points.fold(None, |all: Option<(f64, f64, f64, f64)>, (lon, lat)| {
            let (west, south, east, north) = all.unwrap_or((lon, lat, lon, lat));
            Some((west.min(lon), south.min(lat), east.max(lon), north.max(lat)))
        });
        let (west, south, east, north) = all.unwrap_or((-180.0, -60.0, 180.0, 75.0));
        let squeeze = (f64::midpoint(south, north)).to_radians().cos().max(0.2);
        let wide = ((east - west) * squeeze).max(LEAST_DEGREES);
        let tall = (north - south).max(LEAST_DEGREES);
        let room = WIDE - 2.0 * EDGE;
        let high = (tall * room / wide + 2.0 * EDGE).clamp(HIGH.0, HIGH.1);
        let unit = (room / wide).min((high - 2.0 * EDGE) / tall);
        // What is narrower than the sheet stands in its middle.
        let left = (WIDE - (east - west) * squeeze * unit) / 2.0;
        let top = (high - (north - south) * unit) / 2.0;
        Self { west, north, squeeze, unit, high, left, top }
    }

    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let x = self.left + (lon - self.west) * self.squeeze * self.unit;
        (x, self.top + (self.north - lat) * self.unit)
    }
}

/// Dots on the outlines of a country, or on nothing where there are none. The area of a dot follows its value.
pub fn map(about: &str, outlines: &Outlines, dots: &[Dot]) -> String {
    let places = dots.iter().map(|dot| (dot.longitude, dot.latitude));
    let projection = Projection::of(outlines.points().chain(places));
    let mut drawing = Drawing::new(projection.high);
    for outline in &outlines.0 {
        let mut d = String::new();
        for ring in &outline.rings {
            trace(&mut d, ring.iter().map(|point| projection.at(*point)));
        }
        drawing.path("plot-land", &d);
    }
    let most = dots.iter().map(|dot| dot.value).max().unwrap_or_default().max(1) as f64;
    let mut order: Vec<&Dot> = dots.iter().collect();
    // Small ones lie on large ones.
    order.sort_by_key(|dot| std::cmp::Reverse(dot.value));
    for dot in order {
        let radius = (RADIUS.1 * (dot.value.max(0) as f64 / most).sqrt()).max(RADIUS.0);
        let class = if dot.is_marked { "plot-dot plot-dot--marked" } else { "plot-dot" };
        drawing.circle(class, projection.at((dot.longitude, dot.latitude)), radius, &dot.words);
    }
    drawing.done("map", about)
}

/// A closed ring; points that would be drawn upon each other are drawn once.
fn trace(d: &mut String, ring: impl Iterator<Item = (f64, f64)>) {
    let mut last = None;
    for (x, y) in ring {
        let here = ((x * 10.0).round() as i64, (y * 10.0).round() as i64);
        if last == Some(here) {
            continue;
        }
        let _ = write!(d, "{}{x:.1} {y:.1}", if last.is_none() { "M" } else { "L" });
        last = Some(here);
    }
    d.push('Z');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(longitude: f64, latitude: f64, value: i64) -> Dot {
        Dot { longitude, latitude, value, words: format!("{value}"), is_marked: false }
    }

    #[test]
    fn north_is_up_east_is_right_and_all_is_on_the_sheet() {
        let projection = Projection::of([(100.0, 20.0), (120.0, 40.0)].into_iter());
        let ((west, south), (east, north)) = (projection.at((100.0, 20.0)), projection.at((120.0, 40.0)));
        assert!(west < east && north < south);
        assert!(west >= 0.0 && east <= WIDE && north >= 0.0 && south <= projection.high);
    }

    #[test]
    fn one_dot_no_dot_and_dots_at_the_ends_of_the_earth_are_drawn() {
        let world = [dot(-180.0, -90.0, 1), dot(180.0, 90.0, i64::MAX)];
        for dots in [&[][..], &[dot(105.0, 38.0, 0)][..], &world[..]] {
            let svg = map("", &Outlines::default(), dots);
            assert_eq!(svg.matches("<circle").count(), dots.len());
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}
