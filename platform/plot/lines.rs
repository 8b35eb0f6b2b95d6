use std::fmt::Write;

use super::{
    MOST_SERIES, Scale, Series,
    draw::{Anchor, Drawing, WIDE},
};

const HIGH: f64 = 200.0;
const TOP: f64 = 18.0;
const FOOT: f64 = 24.0;

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
    let last = at.len().saturating_sub(1);
    for place in named(at.len()) {
        let anchor = match place {
            0 if last > 0 => Anchor::Start,
            place if place == last && last > 0 => Anchor::End,
            _ => Anchor::Middle,
        };
        let x = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => across(place),
            Anchor::End => WIDE,
        };
        drawing.text("plot-at", (x, HIGH - 6.0), anchor, at.get(place).map_or("", String::as_str));
    }
    drawing
}

/// The words of an axis, upon all that is drawn.
pub fn ticks(drawing: &mut Drawing, scale: &Scale) {
    for (number, words) in scale.ticks.iter().filter(|(number, _)| *number > 0) {
        drawing.text("plot-tick", (0.0, height(scale, *number) - 3.0), Anchor::Start, words);
    }
}

/// The places whose names fit below the plot: the ends, and some between.
fn named(places: usize) -> Vec<usize> {
    match places {
        0 => Vec::new(),
        1..=4 => (0..places).collect(),
        _ => vec![0, (places - 1) / 3, 2 * (places - 1) / 3, places - 1],
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
        assert_eq!(named(10), [0, 3, 6, 9]);
    }
}
