//! The frame of every plot, and texts in it.

use std::fmt::Write;

/// The width of every plot, in its own units; the page makes it as wide as there is room.
pub const WIDE: f64 = 400.0;

/// A plot under construction.
pub struct Drawing {
    high: f64,
    body: String,
}

/// Where a text stands by its point.
#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    pub fn new(high: f64) -> Self {
        Self { high, body: String::new() }
    }

    /// A path of the class, with its points as `M`, `L` and `Z` say.
    pub fn path(&mut self, class: &str, d: &str) {
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{d}\"/>");
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (wide, high): (f64, f64)) {
        let (wide, high) = (wide.max(0.0), high.max(0.0));
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>"
        );
    }

    /// A circle; `words` are shown when one points at it, and read.
    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64, words: &str) {
        let _ = write!(self.body, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"");
        if words.is_empty() {
            self.body.push_str("/>");
        } else {
            let _ = write!(self.body, "><title>{}</title></circle>", escaped(words));
        }
    }

    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let words = escaped(words);
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
        );
    }

    /// The whole plot, named for those who cannot see it.
    pub fn done(self, kind: &str, about: &str) -> String {
        let Self { high, body } = self;
        let about = escaped(about);
        format!(
            "<svg class=\"plot plot--{kind}\" viewBox=\"0 0 {WIDE:.0} {high:.0}\" role=\"img\" \
             aria-label=\"{about}\">{body}</svg>"
        )
    }
}

/// A text without what markup would read.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_in_a_plot_is_markup() {
        let mut drawing = Drawing::new(10.0);
        drawing.text("plot-at", (0.0, 0.0), Anchor::Start, "</text><script>\u{7}&'\"");
        let svg = drawing.done("lines", "a \"b\" <c>");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt; &amp;&#39;&quot;"), "{svg}");
        assert!(svg.contains("aria-label=\"a &quot;b&quot; &lt;c&gt;\""), "{svg}");
        assert_eq!(svg.matches("<script").count(), 0);
    }
}
