//! A plot of the figures of finding: how long most people wait, as a market grows.

use std::{collections::BTreeMap, fmt::Write};

/// For every line its name, and by number of listings the milliseconds of every query.
#[derive(Default)]
pub struct Plot(BTreeMap<&'static str, BTreeMap<u64, Vec<f64>>>);

const WIDE: f64 = 640.0;
const HIGH: f64 = 360.0;
const EDGE: f64 = 56.0;
const COLOURS: [&str; 4] = ["#b3402a", "#2f6f4f", "#3b5b92", "#8a6d1d"];
/// Powers of ten of both axes.
const LISTINGS: (f64, f64) = (4.0, 6.0);
const MILLISECONDS: (f64, f64) = (0.0, 4.0);

impl Plot {
    pub fn add(&mut self, listings: u64, line: &'static str, milliseconds: f64) {
        self.0.entry(line).or_default().entry(listings).or_default().push(milliseconds);
    }

    /// Both axes by powers of ten; a point is the geometric mean of the queries.
    pub fn draw(&self) -> String {
        let across = |listings: u64| EDGE + (WIDE - 2.0 * EDGE) * part((listings as f64).log10(), LISTINGS);
        let up =
            |milliseconds: f64| HIGH - EDGE - (HIGH - 2.0 * EDGE) * part(milliseconds.log10(), MILLISECONDS);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} {HIGH}\" font-family=\"sans-serif\" \
             font-size=\"12\">\n<rect width=\"{WIDE}\" height=\"{HIGH}\" fill=\"#fff\"/>\n"
        );
        let _ = writeln!(
            svg,
            "<text x=\"{EDGE}\" y=\"24\">Milliseconds that 99 of 100 wait at most, 64 clients on two cores</text>"
        );
        for power in [0, 1, 2, 3, 4] {
            let (value, y) = (10_f64.powi(power), up(10_f64.powi(power)));
            let (from, to) = (EDGE, WIDE - EDGE);
            let _ = writeln!(
                svg,
                "<path d=\"M{from} {y:.1}H{to}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" \
                 text-anchor=\"end\">{value}</text>",
                from - 6.0,
                y + 4.0
            );
        }
        for listings in [10_000, 100_000, 1_000_000] {
            let (x, y) = (across(listings), HIGH - EDGE + 18.0);
            let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{listings}</text>");
        }
        for (at, (name, points)) in self.0.iter().enumerate() {
            let colour = COLOURS[at % COLOURS.len()];
            let points: Vec<(f64, f64)> =
                points.iter().map(|(listings, times)| (across(*listings), up(mean(times)))).collect();
            let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let _ = writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                path.join(" ")
            );
            for (x, y) in &points {
                let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
            }
            if let Some((x, y)) = points.last() {
                let (x, y) = (x - 8.0, y - 8.0);
                let _ = writeln!(
                    svg,
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{colour}\" text-anchor=\"end\">{name}</text>"
                );
            }
        }
        svg + "</svg>\n"
    }
}

/// Where a value lies between two ends.
fn part(value: f64, (from, to): (f64, f64)) -> f64 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

fn mean(times: &[f64]) -> f64 {
    let logarithms: f64 = times.iter().map(|time| time.max(0.001).ln()).sum();
    (logarithms / times.len().max(1) as f64).exp()
}
