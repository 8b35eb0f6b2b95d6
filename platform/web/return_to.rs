//! The way back to where somebody was, as a browser sends it: it leads to our own pages and nowhere else.

use url::{Position, Url};

/// A path of our own, as browsers read it; anything else becomes the fallback.
///
/// Browsers drop tabs and line ends, take a backslash for a slash, and let `..` end at the root: what is left of a path
/// after that must still name no other host.
pub fn return_to(text: &str, fallback: &str) -> String {
    read(text).unwrap_or_else(|| fallback.to_owned())
}

fn read(text: &str) -> Option<String> {
    let is_plain = text.starts_with('/') && !text.contains(|c: char| c.is_control() || c == '\\');
    let ours = Url::parse("http://market.invalid/").ok().filter(|_| is_plain)?;
    let url =
        ours.join(text).ok().filter(|url| url.origin() == ours.origin() && url.username().is_empty())?;
    let path = &url[Position::BeforePath..];
    (!path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_only_comes_back_to_our_own_pages() {
        for (text, expected) in [
            ("/cart?x=1", "/cart?x=1"),
            ("/shops/ana/bowl#wish", "/shops/ana/bowl#wish"),
            ("/search?q=碗 \"x\"", "/search?q=%E7%A2%97%20%22x%22"),
            ("/a/../mine", "/mine"),
            ("", "/"),
            ("cart", "/"),
            ("//evil.example", "/"),
            ("///evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/\n/evil.example", "/"),
            ("\t//evil.example", "/"),
            ("/..//evil.example", "/"),
            ("/.//evil.example", "/"),
            ("/%2e//evil.example", "/"),
            ("/a/..//evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/\u{b}", "/"),
            ("/\0", "/"),
            ("/\u{85}/evil.example", "/"),
        ] {
            assert_eq!(return_to(text, "/"), expected, "{text:?}");
        }
    }
}
