use std::fmt::Write;

use super::{
    MOST_SERIES, Scale, Series,
    draw::{Anchor, Drawing, WIDE},
};

const HIGH: f64 = 200.0;
const TOP: f64 = 18.0;
const FOOT: f64 = 24.0;
/// Between two names below a plot.
const APART: f64 = 6.0;

/// How high a number stands in a plot with an axis.
pub fn height(scale: &Scale, number: i64) -> f64 {
    HIGH - FOOT - (HIGH - TOP - FOOT) * scale.part(number)
}

/// The rules of an axis with their words, and names below some of the places.
pub fn frame(scale: &Scale, at: &[String], across: impl Fn(usize) -> f64) -> Drawing {
    let mut drawing = Drawing::new(HIGH);
    for (number, _) in &scale.ticks {
        let y = height(scale, *number);
        drawing.path(if *number == 0 { "plot-zero" } else { "plot-rule" }, &format!("M0 {y:.1}H{WIDE:.0}"));
    }
    for (x, anchor, name) in named(at, across) {
        drawing.text("plot-at", (x, HIGH - 6.0), anchor, name);
    }
    drawing
}

/// The words of an axis, upon all that is drawn.
pub fn ticks(drawing: &mut Drawing, scale: &Scale) {
    for (number, words) in scale.ticks.iter().filter(|(number, _)| *number > 0) {
        drawing.text("plot-tick", (0.0, height(scale, *number) - 3.0), Anchor::Start, words);
    }
}

/// The names that fit below the plot: of the ends, and of as many between as do not touch each other.
fn named(at: &[String], across: impl Fn(usize) -> f64) -> Vec<(f64, Anchor, &str)> {
    let mut names = Vec::new();
    for most in (2..=4).rev() {
        names.clear();
        for place in spread(at.len(), most) {
            let (x, anchor) = hold(place, at.len(), &across);
            names.push((x, anchor, at.get(place).map_or("", String::as_str)));
        }
        if names.windows(2).all(|two| matches!(two, [one, next] if span(*one).1 + APART <= span(*next).0)) {
            break;
        }
    }
    names
}

/// So many places at most, both ends among them.
fn spread(places: usize, most: usize) -> impl Iterator<Item = usize> {
    let count = places.min(most);
    (0..count).map(move |number| number * (places - 1) / (count - 1).max(1))
}

/// Where the name of a place is held: at the ends by its outer edge.
fn hold(place: usize, places: usize, across: impl Fn(usize) -> f64) -> (f64, Anchor) {
    match place {
        _ if places == 1 => (across(place), Anchor::Middle),
        0 => (0.0, Anchor::Start),
        place if place + 1 == places => (WIDE, Anchor::End),
        _ => (across(place), Anchor::Middle),
    }
}

/// From where to where a name reaches, at the size of a phone.
fn span((x, anchor, name): (f64, Anchor, &str)) -> (f64, f64) {
    let wide: f64 = name.chars().map(|c| if u32::from(c) < 0x2E80 { 7.0 } else { 13.0 }).sum();
    match anchor {
        Anchor::Start => (x, x + wide),
        Anchor::Middle => (x - wide / 2.0, x + wide / 2.0),
        Anchor::End => (x - wide, x),
    }
}

/// Lines over places of the same distance, named by `at`. A gap stays a gap.
pub fn lines(about: &str, scale: &Scale, at: &[String], all: &[Series]) -> String {
    let steps = at.len().saturating_sub(1).max(1) as f64;
    let across = |place: usize| 4.0 + (WIDE - 8.0) * place as f64 / steps;
    let mut drawing = frame(scale, at, across);
    for (number, series) in all.iter().take(MOST_SERIES).enumerate().rev() {
        let (mut d, mut is_down) = (String::new(), false);
        for (place, value) in series.values.iter().enumerate() {
            match value {
                Some(value) => {
                    let (x, y) = (across(place), height(scale, *value));
                    let _ = write!(d, "{}{x:.1} {y:.1}", if is_down { "L" } else { "M" });
                    is_down = true;
                }
                None => is_down = false,
            }
        }
        let class = format!("plot-line plot-line--{}", number + 1);
        drawing.path(&class, &d);
        let last = series.values.iter().rposition(Option::is_some);
        if let Some((place, value)) =
            last.and_then(|place| Some((place, series.values.get(place).copied()??)))
        {
            let class = format!("plot-mark plot-mark--{}", number + 1);
            drawing.circle(&class, (across(place), height(scale, value)), 3.0, "");
        }
    }
    ticks(&mut drawing, scale);
    drawing.done("lines", about)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[Option<i64>]) -> Series {
        Series { name: "sales".into(), values: values.to_vec() }
    }

    #[test]
    fn a_gap_stays_a_gap_and_zero_lies_on_the_ground() {
        let scale = Scale::fit([10], |number| number.to_string());
        let at: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
        let svg = lines("said", &scale, &at, &[series(&[Some(0), None, Some(10), Some(5)])]);
        assert!(svg.contains("d=\"M4.0 176.0M265.3 18.0L396.0 97.0\""), "{svg}");
        assert!(svg.contains("aria-label=\"said\""));
    }

    #[test]
    fn no_place_one_place_and_very_many_are_drawn() {
        let scale = Scale::fit([], |number| number.to_string());
        for places in [0, 1, 2, 5_000] {
            let at: Vec<String> = (0..places).map(|place| place.to_string()).collect();
            let svg = lines("", &scale, &at, &[series(&vec![Some(1); places])]);
            assert!(svg.ends_with("</svg>") && !svg.contains("NaN") && !svg.contains("inf"), "{places}");
        }
        assert_eq!(spread(10, 4).collect::<Vec<_>>(), [0, 3, 6, 9]);
    }

    #[test]
    fn names_below_a_plot_never_touch_and_the_ends_are_always_named() {
        let shown = |name: &str, places: usize| {
            let at = vec![name.to_owned(); places];
            let all = named(&at, |place| 4.0 + 392.0 * place as f64 / (places.max(2) - 1) as f64);
            all.into_iter().map(|(x, ..)| x).collect::<Vec<_>>()
        };
        assert_eq!(shown("2026-11", 12).len(), 4);
        assert_eq!(shown("10 अक्टूबर 2026", 56).len(), 3);
        assert_eq!(shown("2026年11月23日", 26).len(), 3);
        assert_eq!(shown("一个很长很长很长很长很长的名字", 26), [0.0, WIDE]);
        assert_eq!(shown("a", 1), [4.0]);
        assert!(shown("a", 0).is_empty());
    }
}
