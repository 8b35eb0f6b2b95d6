//! Descriptions as their sellers write them: paragraphs of plain text, kept as HTML.

use crate::catalog::body;

/// Paragraphs by blank lines, as HTML.
pub(super) fn to_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let escaped = paragraph.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        html.push_str("<p>");
        html.push_str(&escaped.replace('\n', "<br>"));
        html.push_str("</p>");
    }
    html
}

/// The text behind a description, if it is nothing but paragraphs: what was kept comes back letter by letter.
pub(super) fn to_text(html: &str) -> Option<String> {
    let text = html
        .replace("</p>\n", "</p>")
        .replace("</p><p>", "\n\n")
        .replace("<p>", "")
        .replace("</p>", "")
        .replace("<br>", "\n")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let kept = body::clean(html).replace("</p>\n", "</p>");
    (body::clean(&to_html(&text)) == kept.trim_end()).then_some(text)
}

fn separator(line: &str) -> fn(char) -> bool {
    if line.contains('|') { |c| c == '|' } else { |c| matches!(c, ',' | '，' | '、') }
}

/// The parts of a list that stands beside another, place for place: an empty place stays empty.
pub(super) fn places(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_suffix('|').unwrap_or(line);
    if line.trim().is_empty() {
        return Vec::new();
    }
    line.split(separator(line)).map(|part| part.trim().to_owned()).collect()
}

/// The parts of a list written in one line. Commas of either script part them, or bars where a part holds a comma.
pub(super) fn parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in line.split(separator(line)).map(str::trim).filter(|part| !part.is_empty()) {
        if !parts.iter().any(|have| have == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// A list in one line, so that [`parts`] gives it back.
pub(super) fn line(parts: &[String]) -> String {
    let needs_bars = parts.iter().any(|part| part.contains([',', '，', '、']));
    if needs_bars { format!("{} |", parts.join(" | ")) } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_beside_another_keeps_its_places() {
        assert_eq!(places("small, , large"), ["small", "", "large"]);
        assert_eq!(places(&line(&["one, two".into(), String::new()])), ["one, two", ""]);
        assert!(places(" ").is_empty());
    }

    #[test]
    fn a_plain_description_comes_back_as_it_was_typed() {
        for text in ["", "One.", "One.\nStill one.\n\nTwo <b> & \"three\".", "贺兰口的石头 & 皮"] {
            let html = body::clean(&to_html(text));
            assert_eq!(to_text(&html).as_deref(), Some(text), "{html}");
        }
    }

    #[test]
    fn other_html_stays_html() {
        for html in
            ["<p>One <b>two</b></p>", "<ul><li>One</li></ul>", "no paragraph", "<p>a&nbsp;b</p><h3>c</h3>"]
        {
            assert_eq!(to_text(&body::clean(html)), None, "{html}");
        }
    }

    #[test]
    fn lists_are_written_with_commas_of_either_script_and_come_back() {
        assert_eq!(parts("小， 中、大,大,"), ["小", "中", "大"]);
        for list in [vec!["S".to_owned(), "M".to_owned()], vec!["red, dark".to_owned()]] {
            assert_eq!(parts(&line(&list)), list);
        }
    }
}
