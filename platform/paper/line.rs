//! Lines: where they break, in which order their words stand, and how wide they are.

use std::sync::Arc;

use krilla::text::KrillaGlyph;
use unicode_bidi::BidiInfo;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::face::{Face, Faces, Weight};

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub size: f32,
    pub weight: Weight,
}

impl Style {
    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.45
    }
}

/// Glyphs of one font, beside each other.
#[derive(Clone)]
pub struct Run {
    pub face: Arc<Face>,
    pub glyphs: Vec<KrillaGlyph>,
    /// In points.
    pub width: f32,
}

/// One line, from left to right.
#[derive(Clone)]
pub struct Line {
    /// What it says, for search and copying.
    pub text: String,
    pub runs: Vec<Run>,
    pub width: f32,
    pub style: Style,
}

fn width(glyphs: &[KrillaGlyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.x_advance * size).sum()
}

/// What can be printed of a text.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// Set a text in lines of a width; line ends of its own are kept.
pub fn set(faces: &mut Faces, text: &str, style: Style, width: f32) -> Vec<Line> {
    let text = printable(text);
    text.split('\n').flat_map(|paragraph| set_paragraph(faces, paragraph, style, width)).collect()
}

fn measure(faces: &mut Faces, text: &str, style: Style) -> f32 {
    let pieces = faces.pieces(text, style.weight);
    let part = |(from, to, face): (usize, usize, Arc<Face>)| {
        text.get(from..to).map_or(0.0, |piece| width(&face.shape(piece, false, 0), style.size))
    };
    pieces.into_iter().map(part).sum()
}

fn set_paragraph(faces: &mut Faces, text: &str, style: Style, most: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut from, mut end, mut used) = (0, 0, 0.0);
    for (at, _) in linebreaks(text)
        .filter(|(_, kind)| matches!(kind, BreakOpportunity::Allowed | BreakOpportunity::Mandatory))
    {
        let Some(word) = text.get(end..at) else { continue };
        let (bare, whole) = (measure(faces, word.trim_end(), style), measure(faces, word, style));
        if used + bare > most && end > from {
            lines.push((from, end));
            (from, used) = (end, 0.0);
        }
        if bare > most {
            // A word wider than the line is broken wherever it must be.
            let mut broken = break_word(faces, text, (end, at), style, most);
            let last = broken.pop();
            lines.extend(broken);
            (from, end) = last.unwrap_or((end, at));
            used = text.get(from..end).map_or(0.0, |rest| measure(faces, rest, style));
            continue;
        }
        used += whole;
        end = at;
    }
    if end > from || lines.is_empty() {
        lines.push((from, end));
    }
    let bidi = BidiInfo::new(text, None);
    lines.into_iter().map(|(from, to)| order(faces, &bidi, text, (from, to), style)).collect()
}

fn break_word(
    faces: &mut Faces,
    text: &str,
    (from, to): (usize, usize),
    style: Style,
    most: f32,
) -> Vec<(usize, usize)> {
    let (mut parts, mut begin, mut used) = (Vec::new(), from, 0.0);
    let Some(word) = text.get(from..to) else { return parts };
    for (at, c) in word.char_indices() {
        let mut letter = [0; 4];
        let wide = measure(faces, c.encode_utf8(&mut letter), style);
        if used + wide > most && from + at > begin {
            parts.push((begin, from + at));
            (begin, used) = (from + at, 0.0);
        }
        used += wide;
    }
    parts.push((begin, to));
    parts
}

/// Put the words of a line into the order in which they are seen.
fn order(
    faces: &mut Faces,
    bidi: &BidiInfo<'_>,
    text: &str,
    (from, to): (usize, usize),
    style: Style,
) -> Line {
    let words = text.get(from..to).unwrap_or_default();
    let to = from + words.trim_end().len();
    let mut line =
        Line { text: text.get(from..to).unwrap_or_default().to_owned(), runs: Vec::new(), width: 0.0, style };
    let Some(paragraph) = bidi.paragraphs.first().filter(|_| to > from) else { return line };
    let (levels, seen) = bidi.visual_runs(paragraph, from..to);
    for range in seen {
        let is_rtl = levels.get(range.start).is_some_and(unicode_bidi::Level::is_rtl);
        let Some(run) = text.get(range.clone()) else { continue };
        let mut pieces = faces.pieces(run, style.weight);
        if is_rtl {
            pieces.reverse();
        }
        for (begin, end, face) in pieces {
            let Some(piece) = run.get(begin..end) else { continue };
            let glyphs = face.shape(piece, is_rtl, range.start - from + begin);
            let width = width(&glyphs, style.size);
            line.width += width;
            line.runs.push(Run { face, glyphs, width });
        }
    }
    line
}
