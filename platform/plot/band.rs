use super::draw::{Anchor, Drawing, WIDE};

const HIGH: f64 = 44.0;
/// Parts that patterns tell apart; what comes after them shares the last.
const PARTS: usize = 6;

/// A whole cut into its parts: each as wide as its share, with its share written in it where there is room.
pub fn band(about: &str, parts: &[(String, i64)]) -> String {
    let whole: f64 = parts.iter().map(|(_, value)| (*value).max(0) as f64).sum();
    let mut drawing = Drawing::new(HIGH);
    let mut x = 0.0;
    for (number, (words, value)) in parts.iter().enumerate() {
        if whole <= 0.0 || *value <= 0 {
            continue;
        }
        let wide = WIDE * *value as f64 / whole;
        let class = format!("plot-column plot-fill--{}", number.min(PARTS - 1) + 1);
        drawing.rect(&class, (x, 20.0), ((wide - 1.0).max(0.6), HIGH - 20.0));
        if wide > 52.0 {
            drawing.text("plot-at", (x, 14.0), Anchor::Start, words);
        }
        x += wide;
    }
    drawing.done("band", about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_band_are_its_whole() {
        let parts = [("a".to_owned(), 3), ("b".to_owned(), 0), ("c".to_owned(), 1)];
        let svg = band("", &parts);
        assert!(svg.contains("x=\"0.0\" y=\"20.0\" width=\"299.0\""), "{svg}");
        assert!(svg.contains("x=\"300.0\" y=\"20.0\" width=\"99.0\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2);
        assert_eq!(band("", &[]).matches("<rect").count(), 0);
    }
}
