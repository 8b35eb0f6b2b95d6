//! Descriptions: the seller's HTML, made safe to show, and the plain text in it.
//!
//! Sellers paste from word processors and bring HTML from other shops. What is kept is what a description
//! needs: paragraphs, lists, emphasis, small headings, quotations, tables and links. Everything that can
//! run, load, or look like a part of the market's own page goes: scripts, styles, classes, frames, forms,
//! pictures (listings have pictures of their own, checked and from our own server), and links to anything
//! but web pages and mail addresses.

use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "b", "blockquote", "br", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "ol", "p",
    "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
];

/// The page has its own first and second headings, so a description's begin at the third.
const HEADINGS: &[(&str, &str)] = &[("h1>", "h3>"), ("h2>", "h3>"), ("h5>", "h4>"), ("h6>", "h4>")];

/// Tags whose text goes with them.
const WITH_CONTENT: &[&str] = &[
    "embed", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title",
];

/// Tags that begin a line of their own.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
];

static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan"])),
        ]))
        .attribute_filter(|_, name, value| match name {
            "colspan" | "rowspan" => is_small_number(value).then(|| value.into()),
            _ => Some(value.into()),
        })
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener"));
    builder
});

static BARE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().filter(|tag| *tag != "a").collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect());
    builder
});

/// The description as pages may show it. Cleaning what is clean changes nothing.
pub fn clean(html: &str) -> String {
    let safe = SAFE.clean(html).to_string();
    HEADINGS.iter().fold(safe, |html, (from, to)| {
        html.replace(&format!("<{from}"), &format!("<{to}")).replace(&format!("</{from}"), &format!("</{to}"))
    })
}

/// The words of the description, a line for each paragraph, item and row of a table: what the search index
/// reads, and what stands in a list under the title.
///
/// It is text and not HTML; a page escapes it like any other text.
pub fn plain_text(html: &str) -> String {
    let bare = BARE.clean(html).to_string();
    let mut text = String::with_capacity(bare.len());
    let mut rest = bare.as_str();
    // No tag has attributes any more, and every `<` of the text is written `&lt;`.
    while let Some((before, tag)) = rest.split_once('<') {
        push_text(&mut text, before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        push_break(&mut text, tag.trim_start_matches('/'));
        rest = after;
    }
    push_text(&mut text, rest);
    text.truncate(text.trim_end().len());
    text
}

/// The beginning of a text, cut at a word where one ends, with an ellipsis if something is missing.
pub fn snippet(text: &str, max_characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max_characters) else { return text.to_owned() };
    let whole = &text[..end];
    let at_word = whole.rfind(char::is_whitespace).filter(|space| *space * 2 > end);
    format!("{}…", at_word.map_or(whole, |space| &whole[..space]).trim_end())
}

fn is_small_number(text: &str) -> bool {
    text.parse().is_ok_and(|number: u8| (1..=20).contains(&number))
}

/// Runs of spaces and line ends in HTML are one space.
fn push_text(text: &mut String, html: &str) {
    let decoded = html
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    for letter in decoded.chars() {
        if !letter.is_whitespace() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
}

fn push_break(text: &mut String, tag: &str) {
    if BLOCKS.contains(&tag) {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
        }
    } else if matches!(tag, "td" | "th") {
        push_text(text, " ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_description_needs_is_kept() {
        let table = [
            "<p>Thrown <strong>by hand</strong>,<br>fired <em>twice</em>.</p>",
            "<ul><li>2.5\" high</li><li>180 g</li></ul>",
            "<h3>Care</h3><blockquote>Not for the dishwasher</blockquote>",
            "<table><tbody><tr><th colspan=\"2\">Size</th></tr><tr><td>S</td><td>6 cm</td></tr></tbody></table>",
            "青花 &amp; <u>金継ぎ</u> &lt;3",
        ];
        for html in table {
            assert_eq!(clean(html), html);
        }
    }

    #[test]
    fn headings_stay_below_those_of_the_page() {
        assert_eq!(clean("<h1>a</h1><h2 id=x>b</h2><h6>c</h6>"), "<h3>a</h3><h3>b</h3><h4>c</h4>");
    }

    #[test]
    fn links_lead_only_to_pages_and_mail_and_say_whose_they_are() {
        let link = |href: &str| clean(&format!("<a href=\"{href}\" target=_blank onclick=x()>x</a>"));
        assert_eq!(
            link("https://x.example/a?b=1&amp;c"),
            "<a href=\"https://x.example/a?b=1&amp;c\" rel=\"nofollow ugc noopener\">x</a>"
        );
        assert!(link("mailto:a@x.example").contains("href"));
        for href in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " java\tscript:alert(1)",
            "&#106;avascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//other.example/x",
            "/account/delete",
            "x.html",
        ] {
            assert!(!link(href).contains("href"), "{href}: {}", link(href));
        }
    }

    #[test]
    fn nothing_that_runs_or_loads_gets_through() {
        let table = [
            ("<script>alert(1)</script>a", "a"),
            ("<scr<script>ipt>alert(1)</script>a", "ipt&gt;alert(1)a"),
            ("<style>p{color:red}</style>a", "a"),
            ("<img src=x onerror=alert(1)>a", "a"),
            ("<p onclick=alert(1) style=\"position:fixed\" class=button id=pay>a</p>", "<p>a</p>"),
            ("<svg onload=alert(1)><a xlink:href=\"javascript:x\">b</a></svg>a", "a"),
            ("<math><mtext><img src=x onerror=alert(1)></mtext></math>a", "a"),
            ("<iframe src=\"https://x.example\"></iframe><object data=x></object><embed src=x>a", "a"),
            ("<form action=\"https://x.example\"><input name=card><button>Pay</button></form>", "Pay"),
            ("<!-- <p>a</p> --><!DOCTYPE html><base href=\"https://x.example\">a", "a"),
            ("<meta http-equiv=refresh content=\"0;url=https://x.example\">a", "a"),
            ("<td rowspan=60000>a", "a"),
        ];
        for (html, safe) in table {
            assert_eq!(clean(html), safe, "{html}");
        }
    }

    /// Markup that is harmless as read and harmful as read again after it was written.
    #[test]
    fn markup_that_changes_when_read_twice_stays_harmless() {
        let table = [
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
            "<a href=\"https://x.example/&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\">x</a>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ];
        for html in table {
            let once = clean(html);
            assert_eq!(clean(&once), once, "{html}");
            let lower = once.to_lowercase();
            for sign in ["<img", "<script", "<style", "<svg", "<math", "<form", "<noscript"] {
                assert!(!lower.contains(sign), "{html}: {once}");
            }
        }
    }

    #[test]
    fn plain_text_has_a_line_for_each_block() {
        let table = [
            ("<p>One  two\n three</p><p>four<br>five</p>", "One two three\nfour\nfive"),
            ("<ul>\n<li>2.5\" high</li>\n<li>180&nbsp;g</li>\n</ul>after", "2.5\" high\n180 g\nafter"),
            ("<table><tr><td>S</td><td>6 cm</td></tr><tr><td>L</td></tr></table>", "S 6 cm\nL"),
            ("a &lt;b&gt; &amp;amp; <a href=\"https://x.example/>\">link</a>", "a <b> &amp; link"),
            ("<h1>Big</h1><script>no()</script><div>x</div>y", "Big\nx\ny"),
            ("plain, no markup", "plain, no markup"),
            ("", ""),
        ];
        for (html, text) in table {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn a_snippet_ends_at_a_word_where_there_is_one() {
        assert_eq!(snippet("Thrown by hand", 20), "Thrown by hand");
        assert_eq!(snippet("Thrown by hand in Jingdezhen", 16), "Thrown by hand…");
        assert_eq!(snippet("景德镇手工制作的青花瓷茶杯", 5), "景德镇手工…");
        assert_eq!(snippet("", 5), "");
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned_once_and_for_all(html in "[<>/=\"'&; a-c!-]{0,60}") {
            let once = clean(&html);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn any_text_has_a_plain_text(html: String) {
            let text = plain_text(&html);
            prop_assert_eq!(text.trim_end(), &text);
        }
    }
}
