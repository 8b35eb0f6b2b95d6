//! A drawing that somebody sends, as SVG: its shapes are read and written anew from their numbers, nothing else of it stays.

use std::{collections::BTreeMap, fmt::Write as _};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use serde::{Deserialize, Serialize};

use super::{DEPTH, WIDTH};

/// Octets of a drawing.
pub const MOST_BYTES: usize = 1 << 20;
/// Elements of a drawing, and shapes that are kept of it.
const MOST_ELEMENTS: usize = 20_000;
const MOST_SHAPES: usize = 2_000;
/// Octets of the numbers of one shape.
const MOST_NUMBERS: usize = 20_000;
/// Names of what was dropped that are told.
const MOST_NAMES: usize = 12;
/// Letters of such a name.
const MOST_NAME: usize = 40;

/// What is drawn below the booths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Its own frame: where it begins, and how wide and deep it is.
    frame: [f64; 4],
    /// Elements made of numbers alone.
    shapes: Vec<String>,
}

/// A drawing as it was read, with what was dropped by name.
#[derive(Debug)]
pub struct Read {
    pub outline: Outline,
    pub dropped: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutlineFault {
    #[error("it is no SVG")]
    NotSvg,
    #[error("it has too much in it")]
    TooLarge,
    #[error("it has no shape")]
    Empty,
}

/// The shapes that are kept, and what is read of each: numbers, or a path.
const KEPT: [(&str, &[&str]); 7] = [
    ("rect", &["x", "y", "width", "height", "rx", "ry"]),
    ("circle", &["cx", "cy", "r"]),
    ("ellipse", &["cx", "cy", "rx", "ry"]),
    ("line", &["x1", "y1", "x2", "y2"]),
    ("polyline", &["points"]),
    ("polygon", &["points"]),
    ("path", &["d"]),
];
/// What holds others and is nothing itself.
const FRAMES: [&str; 4] = ["svg", "g", "title", "desc"];

impl Outline {
    /// Read a drawing. Entities, styles, scripts, texts, pictures and addresses in it are dropped.
    pub fn read(content: &[u8]) -> Result<Read, OutlineFault> {
        if content.len() > MOST_BYTES {
            return Err(OutlineFault::TooLarge);
        }
        let text = std::str::from_utf8(content).map_err(|_| OutlineFault::NotSvg)?;
        let mut reader = Reader::from_str(text);
        let (mut frame, mut shapes, mut elements) = (None, Vec::new(), 0);
        let mut dropped = BTreeMap::new();
        loop {
            let start = match reader.read_event().map_err(|_| OutlineFault::NotSvg)? {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => start,
                Event::DocType(_) => {
                    drop_name(&mut dropped, "DOCTYPE");
                    continue;
                }
                Event::GeneralRef(_) => {
                    drop_name(&mut dropped, "&…;");
                    continue;
                }
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_) => continue,
            };
            elements += 1;
            if elements > MOST_ELEMENTS {
                return Err(OutlineFault::TooLarge);
            }
            let name = String::from_utf8_lossy(start.local_name().into_inner()).into_owned();
            if frame.is_none() {
                frame = Some(read_frame(&name, &start)?);
            }
            match KEPT.iter().find(|(kept, _)| *kept == name) {
                Some((kept, read)) => shapes.extend(shape(kept, read, &start, &mut dropped)),
                None if FRAMES.contains(&name.as_str()) => note_moves(&start, &mut dropped),
                None => drop_name(&mut dropped, &name),
            }
            if shapes.len() > MOST_SHAPES {
                return Err(OutlineFault::TooLarge);
            }
        }
        let frame = frame.ok_or(OutlineFault::NotSvg)?;
        if shapes.is_empty() {
            return Err(OutlineFault::Empty);
        }
        let told =
            |(name, times): (String, usize)| if times > 1 { format!("{name} × {times}") } else { name };
        Ok(Read { outline: Self { frame, shapes }, dropped: dropped.into_iter().map(told).collect() })
    }

    /// The frame as an address of a part of the ground, that the whole of it is seen.
    pub fn frame(&self) -> String {
        self.frame.map(|number| number.to_string()).join(" ")
    }

    /// Its shapes, as elements of an SVG.
    pub fn drawn(&self) -> String {
        self.shapes.concat()
    }

    pub fn count(&self) -> usize {
        self.shapes.len()
    }
}

fn drop_name(dropped: &mut BTreeMap<String, usize>, name: &str) {
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(MOST_NAME).collect();
    if dropped.len() < MOST_NAMES || dropped.contains_key(&name) {
        *dropped.entry(name).or_default() += 1;
    }
}

/// Values of the element's own names: what has a prefix or comes from elsewhere is another.
fn attributes(start: &BytesStart) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut own = start.attributes();
    own.with_checks(false);
    own.flatten().map(|attribute| (text(attribute.key.as_ref()), text(&attribute.value))).collect()
}

/// A drawing whose parts were moved is drawn where they were before: whoever sends it is told.
fn note_moves(start: &BytesStart, dropped: &mut BTreeMap<String, usize>) {
    if attributes(start).iter().any(|(name, _)| name == "transform") {
        drop_name(dropped, "transform");
    }
}

fn read_frame(name: &str, start: &BytesStart) -> Result<[f64; 4], OutlineFault> {
    if name != "svg" {
        return Err(OutlineFault::NotSvg);
    }
    let own = attributes(start);
    let value = |name: &str| own.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let view: Vec<f64> = value("viewBox").map(numbers).unwrap_or_default();
    if let [x, y, width, depth] = view.as_slice()
        && *width > 0.0
        && *depth > 0.0
    {
        return Ok([*x, *y, *width, *depth]);
    }
    let side = |name: &str| value(name).and_then(|value| number(value.trim_end_matches("px")));
    match (side("width"), side("height")) {
        (Some(width), Some(depth)) if width > 0.0 && depth > 0.0 => Ok([0.0, 0.0, width, depth]),
        _ => Ok([0.0, 0.0, f64_of(WIDTH), f64_of(DEPTH)]),
    }
}

/// The ground's sides are small whole numbers, which a float holds exactly.
fn f64_of(side: i64) -> f64 {
    i32::try_from(side).map(f64::from).unwrap_or_default()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite() && number.abs() < 1e7)
}

fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|letter: char| letter.is_ascii_whitespace() || letter == ',');
    parts.filter(|part| !part.is_empty()).map_while(number).collect()
}

/// A path is letters of its commands and numbers: nothing of it can end an attribute.
fn is_path(text: &str) -> bool {
    let is_number =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+' | ',' | 'e' | 'E');
    let is_command = |letter: char| "MmZzLlHhVvCcSsQqTtAa".contains(letter);
    text.trim_start().starts_with(['M', 'm'])
        && text.chars().all(|letter| is_number(letter) || is_command(letter) || letter.is_ascii_whitespace())
}

/// A shape, made anew; nothing of one whose numbers are none.
fn shape(
    name: &'static str,
    read: &[&'static str],
    start: &BytesStart,
    dropped: &mut BTreeMap<String, usize>,
) -> Option<String> {
    let (mut drawn, mut seen) = (format!("<{name}"), Vec::new());
    for (key, value) in attributes(start) {
        let Some(key) = read.iter().find(|read| **read == key && !seen.contains(read)) else {
            if key == "transform" || key.starts_with("on") || key.contains("href") {
                drop_name(dropped, &key);
            }
            continue;
        };
        seen.push(key);
        if value.len() > MOST_NUMBERS {
            drop_name(dropped, name);
            return None;
        }
        let kept = match *key {
            "d" => Some(value).filter(|value| is_path(value)),
            "points" => {
                let all: Vec<String> = numbers(&value).iter().map(f64::to_string).collect();
                Some(all.join(" ")).filter(|all| !all.is_empty())
            }
            _ => number(value.trim_end_matches("px")).map(|number| number.to_string()),
        };
        let Some(kept) = kept else {
            drop_name(dropped, name);
            return None;
        };
        // A text takes whatever is written to it.
        let _ = write!(drawn, " {key}=\"{kept}\"");
    }
    drawn.push_str("/>");
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Read, OutlineFault> {
        Outline::read(
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 280\">{body}</svg>")
                .as_bytes(),
        )
    }

    #[test]
    fn shapes_are_kept_with_their_numbers_alone() {
        let Read { outline, dropped } = read(
            "<g fill=\"red\"><rect x=\"1\" y=\"2.5\" width=\"30px\" height=\"4\" style=\"fill:url(//x)\" class=\"a\"/></g>\
             <path d=\"M0 0L10,10z\"/><polygon points=\"0,0 1,1 2,0\"/><circle cx=\"5\" cy=\"5\" r=\"2\"/>",
        )
        .unwrap();
        assert_eq!(
            outline.drawn(),
            "<rect x=\"1\" y=\"2.5\" width=\"30\" height=\"4\"/><path d=\"M0 0L10,10z\"/><polygon points=\"0 0 1 1 2 0\"/>\
             <circle cx=\"5\" cy=\"5\" r=\"2\"/>"
        );
        assert_eq!((outline.frame().as_str(), dropped.len()), ("0 0 400 280", 0));
    }

    #[test]
    fn what_is_no_shape_is_dropped_and_named() {
        let Read { outline, dropped } = read(
            "<script>alert(1)</script><foreignObject><rect width=\"1\" height=\"1\"/></foreignObject>\
             <image href=\"https://elsewhere.example/x.png\"/><use href=\"#a\"/>\
             <rect onclick=\"alert(1)\" width=\"9\" height=\"9\"/><path d=\"M0 0&quot;/&gt;&lt;script&gt;\"/>\
             <rect width=\"javascript:1\" height=\"1\"/><g transform=\"scale(2)\"><line x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"/></g>",
        )
        .unwrap();
        let drawn = outline.drawn();
        for bad in ["script", "alert", "href", "http", "onclick", "foreign", "&", "javascript"] {
            assert!(!drawn.contains(bad), "{bad}: {drawn}");
        }
        for name in ["script", "foreignObject", "image", "use", "onclick", "path", "rect", "transform"] {
            assert!(dropped.iter().any(|told| told == name), "{name}: {dropped:?}");
        }
    }

    #[test]
    fn hostile_drawings_are_refused_or_come_to_nothing() {
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
             <svg><text>&b;</text><rect width=\"1\" height=\"1\"/></svg>";
        let Read { outline, dropped } = Outline::read(bomb.as_bytes()).unwrap();
        assert_eq!(outline.drawn(), "<rect width=\"1\" height=\"1\"/>");
        assert!(dropped.iter().any(|told| told == "DOCTYPE"), "{dropped:?}");
        let many = read(&"<g/>".repeat(100_000)).unwrap_err();
        let shapes = read(&"<rect width=\"1\" height=\"1\"/>".repeat(3_000)).unwrap_err();
        assert_eq!((many, shapes), (OutlineFault::TooLarge, OutlineFault::TooLarge));
        assert_eq!(Outline::read(&vec![b' '; MOST_BYTES + 1]).unwrap_err(), OutlineFault::TooLarge);
        for (text, fault) in [
            ("", OutlineFault::NotSvg),
            ("hello", OutlineFault::NotSvg),
            ("<html><rect/></html>", OutlineFault::NotSvg),
            ("<svg><rect", OutlineFault::NotSvg),
            ("<svg><text>A</text></svg>", OutlineFault::Empty),
        ] {
            assert_eq!(Outline::read(text.as_bytes()).unwrap_err(), fault, "{text}");
        }
        assert_eq!(Outline::read(&[0xff, 0xfe, 0x00]).unwrap_err(), OutlineFault::NotSvg);
    }
}
