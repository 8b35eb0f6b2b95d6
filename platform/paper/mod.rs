//! Documents on paper: what a page says, set as PDF.
//!
//! **Words.** A *paper* is one document; it is made of *parts*, from top to bottom. A *face* is one font file.
//!
//! **Promises.** Every script that the installed fonts know is shaped and ordered as its readers expect, mixed in one
//! line if need be; the fonts are embedded as subsets. Nothing is cut off: what is too long goes on in the next line or
//! on the next page, with the head of its table. The same paper is always the same file.
//!
//! **Fonts** are those of the system (Debian's `fonts-noto-core`, `fonts-noto-cjk`, and for coloured emoji
//! `fonts-noto-color-emoji`), or of a folder that is named. Where one of these is missing, the error names the package.
//! A letter that none of them has is looked for in every other font that is installed; the letters that no font has are
//! told at the end of the paper.
//!
//! **Not here.** What stands on an invoice: that is its capability's word.

mod code128;
mod draw;
mod error;
mod face;
mod installed;
mod layout;
mod line;
mod poster;
mod printer;
mod table;

pub use error::PaperError;
pub use face::MissingFont;
pub use poster::{POSTER, Poster};
pub use printer::Printer;

/// The size of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    A4,
    /// A label on a parcel.
    A6,
}

impl Format {
    /// Width and height in points, 72 to the inch: 210 × 297 mm and 105 × 148 mm.
    fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::A6 => (297.64, 419.53),
        }
    }

    fn margin(self) -> f32 {
        match self {
            Self::A4 => 48.0,
            Self::A6 => 20.0,
        }
    }
}

/// Where a column's words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Start,
    End,
}

/// A column of a table: its head, its part of the width, and where its words stand.
#[derive(Clone, Debug)]
pub struct Column {
    pub head: String,
    pub weight: f32,
    pub side: Side,
}

impl Column {
    pub fn new(head: impl Into<String>, weight: f32, side: Side) -> Self {
        Self { head: head.into(), weight, side }
    }
}

/// A piece of a paper.
#[derive(Clone, Debug)]
pub enum Part {
    /// What the paper is, set large.
    Title(String),
    /// The name of what follows.
    Heading(String),
    /// A paragraph; line ends are kept.
    Words(String),
    /// A paragraph set small.
    Small(String),
    /// What must be read from afar: a name on a label.
    Large(String),
    /// Texts beside each other, each with its heading: two addresses.
    Beside(Vec<(String, String)>),
    /// Names and their values.
    Facts(Vec<(String, String)>),
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
    },
    /// Sums at the end of a table; the last one is the total.
    Sums(Vec<(String, String)>),
    /// A line across.
    Rule,
    /// A word for a scanner, with its letters below; what no scanner reads is letters alone.
    Bars(String),
    /// A text for a camera.
    Code(String),
    /// A file that lies in the document, to be taken out of it again: its name, its kind, and its octets as they are.
    File {
        name: String,
        kind: &'static str,
        content: Vec<u8>,
    },
    /// What follows stands on a sheet of its own, of this size.
    Sheet(Format),
}

/// One document.
#[derive(Clone, Debug)]
pub struct Paper {
    pub format: Format,
    pub title: String,
    /// BCP 47: decides how Chinese characters are drawn.
    pub lang: &'static str,
    /// At the foot of each sheet, before its number.
    pub foot: String,
    /// What is said before the letters that no installed font has.
    pub without_font: String,
    pub parts: Vec<Part>,
}

#[cfg(test)]
mod tests;
