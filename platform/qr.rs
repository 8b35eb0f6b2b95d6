//! A text as a square code for somebody else's camera: for a page, and for paper.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules around a code that stay light.
pub const QUIET: i32 = 4;

/// A square code: its dark modules, each at its place from the left and from above, the quiet zone counted.
pub struct SquareCode {
    /// Modules of a side, with the quiet zone.
    pub side: i32,
    pub dark: Vec<(i32, i32)>,
}

impl SquareCode {
    /// None of a text that is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        Self::with(text, QrCodeEcc::Medium)
    }

    /// One that is still read when a quarter of it is not, as on a cracked screen.
    pub fn sturdy(text: &str) -> Option<Self> {
        Self::with(text, QrCodeEcc::Quartile)
    }

    fn with(text: &str, correction: QrCodeEcc) -> Option<Self> {
        let code = QrCode::encode_text(text, correction).ok()?;
        let places = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = places.filter(|(x, y)| code.get_module(*x, *y)).map(|(x, y)| (x + QUIET, y + QUIET));
        Some(Self { side: code.size() + 2 * QUIET, dark: dark.collect() })
    }

    /// One path of squares, a module each, for a picture with as many units as the side has modules.
    pub fn path(&self) -> String {
        self.dark.iter().fold(String::new(), |mut path, (x, y)| {
            // A text takes whatever is written to it.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
            path
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_whole_with_its_margin() {
        let code = SquareCode::of("https://market.example/shops/ana/bowl").unwrap();
        // 37 letters at level M: version 3, 29 modules, with three finders of 7.
        assert_eq!(code.side, 29 + 2 * QUIET);
        let path = code.path();
        assert!(path.starts_with("M4 4h1v1h-1zM5 4"), "{}", &path[..40]);
        assert!(SquareCode::of(&"x".repeat(3_000)).is_none());
    }
}
