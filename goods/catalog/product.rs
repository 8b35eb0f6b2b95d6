//! What machines read of a listing's page: data blocks, and words without markup.

use serde::Serialize;

/// JSON that may stand inside a script element: nothing in it can end the element or start a comment.
pub fn data_block(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The words of a description without its markup, `most` characters at most.
pub fn plain(html: &str, most: usize) -> String {
    let mut text = String::new();
    let mut is_in_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_in_tag = true,
            '>' if is_in_tag => {
                is_in_tag = false;
                text.push(' ');
            }
            character if !is_in_tag => text.push(character),
            _ => {}
        }
    }
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= most { words } else { words.chars().take(most).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_data_block() {
        let json = data_block(&["</script><script>alert(1)</script><!--"]);
        assert!(!json.contains('<') && !json.contains('>'));
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&json).unwrap(),
            ["</script><script>alert(1)</script><!--"]
        );
    }

    #[test]
    fn a_description_is_told_without_its_markup() {
        assert_eq!(plain("<p>Bowl &amp; <b>lid</b></p><p>碗</p>", 50), "Bowl & lid 碗");
        assert_eq!(plain("一二三四五", 3), "一二三…");
    }
}
