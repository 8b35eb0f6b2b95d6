//! Sheets: which line stands where.

use super::{
    Format, Paper, Part, Side, code128,
    face::{Faces, Weight},
    line::{self, Line, Style},
};
use crate::qr::SquareCode;

/// Something at its place on a sheet; `y` grows downwards.
pub enum Mark {
    Line { x: f32, y: f32, line: Line },
    Rule { x: f32, y: f32, width: f32, thick: f32 },
}

/// What stands on one sheet.
pub struct Sheet {
    pub format: Format,
    pub marks: Vec<Mark>,
}

impl Sheet {
    fn new(format: Format) -> Self {
        Self { format, marks: Vec::new() }
    }
}

/// A sheet being filled, and those before it.
pub struct Layout<'a> {
    pub faces: &'a mut Faces,
    format: Format,
    pub sheets: Vec<Sheet>,
    /// Where the next line begins.
    pub y: f32,
}

/// Kept free above the foot.
const FOOT: f32 = 26.0;

impl<'a> Layout<'a> {
    /// Lay out a paper, sheet by sheet.
    pub fn of(faces: &'a mut Faces, paper: &Paper) -> Vec<Sheet> {
        let format = paper.format;
        let mut layout = Self { faces, format, sheets: vec![Sheet::new(format)], y: format.margin() };
        for part in &paper.parts {
            layout.add(part);
        }
        layout.number(&paper.foot);
        layout.sheets
    }

    fn scale(&self) -> f32 {
        match self.format {
            Format::A4 => 1.0,
            Format::A6 => 0.92,
        }
    }

    pub fn style(&self, size: f32, weight: Weight) -> Style {
        Style { size: size * self.scale(), weight }
    }

    pub fn left(&self) -> f32 {
        self.format.margin()
    }

    pub fn width(&self) -> f32 {
        self.format.points().0 - 2.0 * self.format.margin()
    }

    fn bottom(&self) -> f32 {
        self.format.points().1 - self.format.margin() - FOOT * self.scale()
    }

    pub fn has_room(&self, height: f32) -> bool {
        self.y + height <= self.bottom()
    }

    /// Begin a new sheet unless so much still fits. True when one was begun.
    pub fn make_room(&mut self, height: f32) -> bool {
        let is_fresh = self.sheets.last().is_some_and(|sheet| sheet.marks.is_empty());
        if self.has_room(height) || is_fresh {
            return false;
        }
        self.begin(self.format);
        true
    }

    fn begin(&mut self, format: Format) {
        self.format = format;
        self.sheets.push(Sheet::new(format));
        self.y = format.margin();
    }

    pub fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.push(mark);
        }
    }

    /// Put a line at a place; words at the end of a column stand against its right edge.
    pub fn put(&mut self, line: Line, x: f32, y: f32, width: f32, side: Side) {
        let x = match side {
            Side::Start => x,
            Side::End => x + (width - line.width).max(0.0),
        };
        self.mark(Mark::Line { x, y, line });
    }

    /// A text across the sheet.
    fn words(&mut self, text: &str, style: Style) {
        for line in line::set(self.faces, text, style, self.width()) {
            self.make_room(style.leading());
            let (x, y, width) = (self.left(), self.y, self.width());
            self.put(line, x, y, width, Side::Start);
            self.y += style.leading();
        }
    }

    pub fn rule(&mut self, thick: f32) {
        let (x, y, width) = (self.left(), self.y, self.width());
        self.mark(Mark::Rule { x, y, width, thick });
    }

    fn add(&mut self, part: &Part) {
        let gap = 8.0 * self.scale();
        match part {
            Part::Title(text) => {
                let style = self.style(20.0, Weight::Bold);
                self.words(text, style);
                self.y += gap;
            }
            Part::Heading(text) => {
                let style = self.style(10.0, Weight::Bold);
                self.y += gap;
                self.make_room(style.leading() * 3.0);
                self.words(text, style);
            }
            Part::Words(text) => {
                let style = self.style(10.0, Weight::Regular);
                self.words(text, style);
                self.y += gap;
            }
            Part::Small(text) => {
                let style = self.style(8.0, Weight::Regular);
                self.words(text, style);
                self.y += gap / 2.0;
            }
            Part::Large(text) => {
                let style = self.style(15.0, Weight::Bold);
                self.words(text, style);
            }
            Part::Beside(texts) => self.beside(texts),
            Part::Facts(facts) => self.facts(facts),
            Part::Table { columns, rows } => self.table(columns, rows),
            Part::Sums(sums) => self.sums(sums),
            Part::Rule => {
                self.y += gap / 2.0;
                self.rule(0.8);
                self.y += gap;
            }
            Part::Bars(text) => self.bars(text),
            Part::Code(text) => self.code(text),
            Part::File { .. } => {}
            Part::Sheet(format) => {
                let is_fresh = self.sheets.last().is_some_and(|sheet| sheet.marks.is_empty());
                if is_fresh {
                    self.sheets.pop();
                }
                self.begin(*format);
            }
        }
    }

    /// Bars as wide as the sheet allows, at most half a millimetre each, and their letters below them.
    fn bars(&mut self, text: &str) {
        let style = self.style(9.0, Weight::Regular);
        if let Some(widths) = code128::widths(text) {
            let modules: f32 = widths.iter().map(|width| f32::from(*width)).sum();
            // Scanners need ten modules of white on either side.
            let module = (self.width() / (modules + 20.0)).min(1.4);
            let height = 42.0;
            self.make_room(height + style.leading());
            let (mut x, y) = (self.left() + 10.0 * module, self.y);
            for (at, width) in widths.iter().enumerate() {
                let width = f32::from(*width) * module;
                if at % 2 == 0 {
                    self.mark(Mark::Rule { x, y, width, thick: height });
                }
                x += width;
            }
            self.y += height + 2.0;
        }
        self.words(text, style);
        self.y += 4.0;
    }

    /// A square of 35 mm.
    fn code(&mut self, text: &str) {
        const SIDE: f32 = 99.0;
        let Some(code) = SquareCode::of(text) else { return };
        self.make_room(SIDE);
        let module = SIDE / code.side as f32;
        let (left, top) = (self.left(), self.y);
        for (x, y) in code.dark {
            let (x, y) = (left + x as f32 * module, top + y as f32 * module);
            self.mark(Mark::Rule { x, y, width: module, thick: module });
        }
        self.y += SIDE + 4.0;
    }

    fn beside(&mut self, texts: &[(String, String)]) {
        let gap = 24.0;
        let count = u8::try_from(texts.len().max(1)).unwrap_or(u8::MAX);
        let width = (self.width() - gap * f32::from(count - 1)) / f32::from(count);
        let (name, words) = (self.style(8.0, Weight::Bold), self.style(10.0, Weight::Regular));
        let set: Vec<(Vec<Line>, Vec<Line>)> = texts
            .iter()
            .map(|(heading, text)| {
                (line::set(self.faces, heading, name, width), line::set(self.faces, text, words, width))
            })
            .collect();
        let height = |heading: &[Line], text: &[Line]| {
            heading.iter().chain(text).map(|line| line.style.leading()).sum::<f32>()
        };
        let tallest = set.iter().map(|(heading, text)| height(heading, text)).fold(0.0, f32::max);
        self.make_room(tallest);
        let (top, mut x) = (self.y, self.left());
        for (heading, text) in set {
            let mut y = top;
            for line in heading.into_iter().chain(text) {
                let leading = line.style.leading();
                self.put(line, x, y, width, Side::Start);
                y += leading;
            }
            x += width + gap;
        }
        self.y = top + tallest + 10.0;
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let (name, value) = (self.style(9.0, Weight::Regular), self.style(9.0, Weight::Bold));
        let first = self.width() * 0.32;
        for (label, text) in facts {
            let labels = line::set(self.faces, label, name, first - 8.0);
            let values = line::set(self.faces, text, value, self.width() - first);
            self.pair(labels, values, first, Side::Start);
        }
        self.y += 8.0;
    }

    fn sums(&mut self, sums: &[(String, String)]) {
        let width = self.width();
        let first = width * 0.72;
        for (at, (label, amount)) in sums.iter().enumerate() {
            let weight = if at + 1 == sums.len() { Weight::Bold } else { Weight::Regular };
            let style = self.style(if at + 1 == sums.len() { 11.0 } else { 9.5 }, weight);
            if at + 1 == sums.len() {
                self.make_room(style.leading() * 1.5);
                self.y += 3.0;
                self.rule(0.5);
                self.y += 3.0;
            }
            let labels = line::set(self.faces, label, style, first - 8.0);
            let values = line::set(self.faces, amount, style, width - first);
            self.pair(labels, values, first, Side::End);
        }
        self.y += 8.0;
    }

    /// A label and its value beside each other.
    fn pair(&mut self, labels: Vec<Line>, values: Vec<Line>, first: f32, side: Side) {
        let leading = labels.iter().chain(&values).map(|line| line.style.leading()).fold(0.0, f32::max);
        let count = u16::try_from(labels.len().max(values.len())).unwrap_or(u16::MAX);
        let height = leading * f32::from(count);
        self.make_room(height);
        let (top, left, width) = (self.y, self.left(), self.width());
        for (line, row) in labels.into_iter().zip(0_u16..) {
            self.put(line, left, top + leading * f32::from(row), first, Side::Start);
        }
        for (line, row) in values.into_iter().zip(0_u16..) {
            self.put(line, left + first, top + leading * f32::from(row), width - first, side);
        }
        self.y = top + height;
    }

    /// The foot of each sheet: what it belongs to, and its number.
    fn number(&mut self, foot: &str) {
        let count = self.sheets.len();
        for at in 0..count {
            self.format = self.sheets.get(at).map_or(self.format, |sheet| sheet.format);
            let style = self.style(7.5, Weight::Regular);
            let (width, left) = (self.width(), self.left());
            let y = self.format.points().1 - self.format.margin() - style.leading();
            let words = line::set(self.faces, foot, style, width * 0.8).into_iter().next();
            let number =
                line::set(self.faces, &format!("{} / {count}", at + 1), style, width).into_iter().next();
            for (line, side) in [(words, Side::Start), (number, Side::End)] {
                let Some(line) = line else { continue };
                let x = if side == Side::End { left + width - line.width } else { left };
                if let Some(sheet) = self.sheets.get_mut(at) {
                    sheet.marks.push(Mark::Line { x, y, line });
                }
            }
        }
    }
}
