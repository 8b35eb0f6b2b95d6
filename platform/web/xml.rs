//! What XML is made of: texts of people, which may hold anything.

/// A text as it may stand in an element or in an attribute. What no XML can hold is left out.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character.is_control() => {}
            character => safe.push(character),
        }
    }
    safe
}

/// An element with a text; nothing where there is none.
pub fn element(name: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<{name}>{}</{name}>\n", escaped(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element_and_none_is_beyond_xml() {
        assert_eq!(
            element("t", "<b> & \"c\"\u{0}\u{b}\u{ffff}碗"),
            "<t>&lt;b&gt; &amp; &quot;c&quot;碗</t>\n"
        );
        assert_eq!(element("t", ""), "");
    }
}
